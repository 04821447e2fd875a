import { sql } from 'drizzle-orm';
import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { LoopTables } from './loop.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';

/** What happened to an examination on its way to a report, beyond the times that stand with the read itself. */
export function turnaroundTables(
	c: Columns,
	{ users }: PeopleTables,
	{ facilities }: GroupTables,
	{ reads }: ReadTables,
	{ corrections }: LoopTables
) {
	/** Appended, never changed: an event that does not hold is taken back by another that names it. One accession has one clock. */
	const readEvents = c.table(
		'read_events',
		{
			id: c.text('id').primaryKey(),
			facilityId: c
				.text('facility_id')
				.notNull()
				.references(() => facilities.id),
			accession: c.text('accession').notNull(),
			/** An event of `core/turnaround/events.ts`. */
			name: c.text('name').notNull(),
			at: c.instant('at').notNull(),
			/** hl7 | csv | demo | hand */
			source: c.text('source').notNull(),
			/** stated | local | entered: how the sender's clock was known. */
			quality: c.text('quality').notNull(),
			/** Why the clock was held: a code of `core/turnaround/events.ts`. */
			reason: c.text('reason'),
			/** The event that this one takes back. */
			withdraws: c.text('withdraws'),
			recordedAt: c.instant('recorded_at').notNull(),
			recordedBy: c.text('recorded_by').references(() => users.id)
		},
		(t) => [
			// Importing twice changes nothing; what was written down by hand and taken back may be written down again.
			c
				.uniqueIndex('read_events_sent')
				.on(t.facilityId, t.accession, t.name, t.at, t.source)
				.where(sql`${t.source} <> 'hand'`),
			c.index('read_events_accession').on(t.facilityId, t.accession),
			// Every clock asks for holds, of which there are few.
			c
				.index('read_events_holds')
				.on(t.at)
				.where(sql`${t.name} in ('hold_start', 'hold_end')`)
		]
	);

	/** Why an examination was late, as somebody found out. The audit log keeps what was said before. */
	const breachCauses = c.table(
		'breach_causes',
		{
			facilityId: c
				.text('facility_id')
				.notNull()
				.references(() => facilities.id),
			accession: c.text('accession').notNull(),
			/** A cause of the turnaround policy. */
			cause: c.text('cause').notNull(),
			note: c.text('note').notNull(),
			decidedAt: c.instant('decided_at').notNull(),
			decidedBy: c.text('decided_by').references(() => users.id)
		},
		(t) => [c.primaryKey({ columns: [t.facilityId, t.accession] })]
	);

	/** A finding that somebody had to be told at once, and whether they were: the six fields that surveyors ask for. */
	const criticalResults = c.table(
		'critical_results',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			/** 1, 2 or 3 of the ACR's work group on actionable reporting. */
			category: c.int('category').notNull(),
			finding: c.text('finding').notNull(),
			identifiedAt: c.instant('identified_at').notNull(),
			/** When the receipt is due under the policy of the day. */
			dueAt: c.instant('due_at').notNull(),
			communicatedBy: c.text('communicated_by'),
			communicatedTo: c.text('communicated_to'),
			/** telephone | secure-message | in-person | fax */
			method: c.text('method'),
			communicatedAt: c.instant('communicated_at'),
			/** Who has it, where that is somebody else than was told. */
			receivedBy: c.text('received_by'),
			receivedAt: c.instant('received_at'),
			/** open | communicated | received | withdrawn */
			status: c.text('status').notNull(),
			withdrawnWords: c.text('withdrawn_words'),
			/** The correction that brought it up, where one did. */
			correctionId: c.text('correction_id').references(() => corrections.id),
			/** When the alarm was raised because nobody had received it in time; null where none was. */
			alarmedAt: c.instant('alarmed_at'),
			recordedAt: c.instant('recorded_at').notNull(),
			recordedBy: c.text('recorded_by').references(() => users.id)
		},
		(t) => [
			c.index('critical_results_status').on(t.status, t.dueAt),
			c.index('critical_results_read').on(t.readId),
			c.index('critical_results_identified').on(t.identifiedAt)
		]
	);

	return { readEvents, breachCauses, criticalResults };
}

export type TurnaroundTables = ReturnType<typeof turnaroundTables>;
