import { and, eq, inArray, isNull } from 'drizzle-orm';
import { rm } from 'node:fs/promises';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { makeCertificate } from '#lib/core/sampling/certificate.ts';
import { samplingRulesSchema } from '#lib/core/sampling/default-policy.ts';
import { drawSample, type DrawnStratum } from '#lib/core/sampling/draw.ts';
import type { ReaderTiers, SamplingPolicy } from '#lib/core/sampling/policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { assignDrawnCases, type AssignmentOutcome } from '#lib/features/assignments/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { renameDurably } from '#lib/server/files/durable.ts';
import { framePath, freezeFrame, type FrozenFrame } from './freeze-frame.server.ts';

export type RevealError = KeepError | 'draw-not-found' | 'period-not-over';
/** draw-conflict: another draw took some of the same reads meanwhile; drawing again leaves them out. */
type KeepError = 'already-drawn' | 'draw-conflict';
export type RevealedDraw = {
	readonly id: string;
	readonly sampled: number;
	readonly assignment: AssignmentOutcome;
};

const GENERATOR = 'Overread 0.1.0';
const LOOKUP = 500;

type Found = NonNullable<Awaited<ReturnType<typeof findDraw>>>;

async function findDraw(app: App, id: string) {
	const { draws, policies } = app.db.read.tables;
	const [row] = await app.db.read
		.select({ draw: draws, policyBody: policies.body, policyVersion: policies.version })
		.from(draws)
		.innerJoin(policies, eq(policies.id, draws.policyId))
		.where(eq(draws.id, id));
	if (!row) return null;
	const policy: SamplingPolicy = { version: row.policyVersion, ...samplingRulesSchema.parse(row.policyBody) };
	return { draw: row.draw, policy };
}

async function readerTiers(app: App): Promise<ReaderTiers> {
	const { radiologists } = app.db.read.tables;
	const rows = await app.db.read
		.select({ code: radiologists.code, tier: radiologists.tier })
		.from(radiologists);
	return Object.fromEntries(
		rows.filter(({ tier }) => tier !== 'standard').map(({ code, tier }) => [code, tier])
	);
}

/** Fixes the instant after which arrivals are not in the frame; a draw broken off midway goes on with the same one. */
async function freeze(app: App, id: string, frozenAt: Instant): Promise<Instant> {
	const { draws } = app.db.read.tables;
	await app.db.transaction((write) =>
		write
			.update(draws)
			.set({ frozenAt })
			.where(and(eq(draws.id, id), isNull(draws.frozenAt)))
	);
	const [row] = await app.db.read.select({ frozenAt: draws.frozenAt }).from(draws).where(eq(draws.id, id));
	return row?.frozenAt ?? frozenAt;
}

/**
 * Draws and reveals: freezes the frame, ranks it under the seed, makes the cases and the certificate in one transaction,
 * and assigns the cases. Until that transaction the draw can be repeated with the same outcome.
 */
export async function revealDraw(
	app: App,
	actor: Actor,
	id: string
): Promise<Result<RevealedDraw, RevealError>> {
	const found = await findDraw(app, id);
	if (!found) return err('draw-not-found');
	const { draw, policy } = found;
	if (draw.revealedAt !== null) return err('already-drawn');
	if (app.clock.now() < draw.periodTo) return err('period-not-over');
	const period = { from: draw.periodFrom, to: draw.periodTo };
	const frozenAt = await freeze(app, id, app.clock.now());
	const frozen = await freezeFrame(app, { drawId: id, period, frozenAt, policy });
	try {
		const kept = await keepDraw(app, actor, { ...found, frozen }).catch((error: unknown) => {
			// A read has one case of the lottery.
			if (app.db.read.dialect.isUniqueViolation(error)) return err('draw-conflict');
			throw error;
		});
		if (!kept.ok) return kept;
		const assignment = await assignDrawnCases(app);
		return ok({ id, sampled: kept.value.sampled, assignment });
	} finally {
		await rm(frozen.unnamedPath, { force: true });
	}
}

/** Ranks a frozen frame under the seed and keeps the draw; of two at once only the first, whose frame gets its name. */
async function keepDraw(
	app: App,
	actor: Actor,
	{ draw, policy, frozen }: Found & { readonly frozen: FrozenFrame }
): Promise<Result<{ sampled: number }, KeepError>> {
	const { id } = draw;
	const { frame, exclusions } = frozen;
	const seedHex = app.secrets.unseal(`draw/${id}`, draw.sealedSeed);
	const tiers = await readerTiers(app);
	const drawn = drawSample({ drawId: id, seedHex, frame, policy, readerTiers: tiers });
	const revealedAt = app.clock.now();
	const certificate = makeCertificate({
		draw: drawn,
		period: periodDays({ from: draw.periodFrom, to: draw.periodTo }),
		seedHex,
		committedAt: draw.committedAt,
		revealedAt,
		frame,
		policy,
		readerTiers: tiers,
		exclusions,
		generator: GENERATOR
	});
	const sampled = drawn.strata.reduce((sum, stratum) => sum + stratum.sampled, 0);
	return app.db.transaction(async (write): Promise<Result<{ sampled: number }, KeepError>> => {
		const { draws } = write.tables;
		const [row] = await write
			.update(draws)
			.set({
				revealedAt,
				frameHash: frame.hash,
				frameCount: frame.count,
				sampledCount: sampled,
				exclusions,
				certificate: `${JSON.stringify(certificate, null, '\t')}\n`
			})
			.where(and(eq(draws.id, id), isNull(draws.revealedAt)))
			.returning({ id: draws.id });
		if (!row) return err('already-drawn');
		// Under the lock of the row, and before the draw counts: the certificate never names a frame that is not there.
		await renameDurably(frozen.unnamedPath, framePath(app, id));
		await insertStrata(write, id, drawn.strata);
		const created = await insertCases(app, write, {
			drawId: id,
			strata: drawn.strata,
			at: revealedAt,
			actor
		});
		await recordAudit(
			write,
			{
				type: 'draw.revealed',
				subjectId: id,
				facts: { frameHash: frame.hash, frameCount: frame.count, sampledCount: sampled },
				at: revealedAt,
				actor
			},
			...created
		);
		return ok({ sampled });
	});
}

async function insertStrata(
	write: WriteHandle,
	drawId: string,
	strata: readonly DrawnStratum[]
): Promise<void> {
	const { drawStrata, radiologists } = write.tables;
	const rows = await write.select({ id: radiologists.id, code: radiologists.code }).from(radiologists);
	const ids = new Map(rows.map(({ id, code }) => [code, id]));
	const values = strata.map(({ reader, modality, size, sampled }) => ({
		drawId,
		readerId: ids.get(reader) ?? reader,
		modality,
		size,
		sampled
	}));
	await write.insertRows(drawStrata, values);
}

async function insertCases(
	app: App,
	write: WriteHandle,
	input: { drawId: string; strata: readonly DrawnStratum[]; at: Instant; actor: Actor }
): Promise<AuditEntry[]> {
	const { cases, reads } = write.tables;
	const review = await currentPolicy(write, 'review');
	const level = review.body.blindingLevel;
	const inclusion = new Map(input.strata.flatMap((s) => s.selected.map((caseId) => [caseId, s.inclusion])));
	const selected = [...inclusion.keys()];
	const entries: AuditEntry[] = [];
	for (let i = 0; i < selected.length; i += LOOKUP) {
		const found = await write
			.select({ id: reads.id, samplingId: reads.samplingId })
			.from(reads)
			.where(inArray(reads.samplingId, selected.slice(i, i + LOOKUP)));
		const values = found.map(({ id, samplingId }) => ({
			id: app.blindIds(),
			readId: id,
			drawId: input.drawId,
			detectionMode: 'random',
			blindingLevel: level,
			state: 'drawn',
			inclusion: inclusion.get(samplingId) ?? null,
			dueAt: input.at + review.body.dueDays * DAY_MS,
			createdAt: input.at
		}));
		await write.insertRows(cases, values);
		for (const { id } of values) {
			entries.push({
				type: 'case.created',
				subjectId: id,
				facts: { mode: 'random', level },
				at: input.at,
				actor: input.actor
			});
		}
	}
	return entries;
}
