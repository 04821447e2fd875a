import { asc } from 'drizzle-orm';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { periodDays } from '#lib/core/period.ts';
import { makeTurnaroundTally, type PriorityTurnaround } from '#lib/core/turnaround/tally.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { clockedReads, countWithoutStart, type ClockScope } from './clocked-reads.server.ts';
import { filterPeriod, type TurnaroundFilter } from './filter.ts';

/** Everything the turnaround page shows. */
export type TurnaroundView = {
	readonly filter: TurnaroundFilter;
	readonly fromOn: string;
	readonly throughOn: string;
	readonly now: Instant;
	readonly policyVersion: number;
	readonly priorities: readonly PriorityTurnaround[];
	/** Reads whose report names no end of the examination. */
	readonly withoutStart: number;
	readonly facilities: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	readonly modalities: readonly string[];
};

/** Turnaround by priority over the filter's days. Targets are agreed for the final report alone. */
export async function turnaroundView(app: App, filter: TurnaroundFilter): Promise<TurnaroundView> {
	const { read } = app.db;
	const now = app.clock.now();
	const period = filterPeriod(filter, now);
	const scope: ClockScope = {
		end: filter.kind,
		facilityId: filter.facility || null,
		modality: filter.modality || null
	};
	const policy = await currentPolicy(read, 'turnaround');
	const tally = makeTurnaroundTally(filter.kind === 'final' ? policy.body.targetMinutes : null, now);
	for await (const piece of clockedReads(read, period, scope)) for (const each of piece) tally.add(each);
	const { facilities } = read.tables;
	return {
		filter,
		...periodDays(period),
		now,
		policyVersion: policy.version,
		priorities: tally.summarise(),
		withoutStart: await countWithoutStart(read, period, scope),
		facilities: await read
			.select({ id: facilities.id, code: facilities.code, name: facilities.name })
			.from(facilities)
			.orderBy(asc(facilities.code)),
		modalities
	};
}
