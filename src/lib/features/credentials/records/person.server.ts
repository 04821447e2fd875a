import { asc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { spanOf, type Credential, type CredentialBody } from '#lib/core/credentials/kinds.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { givenFirst } from './names.ts';
import { findCredentialRows, type CredentialRow } from './rows.server.ts';
import type { Settlement } from './schemas.ts';
import { settlementOf } from './settle.server.ts';

/** A check at the source of a row. */
export type ShownCheck = CredentialBody<'verification'> & {
	readonly id: string;
	readonly recordedAt: Instant;
	readonly recordedBy: string | null;
	readonly documentId: string | null;
};

/** A row as the page shows it. */
export type ShownRow = Credential & {
	readonly id: string;
	readonly standing: 'stands' | 'superseded' | 'taken-back';
	/** Whether it holds on the day that is shown; null where it has no span. */
	readonly phase: 'holds' | 'ended' | 'later' | null;
	readonly words: string;
	readonly source: string;
	readonly recordedAt: Instant;
	readonly recordedBy: string | null;
	readonly documentId: string | null;
	readonly supersedes: string | null;
	readonly checks: readonly ShownCheck[];
	/** When the next check at the source is due; null: never asked for, or nothing to check. */
	readonly nextCheckOn: CalendarDay | null;
	readonly settlement: Settlement | null;
};

/** All that is recorded of one radiologist, as it was known on a day. */
export type Person = {
	readonly id: string;
	readonly name: string;
	readonly npi: string | null;
	readonly degree: string | null;
	readonly section: string;
	readonly isActive: boolean;
	readonly today: CalendarDay;
	/** The day as of which it was known; null: now. */
	readonly knownOn: CalendarDay | null;
	readonly timeZone: string;
	readonly rows: readonly ShownRow[];
	readonly facilities: Readonly<Record<string, string>>;
};

/**
 * One radiologist's records; that they were opened is written to the audit log. Null when there is no such person.
 * @param given.knownOn a day of the group: what had been recorded by its end
 */
export async function openPerson(
	app: App,
	actor: Actor,
	given: { id: string; knownOn: CalendarDay | null }
): Promise<Person | null> {
	const { read } = app.db;
	const { radiologists: t } = read.tables;
	const [person] = await read.select().from(t).where(eq(t.id, given.id));
	if (!person) return null;
	const timeZone = await groupTimeZone(read);
	const today = toZonedDay(app.clock.now(), timeZone);
	const { knownOn } = given;
	const all = await findCredentialRows(read, { radiologistIds: [person.id] });
	const rows = knownOn === null ? all : all.filter((row) => toZonedDay(row.recordedAt, timeZone) <= knownOn);
	const { verificationMaxAgeDays } = (await currentPolicy(read, 'credentials')).body;
	const shown = shownRows(rows, {
		day: knownOn ?? today,
		maxAgeDays: verificationMaxAgeDays,
		names: await namesOf(read, rows)
	});
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'credential.viewed',
			subjectId: person.id,
			facts: {},
			at: app.clock.now(),
			actor
		})
	);
	return {
		id: person.id,
		name: givenFirst(person),
		npi: person.npi,
		degree: person.degree,
		section: person.section,
		isActive: person.active,
		today,
		knownOn,
		timeZone,
		rows: shown,
		facilities: await facilityNames(read)
	};
}

async function namesOf(read: ReadHandle, rows: readonly CredentialRow[]): Promise<Map<string, string>> {
	const { users } = read.tables;
	const ids = [...new Set(rows.flatMap(({ recordedBy }) => recordedBy ?? []))];
	if (ids.length === 0) return new Map();
	const found = await read
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, ids));
	return new Map(found.map(({ id, name }) => [id, name]));
}

/** Every facility's name by its id, also of those that are no longer active. */
export async function facilityNames(read: ReadHandle): Promise<Record<string, string>> {
	const { facilities } = read.tables;
	const rows = await read
		.select({ id: facilities.id, name: facilities.name })
		.from(facilities)
		.orderBy(asc(facilities.name), asc(facilities.id));
	return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

function shownRows(
	rows: readonly CredentialRow[],
	given: { day: CalendarDay; maxAgeDays: number | null; names: ReadonlyMap<string, string> }
): ShownRow[] {
	const { day, maxAgeDays, names } = given;
	const corrected = new Map(rows.flatMap((row) => (row.supersedes === null ? [] : [[row.supersedes, row]])));
	const nameOf = (row: CredentialRow): string | null =>
		row.recordedBy === null ? null : (names.get(row.recordedBy) ?? null);
	const checksOf = (id: string): ShownCheck[] =>
		rows
			.flatMap((row) =>
				row.kind === 'verification' && row.body.of === id && !row.isVoid && !corrected.has(row.id)
					? [
							{
								...row.body,
								id: row.id,
								recordedAt: row.recordedAt,
								recordedBy: nameOf(row),
								documentId: row.documentId
							}
						]
					: []
			)
			.sort((a, b) => (a.verifiedOn < b.verifiedOn ? 1 : -1));
	return rows
		.filter(({ kind, isVoid }) => kind !== 'verification' && !isVoid)
		.map((row): ShownRow => {
			const { id, source, recordedAt, documentId, supersedes } = row;
			const newer = corrected.get(id);
			const checks = checksOf(id);
			const last = checks[0];
			return {
				...credentialOf(row),
				id,
				standing: newer ? (newer.isVoid ? 'taken-back' : 'superseded') : 'stands',
				phase: phaseOf(row, day),
				// Why a row no longer stands is what it is asked for.
				words: newer?.words ?? row.words,
				source,
				recordedAt,
				recordedBy: nameOf(row),
				documentId,
				supersedes,
				checks,
				nextCheckOn:
					maxAgeDays === null || !last || last.result !== 'confirmed'
						? null
						: addDays(last.verifiedOn, maxAgeDays),
				settlement: newer ? null : settlementOf(row)
			};
		})
		.reverse();
}

/** Kind and body alone. */
function credentialOf({ kind, body }: CredentialRow): Credential {
	return { kind, body } as Credential; // they come from one row
}

function phaseOf(row: Credential, day: CalendarDay): ShownRow['phase'] {
	const { fromOn, toOn } = spanOf(row);
	if (fromOn === null) return null;
	if (fromOn > day) return 'later';
	// An exclusion's last day is that of reinstatement, on which it no longer stands.
	const isOver =
		row.kind === 'exclusion' ? (end: CalendarDay) => end <= day : (end: CalendarDay) => end < day;
	return toOn !== null && isOver(toOn) ? 'ended' : 'holds';
}
