import { and, count, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { reasonEffects, type GateReason } from '#lib/core/credentials/gate/reasons.ts';
import { addMonths, monthOf, periodOfMonth, type Month } from '#lib/core/month.ts';
import type { Period } from '#lib/core/period.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** How many reads were signed, and what the gate made of them; every read is in one of the six. */
export type ComplianceCounts = {
	readonly n: number;
	readonly pass: number;
	readonly warning: number;
	/** Fails, and nobody has let it stand. */
	readonly fail: number;
	readonly excepted: number;
	readonly unknown: number;
	/** Nobody has looked at it yet. */
	readonly unchecked: number;
};

const noReads = { n: 0, pass: 0, warning: 0, fail: 0, excepted: 0, unknown: 0, unchecked: 0 };
const countNames = Object.keys(noReads) as (keyof typeof noReads)[]; // keys of a literal

/** The counts of a facility in a UTC month. */
export type ComplianceCell = { readonly facilityId: string; readonly month: Month } & ComplianceCounts;

/** What is counted: facilities, and a period. */
export type ComplianceScope = { readonly facilityIds: readonly string[]; readonly period: Period };

/**
 * Reads signed and what was found, by facility and month of the signature: without the cells in which nobody signed. A read without a
 * finding passes only where a run over all reads has ended; before that nobody knows.
 */
export async function complianceCells(read: ReadHandle, scope: ComplianceScope): Promise<ComplianceCell[]> {
	const rest = (await lastSweep(read)).ended ? 'pass' : 'unchecked';
	const signed = await signedReads(read, scope);
	const cells = new Map(
		signed.map(({ facilityId, month, n }) => [
			`${facilityId} ${month}`,
			{ facilityId, month, ...noReads, n, [rest]: n }
		])
	);
	for (const { facilityId, month, outcome, standing, n } of await findings(read, scope)) {
		const cell = cells.get(`${facilityId} ${month}`);
		const name = placeOf(outcome, standing);
		if (!cell) continue;
		cell[rest] -= n;
		cell[name] += n;
	}
	return [...cells.values()];
}

/** Which of the counts a finding belongs to. */
export function placeOf(
	outcome: string,
	standing: string
): Exclude<keyof ComplianceCounts, 'n' | 'unchecked'> {
	if (outcome === 'fail') return standing === 'excepted' ? 'excepted' : 'fail';
	if (outcome === 'not-determinable') return 'unknown';
	return outcome === 'pass-with-warning' ? 'warning' : 'pass';
}

/** Several cells as one. */
export function sumCounts(cells: readonly ComplianceCounts[]): ComplianceCounts {
	const sum = { ...noReads };
	for (const cell of cells) for (const name of countNames) sum[name] += cell[name];
	return sum;
}

/** How many reads have each reason, the gravest first; a read with two counts in both. */
export async function reasonCounts(
	read: ReadHandle,
	{ facilityIds, period }: ComplianceScope
): Promise<{ reason: GateReason; n: number; excepted: number }[]> {
	const { gateFindings: t } = read.tables;
	const rows = await read
		.select({ reasons: t.reasons, standing: t.standing, n: count() })
		.from(t)
		.where(
			and(gte(t.signedAt, period.from), lt(t.signedAt, period.to), inArray(t.facilityId, [...facilityIds]))
		)
		.groupBy(t.reasons, t.standing);
	return (Object.keys(reasonEffects) as GateReason[]) // keys of a literal
		.map((reason) => {
			const having = rows.filter(({ reasons }) => reasons.split(',').includes(reason));
			const sum = (some: typeof rows): number => some.reduce((total, { n }) => total + n, 0);
			return {
				reason,
				n: sum(having),
				excepted: sum(having.filter(({ standing }) => standing === 'excepted'))
			};
		})
		.filter(({ n }) => n > 0);
}

async function findings(read: ReadHandle, { facilityIds, period }: ComplianceScope) {
	const { gateFindings: t } = read.tables;
	const month = read.dialect.utcMonth(sql`${t.signedAt}`);
	return read
		.select({ facilityId: t.facilityId, month, outcome: t.outcome, standing: t.standing, n: count() })
		.from(t)
		.where(
			and(gte(t.signedAt, period.from), lt(t.signedAt, period.to), inArray(t.facilityId, [...facilityIds]))
		)
		.groupBy(t.facilityId, month, t.outcome, t.standing);
}

/** Signed reads by facility and month: by ranges of one index, month by month, so that others are served between them. */
async function signedReads(
	read: ReadHandle,
	{ facilityIds, period }: ComplianceScope
): Promise<{ facilityId: string; month: Month; n: number }[]> {
	if (facilityIds.length === 0) return [];
	const { reads: t } = read.tables;
	const cells = new Map<string, { facilityId: string; month: Month; n: number }>();
	for (let month = monthOf(period.from); periodOfMonth(month).from < period.to; month = addMonths(month, 1)) {
		const whole = periodOfMonth(month);
		const [from, to] = [Math.max(whole.from, period.from), Math.min(whole.to, period.to)];
		const own = inArray(t.facilityId, [...facilityIds]);
		const conditions = [
			and(own, gte(t.finalAt, from), lt(t.finalAt, to)),
			and(own, isNull(t.finalAt), gte(t.preliminaryAt, from), lt(t.preliminaryAt, to))
		];
		for (const condition of conditions) {
			const rows = await read
				.select({ facilityId: t.facilityId, n: count() })
				.from(t)
				.where(condition)
				.groupBy(t.facilityId);
			for (const { facilityId, n } of rows) {
				const cell = cells.get(`${facilityId} ${month}`) ?? { facilityId, month, n: 0 };
				cells.set(`${facilityId} ${month}`, { ...cell, n: cell.n + n });
			}
		}
	}
	return [...cells.values()];
}

/** The last run over all reads that has ended: reads that have come since are checked as they come. */
export async function lastSweep(read: ReadHandle) {
	const { gateSweeps: t } = read.tables;
	const rows = await read
		.select()
		.from(t)
		.orderBy(sql`${t.startedAt} desc`, sql`${t.id} desc`)
		.limit(20);
	const ended = rows.find(({ endedAt }) => endedAt !== null);
	return {
		ended: ended ? { ...ended, endedAt: ended.endedAt ?? 0 } : null,
		/** One is under way, or was cut short and will be begun anew. */
		isRunning: rows[0] !== undefined && rows[0].endedAt === null
	};
}

/** Facilities by id, those no longer in use as well: reads stay. */
export async function allFacilities(read: ReadHandle) {
	const { facilities: t } = read.tables;
	const rows = await read
		.select({ id: t.id, code: t.code, name: t.name, timeZone: t.timeZone, jurisdiction: t.jurisdiction })
		.from(t)
		.orderBy(t.code);
	return rows;
}

/** One facility's name and zone. */
export type FacilityName = Awaited<ReturnType<typeof allFacilities>>[number];

/** Whether anything is found of a read. */
export async function hasFinding(read: ReadHandle, readId: string): Promise<boolean> {
	const { gateFindings: t } = read.tables;
	return (await read.select({ id: t.readId }).from(t).where(eq(t.readId, readId))).length > 0;
}
