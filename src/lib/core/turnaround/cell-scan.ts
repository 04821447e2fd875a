import { MINUTE_MS, DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import {
	modalities,
	patientClasses,
	priorities,
	type PatientClass,
	type Priority
} from '#lib/core/reads/incoming-read.ts';
import { zonedWeekHour } from '#lib/core/reads/zoned-time.ts';
import { baseOf, type CellMark, type CellRead, type CellTraits, type TurnaroundCell } from './cell.ts';
import { firstOf, lastOf } from './cell-columns.ts';
import { clockMarks, readClock, type ClockName, type ClockReading, type StopAt } from './clocks.ts';
import { gatherFinished } from './finished-rows.ts';
import type { MeasuresTally, PlacedRead } from './measures.ts';
import { plainClass, serviceClasses, type ServiceClass } from './service-class.ts';
import { countedRead, type KeptOut } from './tally.ts';
import { weekHoursFrom } from './zoned-hours.ts';

/** What is counted of cells, and at which moment. */
export type ScanScope = {
	readonly clock: ClockName;
	readonly stopAt: StopAt;
	readonly now: Instant;
	/** Whole days of any zone. */
	readonly period: Period;
	/** The class of a procedure that is of a protocol; null of any other. */
	readonly protocolOf: (procedure: string) => ServiceClass | null;
	/** Empty means all. */
	readonly modality: string;
	readonly region: string;
	readonly serviceClass: string;
	/** Null means everybody. */
	readonly isReader: ((readerId: string) => boolean) | null;
};

/** What goes for all reads of a facility. */
export type ScanPlace = {
	/** Minutes of the contract by class; null where the clock has no target. */
	readonly targetOf: ((serviceClass: ServiceClass) => number) | null;
	readonly timeZone: string;
};

/** What the reads of cells are counted by. */
export type ScanTally = Pick<MeasuresTally, 'count' | 'keepOut'> &
	Partial<Pick<MeasuresTally, 'countFinished'>>;

/** Enough to find a read again: cells name none. */
export type FoundAt = { readonly memberAt: Instant; readonly isEndless: boolean };

/** An open read among the worst. */
export type OpenFound = FoundAt & { readonly overdueMs: number };

/** What lists tell apart: an error of a clock, or a read that is counted, in time or late. */
export type FoundKind = 'error' | 'finished' | 'open';
export type OnFound = (at: FoundAt, kind: FoundKind, isLate: boolean) => void;

/**
 * Counts the reads of a cell as `readClock` would, by columns. `onOpen` is told of every open read: how far it is past its target, and
 * when the examination was; `onFound` of every read that is counted or kept out.
 */
export function scanCell(
	cell: TurnaroundCell,
	tally: ScanTally,
	{ scope, place, onOpen, onFound }: Scan
): void {
	const { now, period } = scope;
	const { from, ifKnown, to, waits } = clockMarks(scope.clock, scope.stopAt);
	const base = baseOf(cell.monthFrom);
	const columns = (marks: readonly string[]) => marks.map((mark) => cell.times[mark as CellMark] ?? null);
	const known = (marks: readonly string[]) => columns(marks).filter((column) => column !== null);
	const [first, end] = [rowFrom(cell, period.from), rowFrom(cell, period.to)];
	const startAt = lastOf(columns(from), known(ifKnown), { first, end });
	const stopAt = firstOf(known(to), { first, end });
	const { protocols, plain, places } = placesOf(cell, scope);
	const wanted = serviceClasses.findIndex((each) => each === scope.serviceClass);
	const readers = scope.isReader
		? Uint8Array.from(cell.readers, (id) => (scope.isReader?.(id) ? 1 : 0))
		: null;
	const targets = serviceClasses.map((serviceClass) => place.targetOf?.(serviceClass) ?? null);
	const hourOf = weekHoursFrom(base, place.timeZone);
	const nowOff = now - base;
	const row: PlacedRead = emptyRow();
	let heldAt = cell.held.findIndex(({ row: held }) => held >= first);
	let nextHeld = heldAt === -1 ? -1 : (cell.held[heldAt]?.row ?? -1);
	const slowly = makeSlowCount(tally, { scope, place, onOpen, onFound });
	const foundAt = (row: number): FoundAt => ({
		memberAt: memberOf(cell, row),
		isEndless: (cell.times.exam_completed?.[row] ?? 0) === 0
	});
	// A list asks for each read by itself.
	const finished =
		tally.countFinished && !onFound
			? gatherFinished(tally.countFinished, { targets, causes: cell.traits.map(({ cause }) => cause) })
			: null;

	for (let at = first; at < end; at++) {
		if (at === nextHeld) {
			const holds = cell.held[heldAt]?.holds ?? [];
			heldAt += 1;
			nextHeld = cell.held[heldAt]?.row ?? -1;
			slowly(readOf(cell, at, holds));
			continue;
		}
		const trait = cell.trait[at] ?? 0;
		const plainIndex = plain[trait] ?? LEFT_OUT;
		if (plainIndex === LEFT_OUT || (readers && readers[cell.reader[at] ?? 0] !== 1)) continue;
		const protocol = protocols[cell.procedure[at] ?? 0] ?? LEFT_OUT;
		const classIndex = protocol === LEFT_OUT ? plainIndex : protocol;
		if (wanted !== -1 && classIndex !== wanted) continue;
		const start = startAt[at - first] ?? 0;
		const stop = stopAt[at - first] ?? 0;
		if (start === 0) {
			tally.keepOut('noStart');
			onFound?.(foundAt(at), 'error', false);
			continue;
		}
		if (start > nowOff || stop > nowOff) {
			tally.keepOut('future');
			onFound?.(foundAt(at), 'error', false);
			continue;
		}
		if (stop !== 0 && stop <= start) {
			tally.keepOut('negative');
			onFound?.(foundAt(at), 'error', false);
			continue;
		}
		if (stop === 0 && !waits) continue;
		const modalityIndex = places[trait] ?? 0;
		if (finished && stop !== 0) {
			finished.add({
				trait,
				classIndex,
				modalityIndex,
				spanMs: stop - start,
				ageMs: nowOff - start,
				hour: hourOf(start)
			});
			continue;
		}
		row.classIndex = classIndex;
		row.modalityIndex = modalityIndex;
		row.target = targets[classIndex] ?? null;
		row.isOpen = stop === 0;
		row.startedAt = start + base;
		row.ageMs = nowOff - start;
		row.spanMs = stop === 0 ? row.ageMs : stop - start;
		row.hour = hourOf(start);
		row.readerId = cell.readers[cell.reader[at] ?? 0] ?? '';
		row.cause = cell.traits[trait]?.cause ?? '';
		const standing = tally.count(row);
		if (row.isOpen) onOpen({ ...foundAt(at), overdueMs: row.ageMs - (row.target ?? 0) * MINUTE_MS });
		onFound?.(foundAt(at), row.isOpen ? 'open' : 'finished', standing === 'missed');
	}
	finished?.end();
	for (const read of cell.loose) if (read.memberAt >= period.from && read.memberAt < period.to) slowly(read);
}

type Scan = {
	readonly scope: ScanScope;
	readonly place: ScanPlace;
	readonly onOpen: (found: OpenFound) => void;
	readonly onFound?: OnFound | undefined;
};

const emptyRow = (): PlacedRead => ({
	...{ classIndex: 0, modalityIndex: 0, target: null, isOpen: false },
	...{ startedAt: 0, spanMs: 0, ageMs: 0, heldMs: 0, hour: 0, readerId: '', cause: '' }
});

/** The first row that is in the month at an instant or after it: days of other zones begin within one of UTC. */
function rowFrom(cell: TurnaroundCell, at: Instant): number {
	let row = cell.days[clampDay((at - cell.monthFrom) / DAY_MS)] ?? cell.size;
	while (row < cell.size && memberOf(cell, row) < at) row += 1;
	return row;
}

const clampDay = (day: number): number => Math.min(31, Math.max(0, Math.floor(day)));

const LEFT_OUT = -1;

/** The classes that procedures and traits give, `LEFT_OUT` where they give none or the scope has none of them, and modalities of traits. */
function placesOf({ traits, procedures }: TurnaroundCell, scope: ScanScope) {
	const indexOf = (serviceClass: ServiceClass | null) =>
		serviceClass === null ? LEFT_OUT : serviceClasses.indexOf(serviceClass);
	return {
		protocols: Int8Array.from(procedures, (procedure) => indexOf(scope.protocolOf(procedure))),
		plain: Int8Array.from(traits, (each) => indexOf(admits(each, scope) ? plainClassOf(each) : null)),
		places: Uint8Array.from(traits, ({ modality }) => modalityIndexOf(modality))
	};
}

const modalityIndexOf = (modality: string): number => modalities.findIndex((each) => each === modality);

function admits({ modality, region }: CellTraits, scope: ScanScope): boolean {
	return (
		(scope.modality === '' || scope.modality === modality) && (scope.region === '' || scope.region === region)
	);
}

// Kept reads have known ones.
const plainClassOf = ({ priority, patientClass }: CellTraits): ServiceClass =>
	plainClass(priority as Priority, patientClass as PatientClass);

/** Whether a read may be kept in a cell: its modality, priority and class are known ones. */
export function isKnown({
	modality,
	priority,
	patientClass
}: Pick<CellTraits, 'modality' | 'priority' | 'patientClass'>): boolean {
	return (
		modalities.some((each) => each === modality) &&
		priorities.some((each) => each === priority) &&
		patientClasses.some((each) => each === patientClass)
	);
}

/** Counts a read by its whole timeline: one that was held, or whose times no column holds. */
function makeSlowCount(tally: ScanTally, { scope, place, onOpen, onFound }: Scan) {
	return (read: CellRead): void => {
		if (!admits(read, scope) || (scope.isReader && !scope.isReader(read.readerId))) return;
		const serviceClass = scope.protocolOf(read.procedure) ?? plainClassOf(read);
		if (scope.serviceClass && scope.serviceClass !== serviceClass) return;
		const reading = readClock(scope.clock, read.timeline, { now: scope.now, stopAt: scope.stopAt });
		if (reading.kind === 'not-timed') return;
		const at = { memberAt: read.memberAt, isEndless: read.timeline.at.exam_completed === undefined };
		if (reading.kind !== 'finished' && reading.kind !== 'open') {
			tally.keepOut(whyOf(reading));
			onFound?.(at, 'error', false);
			return;
		}
		const target = place.targetOf?.(serviceClass) ?? null;
		const standing = tally.count({
			...countedRead(reading, { serviceClass, target }),
			modalityIndex: modalityIndexOf(read.modality),
			hour: zonedWeekHour(reading.startedAt, place.timeZone),
			readerId: read.readerId,
			cause: read.cause
		});
		if (reading.kind === 'open') {
			onOpen({ ...at, overdueMs: (reading.ageMinutes - (target ?? 0)) * MINUTE_MS });
		}
		onFound?.(at, reading.kind, standing === 'missed');
	};
}

type Untimed = Exclude<ClockReading, { kind: 'finished' | 'open' | 'not-timed' }>;

function whyOf(reading: Untimed): keyof KeptOut {
	if (reading.kind === 'no-start') return 'noStart';
	return reading.kind === 'clock-error' ? reading.error : 'held';
}

function readOf(cell: TurnaroundCell, row: number, holds: CellRead['timeline']['holds']): CellRead {
	const at: Partial<Record<CellMark, Instant>> = {};
	for (const [mark, column] of Object.entries(cell.times)) {
		const off = column[row] ?? 0;
		if (off !== 0) at[mark as CellMark] = off + baseOf(cell.monthFrom); // a mark of the cell
	}
	const traits = cell.traits[cell.trait[row] ?? 0];
	if (!traits) throw new Error('a row of a cell has no traits');
	return {
		...traits,
		memberAt: memberOf(cell, row),
		procedure: cell.procedures[cell.procedure[row] ?? 0] ?? '',
		readerId: cell.readers[cell.reader[row] ?? 0] ?? '',
		timeline: { at, holds }
	};
}

/** What puts a row into its month. */
function memberOf({ members, times, monthFrom }: TurnaroundCell, row: number): Instant {
	return ((members ?? times.exam_completed)?.[row] ?? 0) + baseOf(monthFrom);
}
