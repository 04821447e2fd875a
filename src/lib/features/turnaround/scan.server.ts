import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import {
	scanCell,
	type OnFound,
	type OpenFound,
	type ScanScope,
	type ScanTally
} from '#lib/core/turnaround/cell-scan.ts';
import { clocks, type ClockName, type StopAt } from '#lib/core/turnaround/clocks.ts';
import {
	makeClassMeasures,
	makeMeasures,
	type ClassTally,
	type ForkedTally,
	type MeasuresTally
} from '#lib/core/turnaround/measures.ts';
import { targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { makeProtocols, serviceClasses, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import { countedStanding } from '#lib/core/turnaround/tally.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { keptTally, turnaroundCells, type KeptCell } from './kept-cells.server.ts';

/** What is asked of cells; empty texts mean all. */
export type Question = Omit<ScanScope, 'protocolOf' | 'stopAt' | 'isReader'> & {
	readonly kind: StopAt;
	readonly policy: TurnaroundPolicy;
	readonly facility: string;
	readonly period: Period;
	/** Null means everybody. */
	readonly readers: ReadonlySet<string> | null;
	/** Time zones by facility. */
	readonly zones: ReadonlyMap<string, string>;
};

type OnOpen = (facilityId: string, found: OpenFound) => void;

/** Others are served after so many rows. */
const ROWS_AT_ONCE = 50_000;

/** Counts the accessions of a period by the cells that they are kept in, one after the other. */
export async function scanTurnaround(read: ReadHandle, question: Question, tally: ScanTally): Promise<void> {
	await scanCells(await turnaroundCells(read, question), question, { tally });
}

const nothingCounted: ScanTally = { count: countedStanding, keepOut: () => undefined };

/** Tells of every read of a period that is counted or kept out, cell by cell. */
export async function scanFound(read: ReadHandle, question: Question, onFound: OnFound): Promise<void> {
	await scanCells(await turnaroundCells(read, question), question, { tally: nothingCounted, onFound });
}

/** All measures of a period. */
export function measuresOf(read: ReadHandle, question: Question, onOpen?: OnOpen): Promise<MeasuresTally> {
	return tallyOf(read, question, { name: 'measures', make: makeMeasures, onOpen });
}

/** The classes of a period alone. */
export function classesOf(read: ReadHandle, question: Question): Promise<ClassTally> {
	return tallyOf(read, question, { name: 'classes', make: makeClassMeasures });
}

/**
 * What is counted of a period. What is past and done, in cells where nothing depends on the present moment any longer, is counted once for
 * a question and kept (`kept-cells.server.ts`); the other cells are counted at every asking.
 */
async function tallyOf<Tally extends ForkedTally<Tally>>(
	read: ReadHandle,
	question: Question,
	{
		name,
		make,
		onOpen
	}: { readonly name: string; readonly make: () => Tally; readonly onOpen?: OnOpen | undefined }
): Promise<Tally> {
	const cells = await turnaroundCells(read, question);
	const doneBefore = question.now - longestTargetMs(question.policy);
	const { past = [], present = [] } = Object.groupBy(cells, ({ lastAt }) =>
		lastAt !== null && lastAt <= doneBefore ? 'past' : 'present'
	);
	const tally = (
		await keptTally(read, `${name} ${nameOf(question, past)}`, async () => {
			const counted = make();
			await scanCells(past, question, { tally: counted });
			return counted;
		})
	).fork();
	await scanCells(present, question, { tally, onOpen });
	return tally;
}

async function scanCells(
	cells: readonly KeptCell[],
	question: Question,
	{
		tally,
		onOpen,
		onFound
	}: {
		readonly tally: ScanTally;
		readonly onOpen?: OnOpen | undefined;
		readonly onFound?: OnFound | undefined;
	}
): Promise<void> {
	const { kind, policy, readers, zones } = question;
	const scope = {
		...question,
		stopAt: kind,
		protocolOf: makeProtocols(policy.words),
		isReader: readers && ((id: string) => readers.has(id))
	};
	const isHeld = hasTargets(question, policy);
	let rows = 0;
	for (const { facilityId, cell } of cells) {
		const place = {
			targetOf: isHeld ? (each: ServiceClass) => targetOf(policy, facilityId, each) : null,
			timeZone: zones.get(facilityId) ?? 'UTC'
		};
		scanCell(cell, tally, { scope, place, onFound, onOpen: (found) => onOpen?.(facilityId, found) });
		rows += cell.size;
		if (rows < ROWS_AT_ONCE) continue;
		rows = 0;
		await setImmediate();
	}
}

/** A read is due so long after its report at the latest. */
function longestTargetMs({ targetMinutes, contracts }: TurnaroundPolicy): Instant {
	const all = [targetMinutes, ...contracts.map((contract) => contract.targetMinutes)];
	return Math.max(...all.flatMap((each) => serviceClasses.map((one) => each[one] ?? 0))) * MINUTE_MS;
}

/** Names everything that what is counted of some cells depends on, but for the present moment. */
function nameOf({ now: _, readers, zones, ...question }: Question, cells: readonly KeptCell[]): string {
	const asked = JSON.stringify([question, readers && [...readers].sort(), [...zones]]);
	const hash = createHash('sha256').update(asked);
	for (const { key } of cells) hash.update('\n').update(key);
	return hash.digest('base64');
}

/** Whether reads are held to the contracts: on their clock, stopped by whichever report comes first. */
export function hasTargets(
	{ clock, kind }: { readonly clock: ClockName; readonly kind: StopAt },
	policy: Pick<TurnaroundPolicy, 'clock'>
): boolean {
	return clocks[clock].hasTarget && clock === policy.clock && kind === '';
}
