import { setImmediate } from 'node:timers/promises';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { zonedWeekHour } from '#lib/core/reads/zoned-time.ts';
import { scanCell, type OpenFound, type ScanScope, type ScanTally } from '#lib/core/turnaround/cell-scan.ts';
import { clocks, type ClockName, type StopAt } from '#lib/core/turnaround/clocks.ts';
import { targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { makeProtocols, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { turnaroundCells } from './cells.server.ts';

/** What is asked of cells; empty texts mean all. */
export type Question = Omit<ScanScope, 'protocolOf' | 'stopAt'> & {
	readonly kind: StopAt;
	readonly policy: TurnaroundPolicy;
	readonly facility: string;
	readonly period: Period;
};

export type ScanTo = {
	readonly tally: ScanTally;
	/** Time zones by facility. */
	readonly zones: ReadonlyMap<string, string>;
	readonly onOpen?: (facilityId: string, found: OpenFound) => void;
};

/** Others are served after so many rows. */
const ROWS_AT_ONCE = 100_000;

/** Counts the accessions of a period by the cells that they are kept in. */
export async function scanTurnaround(
	read: ReadHandle,
	{ kind, policy, facility, ...question }: Question,
	{ tally, zones, onOpen }: ScanTo
): Promise<void> {
	const scope = { ...question, stopAt: kind, protocolOf: makeProtocols(policy.words) };
	const isHeld = hasTargets({ clock: question.clock, kind }, policy);
	let rows = 0;
	for (const { facilityId, cell } of await turnaroundCells(read, { period: question.period, facility })) {
		const zone = zones.get(facilityId) ?? 'UTC';
		const place = {
			targetOf: isHeld ? (each: ServiceClass) => targetOf(policy, facilityId, each) : null,
			weekHour: (at: Instant) => zonedWeekHour(at, zone)
		};
		scanCell(cell, tally, { scope, place, onOpen: (found) => onOpen?.(facilityId, found) });
		rows += cell.size;
		if (rows < ROWS_AT_ONCE) continue;
		rows = 0;
		await setImmediate();
	}
}

/** Whether reads are held to the contracts: on their clock, stopped by whichever report comes first. */
export function hasTargets(
	{ clock, kind }: { readonly clock: ClockName; readonly kind: StopAt },
	policy: Pick<TurnaroundPolicy, 'clock'>
): boolean {
	return clocks[clock].hasTarget && clock === policy.clock && kind === '';
}
