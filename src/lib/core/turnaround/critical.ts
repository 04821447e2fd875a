import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { quantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { TurnaroundPolicy } from './policy.ts';
import { LEVEL } from './tally.ts';

/** Categories of the ACR's work group on actionable reporting: minutes, hours, days (domain 4.3). */
export const criticalCategories = [1, 2, 3] as const;
export type CriticalCategory = (typeof criticalCategories)[number];

export const criticalStatuses = ['open', 'communicated', 'received', 'withdrawn'] as const;
export type CriticalStatus = (typeof criticalStatuses)[number];

export const criticalActs = ['communicate', 'receive', 'withdraw'] as const;
export type CriticalAct = (typeof criticalActs)[number];

// The whole life of a critical result. It ends with the receipt; what was recorded by mistake is withdrawn with a reason.
const life = {
	open: { communicate: 'communicated', withdraw: 'withdrawn' },
	communicated: { receive: 'received', withdraw: 'withdrawn' },
	received: {},
	withdrawn: {}
} as const satisfies Record<CriticalStatus, Partial<Record<CriticalAct, CriticalStatus>>>;

/** Where an act leads, or null where it cannot be done. */
export function nextCriticalStatus(status: CriticalStatus, act: CriticalAct): CriticalStatus | null {
	const acts: Partial<Record<CriticalAct, CriticalStatus>> = life[status];
	return acts[act] ?? null;
}

/** Whether somebody still has something to do. */
export function isOpenLoop(status: CriticalStatus): boolean {
	return Object.keys(life[status]).length > 0;
}

/** A status as it is stored. Throws on any other. */
export function parseCriticalStatus(text: string): CriticalStatus {
	const status = criticalStatuses.find((known) => known === text);
	if (!status) throw new Error('a critical result has an unknown status');
	return status;
}

/** A category as it is stored or posted; null for any other. */
export function parseCategory(value: unknown): CriticalCategory | null {
	return criticalCategories.find((category) => category === Number(value)) ?? null;
}

/** When the receipt of a result is due. */
export function criticalDueAt(
	category: CriticalCategory,
	identifiedAt: Instant,
	{ criticalMinutes }: Pick<TurnaroundPolicy, 'criticalMinutes'>
): Instant {
	return identifiedAt + criticalMinutes[category] * MINUTE_MS;
}

export type CriticalTimes = {
	readonly category: CriticalCategory;
	readonly identifiedAt: Instant;
	readonly dueAt: Instant;
	readonly receivedAt: Instant | null;
};

/** A category's results: received in time among those that were due, and how long the receipts took. */
export type CriticalRow = {
	readonly category: CriticalCategory;
	readonly n: number;
	readonly inTime: Rate;
	/** Minutes from finding to receipt. */
	readonly median: QuantileInterval;
	readonly p90: QuantileInterval;
	readonly open: number;
	readonly late: number;
};

/** Results by category, the gravest first; a category without any is left out. An open one past its time counts as missed. */
export function criticalRows(results: readonly CriticalTimes[], now: Instant): CriticalRow[] {
	return criticalCategories.flatMap((category) => {
		const own = results.filter((result) => result.category === category);
		if (own.length === 0) return [];
		const due = own.filter(({ dueAt }) => dueAt <= now);
		const met = due.filter(({ receivedAt, dueAt }) => receivedAt !== null && receivedAt <= dueAt);
		const minutes = own.map(({ identifiedAt, receivedAt }) =>
			receivedAt === null ? null : (receivedAt - identifiedAt) / MINUTE_MS
		);
		const open = own.filter(({ receivedAt }) => receivedAt === null);
		return [
			{
				category,
				n: own.length,
				inTime: makeRate(met.length, due.length, LEVEL),
				median: quantileInterval(minutes, 0.5, LEVEL),
				p90: quantileInterval(minutes, 0.9, LEVEL),
				open: open.length,
				late: open.filter(({ dueAt }) => dueAt <= now).length
			}
		];
	});
}
