import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { monthOf, monthsThrough } from '#lib/core/month.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadFiguresInput } from '#lib/features/quality/load.server.ts';
import { TREND_MONTHS } from '#lib/features/quality/measures/trend.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { AnnotateTrend, FreezeBaseline, WithdrawAnnotation } from './schemas.ts';

/** A baseline of fewer months follows what it should be held against. */
const LEAST_MONTHS = 12;

export type BaselineError = 'months-too-few' | 'months-not-shown' | 'no-reviews';

/**
 * Freezes the counts of these months as the centre of the trend in one mode and level; the version before stays on record. The months
 * are over, at least twelve, and on the chart.
 */
export async function freezeBaseline(
	app: App,
	actor: Actor,
	{ mode, level, fromMonth, throughMonth }: FreezeBaseline
): Promise<Result<{ version: number }, BaselineError>> {
	const now = app.clock.now();
	const shown = monthsThrough(monthOf(now), TREND_MONTHS).slice(0, -1);
	const months = shown.filter((month) => month >= fromMonth && month <= throughMonth);
	if (!shown.includes(fromMonth) || !shown.includes(throughMonth)) return err('months-not-shown');
	if (months.length < LEAST_MONTHS) return err('months-too-few');
	const filter = { ...parseQualityFilter(new URLSearchParams()), months: '24' as const, mode };
	const input = { ...(await loadFiguresInput(app, filter)), mode, level, baselineMonths: months };
	const counts = await workOut(app, { kind: 'baseline', input });
	if (counts.n === 0) return err('no-reviews');
	return app.db.transaction(async (write) => {
		const { qualityBaselines } = write.tables;
		const [last] = await write
			.select({ version: qualityBaselines.version })
			.from(qualityBaselines)
			.where(and(eq(qualityBaselines.mode, mode), eq(qualityBaselines.level, level)))
			.orderBy(desc(qualityBaselines.version))
			.limit(1);
		const version = (last?.version ?? 0) + 1;
		const id = app.ids();
		const row = { mode, level, version, fromMonth, throughMonth, ...counts };
		await write.insert(qualityBaselines).values({ id, ...row, frozenBy: actor.id, frozenAt: now });
		await recordAudit(write, {
			type: 'quality.baseline-frozen',
			subjectId: id,
			// Without the counts, which a director who reads may see in the log before they are told: they stand in the baseline.
			facts: { mode, level, version, from: fromMonth, through: throughMonth },
			at: now,
			actor
		});
		return ok({ version });
	});
}

/** Writes beside the trend what may explain it. */
export async function annotateTrend(
	app: App,
	actor: Actor,
	{ kind, on, words, facility, modality }: AnnotateTrend
): Promise<Result<{ id: string }, 'facility-unknown'>> {
	return app.db.transaction(async (write) => {
		const { facilities, qualityAnnotations } = write.tables;
		if (facility !== null) {
			const found = await write
				.select({ id: facilities.id })
				.from(facilities)
				.where(eq(facilities.id, facility));
			if (found.length === 0) return err('facility-unknown');
		}
		const id = app.ids();
		const at = app.clock.now();
		const row = { id, kind, on, words, facilityId: facility, modality };
		await write.insert(qualityAnnotations).values({ ...row, createdBy: actor.id, createdAt: at });
		await recordAudit(write, { type: 'quality.annotated', subjectId: id, facts: { kind, on }, at, actor });
		return ok({ id });
	});
}

/** Takes an annotation back; it stays on record. */
export async function withdrawAnnotation(
	app: App,
	actor: Actor,
	{ id }: WithdrawAnnotation
): Promise<Result<null, 'annotation-unknown'>> {
	return app.db.transaction(async (write) => {
		const { qualityAnnotations } = write.tables;
		const at = app.clock.now();
		const changed = await write
			.update(qualityAnnotations)
			.set({ withdrawnBy: actor.id, withdrawnAt: at })
			.where(and(eq(qualityAnnotations.id, id), isNull(qualityAnnotations.withdrawnAt)))
			.returning({ id: qualityAnnotations.id });
		if (changed.length === 0) return err('annotation-unknown');
		await recordAudit(write, {
			type: 'quality.annotation-withdrawn',
			subjectId: id,
			facts: {},
			at,
			actor
		});
		return ok(null);
	});
}
