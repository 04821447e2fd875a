import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { PeopleTables } from './people.ts';

/** Counts kept ready for the dashboards, and what directors say of them. */
export function qualityTables(
	c: Columns,
	{ users, radiologists }: PeopleTables,
	{ facilities }: GroupTables
) {
	/** What a dashboard needs of one facility and period, or of all ('') in a period, worked out from the rows themselves (`server/rollups`). */
	const rollups = c.table(
		'rollups',
		{
			topic: c.text('topic').notNull(),
			facilityId: c.text('facility_id').notNull(),
			/** A UTC month `YYYY-MM`, or day `YYYY-MM-DD`. */
			period: c.text('period').notNull(),
			/** Another format of the same topic is worked out anew. */
			format: c.int('format').notNull(),
			/** Empty where the rows have nothing left: rows stay, so that versions only rise. */
			body: c.blob('body').notNull(),
			/** Rises by one with every facility's cell that is stored, over all topics; of a cell over all facilities that of its newest part. */
			version: c.big('version').notNull().default(0)
		},
		(t) => [
			c.primaryKey({ columns: [t.topic, t.facilityId, t.period] }),
			// What is there is found without opening a body.
			c.index('rollups_state').on(t.topic, t.period, t.facilityId, t.version, t.format),
			c.index('rollups_version').on(t.version)
		]
	);

	/** What has changed since it was worked out. Triggers write here in the transaction of the change; never updated. */
	const rollupMarks = c.table(
		'rollup_marks',
		{
			id: c.text('id').primaryKey(),
			topic: c.text('topic').notNull(),
			facilityId: c.text('facility_id').notNull(),
			period: c.text('period').notNull()
		},
		(t) => [
			// Triggers ask for one cell at each row: the period tells most marks apart, and comparing it first costs least.
			c.index('rollup_marks_cell').on(t.period, t.facilityId, t.topic)
		]
	);

	/** The centre of the trend as a director froze it; the last version of a mode and level counts. */
	const qualityBaselines = c.table(
		'quality_baselines',
		{
			id: c.text('id').primaryKey(),
			mode: c.text('mode').notNull(),
			level: c.text('level').notNull(),
			version: c.int('version').notNull(),
			fromMonth: c.text('from_month').notNull(),
			throughMonth: c.text('through_month').notNull(),
			/** Discrepancies and reviews of all facilities in these months when it was frozen. */
			x: c.int('x').notNull(),
			n: c.int('n').notNull(),
			frozenBy: c
				.text('frozen_by')
				.notNull()
				.references(() => users.id),
			frozenAt: c.instant('frozen_at').notNull()
		},
		(t) => [c.uniqueIndex('quality_baselines_version').on(t.mode, t.level, t.version)]
	);

	/** What happened, and may explain a trend. Taken back, never removed. */
	const qualityAnnotations = c.table(
		'quality_annotations',
		{
			id: c.text('id').primaryKey(),
			/** policy | staff | scanner | other */
			kind: c.text('kind').notNull(),
			/** `YYYY-MM-DD` */
			on: c.text('on_day').notNull(),
			words: c.text('words').notNull(),
			/** Whom it concerns; null for all. */
			facilityId: c.text('facility_id').references(() => facilities.id),
			modality: c.text('modality'),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			withdrawnBy: c.text('withdrawn_by').references(() => users.id),
			withdrawnAt: c.instant('withdrawn_at')
		},
		(t) => [c.index('quality_annotations_on').on(t.on)]
	);

	/** A look at all radiologists on a fixed date: each one costs false alarms, so they are counted. */
	const qualityLooks = c.table(
		'quality_looks',
		{
			id: c.text('id').primaryKey(),
			/** `YYYY-MM-DD` */
			on: c.text('on_day').notNull(),
			monthCount: c.int('month_count').notNull(),
			radiologists: c.int('radiologists').notNull(),
			signals: c.int('signals').notNull(),
			expectedFalse: c.real('expected_false').notNull(),
			/** Where everybody stood, as this look found them; null of looks before it was kept. */
			standings: c.json<unknown>('standings'),
			lookedAt: c.instant('looked_at').notNull()
		},
		(t) => [c.uniqueIndex('quality_looks_on').on(t.on, t.monthCount)]
	);

	/** A signal as a task, with the evidence as it stood when it was raised. */
	const qualityAlerts = c.table(
		'quality_alerts',
		{
			id: c.text('id').primaryKey(),
			/** ratio | cusum | reviewer | trend */
			kind: c.text('kind').notNull(),
			/** What was signalled, so that it is raised once. */
			onceKey: c.text('once_key').notNull(),
			radiologistId: c.text('radiologist_id').references(() => radiologists.id),
			evidence: c.json<unknown>('evidence').notNull(),
			/** open | acknowledged | closed */
			status: c.text('status').notNull(),
			raisedAt: c.instant('raised_at').notNull(),
			acknowledgedBy: c.text('acknowledged_by').references(() => users.id),
			acknowledgedAt: c.instant('acknowledged_at'),
			closedBy: c.text('closed_by').references(() => users.id),
			closedAt: c.instant('closed_at'),
			/** confirmed | not-confirmed | explained | data-error */
			outcome: c.text('outcome')
		},
		(t) => [
			c.uniqueIndex('quality_alerts_once').on(t.onceKey),
			c.index('quality_alerts_status').on(t.status, t.raisedAt)
		]
	);

	const qualityAlertNotes = c.table(
		'quality_alert_notes',
		{
			id: c.text('id').primaryKey(),
			alertId: c
				.text('alert_id')
				.notNull()
				.references(() => qualityAlerts.id),
			words: c.text('words').notNull(),
			writtenBy: c
				.text('written_by')
				.notNull()
				.references(() => users.id),
			writtenAt: c.instant('written_at').notNull()
		},
		(t) => [c.index('quality_alert_notes_alert').on(t.alertId, t.writtenAt)]
	);

	return {
		rollups,
		rollupMarks,
		qualityBaselines,
		qualityAnnotations,
		qualityLooks,
		qualityAlerts,
		qualityAlertNotes
	};
}
