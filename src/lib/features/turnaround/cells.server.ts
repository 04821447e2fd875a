import { sql } from 'drizzle-orm';
import { periodOfMonth } from '#lib/core/month.ts';
import { packCell } from '#lib/core/turnaround/cell.ts';
import type { Cell, RollupTopic } from '#lib/server/rollups/topic.ts';
import { memberAt } from './timeline-sql.server.ts';
import { facilityTimelines } from './timelines.server.ts';

/**
 * The accessions of a facility by the month of their examination, with the times that clocks begin and end with. Nothing in it depends on
 * the policy or on the present moment.
 */
export const turnaroundTopic: RollupTopic = {
	name: 'turnaround',
	format: 1,
	async make(read, { facilityId, period }) {
		const month = periodOfMonth(period);
		const rows = await facilityTimelines(read, facilityId, month);
		return rows.length === 0 ? null : packCell(month.from, rows);
	},
	async cells(read) {
		const { reads } = read.tables;
		const member = memberAt(read);
		// Beyond these the engines' calendars end; the triggers leave the same reads out.
		return read.rows<Cell>(
			sql`select distinct ${reads.facilityId} as "facilityId", ${read.dialect.utcMonth(member)} as period
				from ${reads} where ${member} between 0 and 253402300799999`
		);
	}
};
