import { eq, sql } from 'drizzle-orm';
import { HOUR_MS, MINUTE_MS, toZonedDay } from '#lib/core/instant.ts';
import { periodOfMonth } from '#lib/core/month.ts';
import { makeTable, packTable, type ColumnRow } from '#lib/core/rollups/column-table.ts';
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
	format: 1,
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
		return packTable(makeTable(readColumns, rows.toSorted(byText)));
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

function byText(one: ColumnRow, other: ColumnRow): number {
	const keyOf = (row: ColumnRow) => readColumns.texts.map((name) => row[name] ?? '').join(' ');
	return keyOf(one) < keyOf(other) ? -1 : 1;
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
