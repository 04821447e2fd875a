import { eq, sql } from 'drizzle-orm';
import { HOUR_MS, MINUTE_MS, toZonedDay } from '#lib/core/instant.ts';
import { periodOfMonth } from '#lib/core/month.ts';
import {
	joinTables,
	makeTable,
	packTable,
	unpackTable,
	type ColumnRow
} from '#lib/core/rollups/column-table.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { RollupTopic } from '#lib/server/rollups/topic.ts';
import { readColumns } from './columns.ts';
import { allMonths, inMonth } from './month-conditions.server.ts';

/** A night belongs to the day on which it began: the working day begins when the day shift does. */
const DAY_BEGINS_MS = 7 * HOUR_MS;
const SLOT_MS = 30 * MINUTE_MS;

/** The working day of an instant on the wall clock of a facility, `YYYY-MM-DD`. */
export function workingDayOf(at: number, timeZone: string): string {
	return toZonedDay(at - DAY_BEGINS_MS, timeZone);
}

/** Reads by reader, modality, region, kind and shift; and the working days of readers. */
export const readsTopic: RollupTopic = {
	name: 'reads',
	format: 2,
	merge: mergeReads,
	cells: (read) => allMonths(read, 'reads'),
	async make(read, { facilityId, period }) {
		const { reads } = read.tables;
		const isCounted = sql`${inMonth(read, facilityId, periodOfMonth(period))} and ${reads.status} in ('current', 'corrected')`;
		const counts = await read.rows<ColumnRow>(
			sql`select ${reads.readerId} as reader, ${reads.modality} as modality, ${reads.bodyRegion} as region,
				${reads.kind} as kind, ${reads.shift} as shift, count(*) as n
				from ${reads} where ${isCounted} group by 1, 2, 3, 4, 5`
		);
		if (counts.length === 0) return null;
		const at = sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`;
		// Half hours are within one working day in every zone whose offset is a multiple of them.
		const slots = await read.rows<{ reader: string; shift: string; first: number; n: number }>(
			sql`select ${reads.readerId} as reader, ${reads.shift} as shift, min(${at}) as first, count(*) as n
				from ${reads} where ${isCounted} group by 1, 2, ${at} / ${sql.raw(String(SLOT_MS))}`
		);
		const days = workingDays(slots, await timeZoneOf(read, facilityId));
		const rows = [...counts.map((row) => ({ ...row, day: '' })), ...days];
		return packTable(makeTable(readColumns, sortedByText(rows)));
	}
};

function workingDays(
	slots: readonly { reader: string; shift: string; first: number; n: number }[],
	timeZone: string
): ColumnRow[] {
	const days = new Map<string, { reader: string; shift: string; day: string; n: number; first: number }>();
	for (const { reader, shift, first, n } of slots) {
		const at = Number(first);
		const day = workingDayOf(at, timeZone);
		const key = `${reader} ${shift} ${day}`;
		const known = days.get(key) ?? { reader, shift, day, n: 0, first: at };
		days.set(key, { ...known, n: known.n + Number(n), first: Math.min(known.first, at) });
	}
	return [...days.values()].map(({ first, ...row }) => ({
		...row,
		firstMinute: Math.floor(first / MINUTE_MS)
	}));
}

/** Reads of all facilities added up, and each reader's working day made one, wherever it was spent. */
function mergeReads(bodies: readonly Uint8Array[]): Uint8Array {
	const { size, texts, numbers } = joinTables(
		readColumns,
		bodies.map((body) => ({ table: unpackTable(body), labels: {} }))
	);
	const columns = readColumns.texts.map((name) => texts[name] ?? { words: [], codes: new Int32Array(size) });
	const isDay = (texts.day?.words ?? []).map((word) => word !== '');
	const sums = new Map<number, ColumnRow & { n: number; firstMinute: number }>();
	for (let at = 0; at < size; at++) {
		const isOfDay = isDay[texts.day?.codes[at] ?? 0] === true;
		const codes = columns.map((column, nth) =>
			isOfDay && readColumns.texts[nth] === 'shift' ? column.words.length : (column.codes[at] ?? 0)
		);
		// One number for all codes: there is room for one more word in each column, which is ''.
		const key = columns.reduce((place, { words }, nth) => place * (words.length + 1) + (codes[nth] ?? 0), 0);
		const [n = 0, firstMinute = 0] = [numbers.n?.[at], numbers.firstMinute?.[at]];
		const sum = sums.get(key);
		if (sum) {
			sum.n += n;
			sum.firstMinute = Math.min(sum.firstMinute, firstMinute);
			continue;
		}
		const words = readColumns.texts.map((name, nth) => [name, columns[nth]?.words[codes[nth] ?? 0] ?? '']);
		sums.set(key, { ...Object.fromEntries(words), n, firstMinute });
	}
	return packTable(makeTable(readColumns, sortedByText([...sums.values()])));
}

function sortedByText(rows: readonly ColumnRow[]): ColumnRow[] {
	return rows
		.map((row) => ({ row, key: readColumns.texts.map((name) => row[name] ?? '').join(' ') }))
		.sort((a, b) => (a.key < b.key ? -1 : 1))
		.map(({ row }) => row);
}

/** The time zone of a facility; UTC where it is unknown. */
export async function timeZoneOf(read: ReadHandle, facilityId: string): Promise<string> {
	const { facilities } = read.tables;
	const [row] = await read
		.select({ timeZone: facilities.timeZone })
		.from(facilities)
		.where(eq(facilities.id, facilityId));
	return row?.timeZone ?? 'UTC';
}
