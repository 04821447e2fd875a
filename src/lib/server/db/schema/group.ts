import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';

/** The group itself: facilities, versioned policies, settings. */
export function groupTables(c: Columns, { users }: PeopleTables) {
	const facilities = c.table(
		'facilities',
		{
			id: c.text('id').primaryKey(),
			code: c.text('code').notNull(),
			name: c.text('name').notNull(),
			/** USPS code of the state, or ISO 3166-2. */
			jurisdiction: c.text('jurisdiction').notNull(),
			/** IANA time zone. */
			timeZone: c.text('time_zone').notNull(),
			/** va | ihs | military: a facility of the federal government; null otherwise. */
			federalSystem: c.text('federal_system'),
			active: c.bool('active').notNull().default(true),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.uniqueIndex('facilities_code').on(t.code)]
	);

	/** Rules that change are versioned data: a version is never edited, only followed by the next. */
	const policies = c.table(
		'policies',
		{
			id: c.text('id').primaryKey(),
			/** A kind of `features/admin/policy-kinds.ts`. */
			kind: c.text('kind').notNull(),
			version: c.int('version').notNull(),
			body: c.json<unknown>('body').notNull(),
			effectiveAt: c.instant('effective_at').notNull(),
			createdBy: c.text('created_by').references(() => users.id),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.uniqueIndex('policies_kind_version').on(t.kind, t.version)]
	);

	const settings = c.table('settings', {
		key: c.text('key').primaryKey(),
		value: c.json<unknown>('value').notNull(),
		updatedAt: c.instant('updated_at').notNull()
	});

	return { facilities, policies, settings };
}

export type GroupTables = ReturnType<typeof groupTables>;
