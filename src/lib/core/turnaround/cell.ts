import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Mark } from './clocks.ts';
import type { Hold, Timeline } from './events.ts';

/** The events that clocks begin or end with. */
export const cellMarks = [
	'exam_completed',
	'last_image_received',
	'order_info_complete',
	'arrived',
	'opened',
	'preliminary_sent',
	'final_signed'
] as const satisfies readonly Mark[];
export type CellMark = (typeof cellMarks)[number];

/** What tells reads of a cell apart, beside procedure and reader. A missing region or cause is ''. */
export type CellTraits = {
	readonly modality: string;
	readonly region: string;
	readonly priority: string;
	readonly patientClass: string;
	/** What its lateness was put down to. */
	readonly cause: string;
};

/** One accession as a cell keeps it. `memberAt` is what puts it into the month: the end of the examination, or the next thing known. */
export type CellRead = CellTraits & {
	readonly memberAt: Instant;
	readonly procedure: string;
	readonly readerId: string;
	readonly timeline: Timeline;
};

/** A read that columns do not hold: a time of it is too far from its month. */
export type LooseRead = CellRead;

/**
 * A facility's accessions of a month, by columns: times alone, so that whatever depends on the clock, the contract or the present moment is
 * worked out when it is asked for. Rows are in the order of `memberAt`.
 */
export type TurnaroundCell = {
	readonly size: number;
	readonly monthFrom: Instant;
	/** The first row of each day of the month, and after the last day their number. */
	readonly days: readonly number[];
	readonly traits: readonly CellTraits[];
	readonly procedures: readonly string[];
	readonly readers: readonly string[];
	/** Places in the three lists above, a row each. */
	readonly trait: Codes;
	readonly procedure: Codes;
	readonly reader: Codes;
	/** Milliseconds since `baseOf(monthFrom)`, a row each; 0 where the time is not known. Left out where no row has it. */
	readonly times: Readonly<Partial<Record<CellMark, Uint32Array>>>;
	/** Milliseconds since the same, of `memberAt`; null where every row has the end of its examination, which is the same. */
	readonly members: Uint32Array | null;
	/** Rows whose clock was held, in ascending order. */
	readonly held: readonly { readonly row: number; readonly holds: readonly Hold[] }[];
	readonly loose: readonly LooseRead[];
};

type Codes = Uint8Array | Uint16Array;

type Header = Pick<TurnaroundCell, 'size' | 'monthFrom' | 'days' | 'procedures' | 'readers' | 'loose'> & {
	readonly traits: readonly (readonly string[])[];
	readonly marks: readonly CellMark[];
	readonly hasMembers: boolean;
	/** Whether codes take one byte or two: traits, procedures, readers. */
	readonly wide: readonly boolean[];
	readonly held: readonly (readonly [row: number, holds: readonly (readonly [Instant, Instant | null])[]])[];
};

const EARLIER_MS = 7 * DAY_MS;
const LARGEST = 2 ** 32 - 1;

/** What the times of a cell count from: clocks may begin before the examination ends. */
export const baseOf = (monthFrom: Instant): Instant => monthFrom - EARLIER_MS;

/** The bytes of a month: the same reads in the same order always give the same. Reads come in the order of `memberAt`. */
export function packCell(monthFrom: Instant, all: readonly CellRead[]): Uint8Array {
	const base = baseOf(monthFrom);
	const fits = ({ timeline }: CellRead) =>
		cellMarks.every((mark) => {
			const at = timeline.at[mark];
			return at === undefined || (Number.isInteger(at) && at > base && at - base <= LARGEST);
		});
	const rows = all.filter(fits);
	const traits = codesOf(
		rows.map(({ modality, region, priority, patientClass, cause }) =>
			[modality, region, priority, patientClass, cause].join('\t')
		)
	);
	const procedures = codesOf(rows.map(({ procedure }) => procedure));
	const readers = codesOf(rows.map(({ readerId }) => readerId));
	const marks = cellMarks.filter((mark) => rows.some(({ timeline }) => timeline.at[mark] !== undefined));
	const lists = [traits, procedures, readers];
	const header: Header = {
		size: rows.length,
		monthFrom,
		days: dayStarts(monthFrom, rows),
		traits: traits.words.map((word) => word.split('\t')),
		procedures: procedures.words,
		readers: readers.words,
		marks,
		hasMembers: rows.some(({ timeline }) => timeline.at.exam_completed === undefined),
		wide: lists.map(({ words }) => words.length > 256),
		held: rows.flatMap(({ timeline: { holds } }, row) =>
			holds.length > 0 ? [[row, holds.map(({ from, to }) => [from, to] as const)] as const] : []
		),
		loose: all.filter((read) => !fits(read)).map(looseRead)
	};
	const words = new TextEncoder().encode(JSON.stringify(header));
	const columnsAt = aligned(4 + words.length);
	const bytes = new Uint8Array(
		columnsAt +
			rows.length *
				(4 * (marks.length + Number(header.hasMembers)) +
					header.wide.reduce((sum, wide) => sum + (wide ? 2 : 1), 0))
	);
	new DataView(bytes.buffer).setUint32(0, words.length, true);
	bytes.set(words, 4);
	const columns = columnsIn(bytes.buffer, columnsAt, header);
	for (const mark of marks) {
		const column = columns.times[mark];
		rows.forEach(({ timeline }, row) => {
			const at = timeline.at[mark];
			if (column && at !== undefined) column[row] = at - base;
		});
	}
	rows.forEach(({ memberAt }, row) => {
		if (columns.members) columns.members[row] = memberAt - base;
	});
	columns.codes.forEach((column, at) => column.set(lists[at]?.codes ?? []));
	return bytes;
}

/** What a cell keeps of a read, and nothing that a caller has beside. */
function looseRead({ timeline, ...read }: CellRead): LooseRead {
	const { modality, region, priority, patientClass, cause, memberAt, procedure, readerId } = read;
	const at = Object.fromEntries(cellMarks.map((mark) => [mark, timeline.at[mark]]));
	return {
		...{ modality, region, priority, patientClass, cause, memberAt, procedure, readerId },
		timeline: { at, holds: timeline.holds }
	};
}

/** A cell from its bytes, without copying its columns where the bytes lie right. */
export function openCell(body: Uint8Array): TurnaroundCell {
	const bytes = body.byteOffset % 4 === 0 ? body : new Uint8Array(body);
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	const length = view.getUint32(0, true);
	// As `packCell` wrote it.
	const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
	const { times, members, codes } = columnsIn(bytes.buffer, bytes.byteOffset + aligned(4 + length), header);
	const [trait = none, procedure = none, reader = none] = codes;
	const { size, monthFrom, days, procedures, readers, loose } = header;
	return {
		...{ size, monthFrom, days, procedures, readers, loose, times, members, trait, procedure, reader },
		traits: header.traits.map(
			([modality = '', region = '', priority = '', patientClass = '', cause = '']) => ({
				...{ modality, region, priority, patientClass, cause }
			})
		),
		held: header.held.map(([row, holds]) => ({ row, holds: holds.map(([from, to]) => ({ from, to })) }))
	};
}

const none = new Uint8Array();

const aligned = (at: number): number => Math.ceil(at / 4) * 4;

function columnsIn(
	buffer: ArrayBufferLike,
	from: number,
	{ size, marks, hasMembers, wide }: Pick<Header, 'size' | 'marks' | 'hasMembers' | 'wide'>
) {
	let at = from;
	const times: Partial<Record<CellMark, Uint32Array>> = {};
	for (const mark of marks) {
		times[mark] = new Uint32Array(buffer, at, size);
		at += 4 * size;
	}
	const members = hasMembers ? new Uint32Array(buffer, at, size) : null;
	if (hasMembers) at += 4 * size;
	// Wide ones first, so that all lie right.
	const codes: Codes[] = [];
	for (const isWide of [true, false]) {
		wide.forEach((each, list) => {
			if (each !== isWide) return;
			codes[list] = isWide ? new Uint16Array(buffer, at, size) : new Uint8Array(buffer, at, size);
			at += (isWide ? 2 : 1) * size;
		});
	}
	return { times, members, codes };
}

function codesOf(texts: readonly string[]): { words: string[]; codes: Uint16Array } {
	const places = new Map<string, number>();
	const codes = Uint16Array.from(texts, (text) => {
		const place = places.get(text) ?? places.size;
		places.set(text, place);
		return place;
	});
	if (places.size > 2 ** 16) throw new RangeError('a month of a facility has too many different reads');
	return { words: [...places.keys()], codes };
}

const DAYS = 31;

function dayStarts(monthFrom: Instant, rows: readonly CellRead[]): number[] {
	const days: number[] = [];
	let row = 0;
	for (let day = 0; day <= DAYS; day++) {
		while (row < rows.length && (rows[row]?.memberAt ?? 0) < monthFrom + day * DAY_MS) row += 1;
		days.push(row);
	}
	return days;
}

/**
 * When nothing of a cell depended on the present moment any longer, but for targets: the last of its times. Null where a read waits for its
 * final report, or columns do not hold all.
 */
export function lastTimeOf({ size, monthFrom, times, loose }: TurnaroundCell): Instant | null {
	const finals = times.final_signed;
	if (loose.length > 0 || !finals) return null;
	let last = 0;
	for (let row = 0; row < size; row++) if (finals[row] === 0) return null;
	for (const column of Object.values(times)) {
		for (let row = 0; row < size; row++) {
			const at = column[row] ?? 0;
			if (at > last) last = at;
		}
	}
	return baseOf(monthFrom) + last;
}
