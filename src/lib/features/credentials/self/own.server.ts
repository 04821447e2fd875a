import { daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import {
	spanOf,
	type Credential,
	type CredentialBody,
	type CredentialKind
} from '#lib/core/credentials/kinds.ts';
import { isProposalKind, thingOf } from '#lib/core/credentials/proposals.ts';
import type { Instant } from '#lib/core/instant.ts';
import {
	findCredentialRows,
	standing,
	type CredentialRow
} from '#lib/features/credentials/records/rows.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { namesOf } from './queries.server.ts';

/** The newest check of a row at its source. */
export type OwnCheck = {
	readonly on: CalendarDay;
	readonly result: CredentialBody<'verification'>['result'];
	readonly sourceName: string;
	readonly by: string;
};

/** Something that a radiologist holds, by its newest term. */
export type OwnLine = {
	readonly id: string;
	readonly credential: Credential;
	/** Where the thing is held at a facility, its name. */
	readonly facility: string | null;
	readonly fromOn: CalendarDay | null;
	readonly toOn: CalendarDay | null;
	/** Negative once it has ended; null where it has no end. */
	readonly daysLeft: number | null;
	readonly recordedAt: Instant;
	readonly recordedBy: string | null;
	readonly check: OwnCheck | null;
	readonly documentId: string | null;
	readonly isRenewable: boolean;
	readonly earlierTerms: number;
};

/** Checks belong to a row; facts for continuing education have a page of their own. */
const left: readonly CredentialKind[] = ['verification', 'person-fact'];

/** What a radiologist holds, what ends first on top, each with who recorded and who checked it. */
export async function ownCredentials(app: App, radiologistId: string): Promise<OwnLine[]> {
	const { read } = app.db;
	const today = await groupToday(app);
	const rows = standing(await findCredentialRows(read, { radiologistIds: [radiologistId] }));
	const names = await namesOf(
		read,
		rows.map(({ recordedBy }) => recordedBy)
	);
	const facilities = await facilityNames(read);
	const checks = newestChecks(rows, names);
	const things = Map.groupBy(
		rows.filter(({ kind }) => !left.includes(kind)),
		thingOf
	);
	const lines = [...things.values()].flatMap((terms): OwnLine[] => {
		const row = terms.toSorted(byEnd).at(-1);
		if (!row) return [];
		const { fromOn, toOn } = spanOf(row);
		return [
			{
				id: row.id,
				credential: { kind: row.kind, body: row.body } as Credential, // one row has both
				facility: row.kind === 'privilege' ? (facilities.get(row.body.facility) ?? null) : null,
				fromOn,
				toOn,
				daysLeft: toOn === null ? null : daysBetween(today, toOn),
				recordedAt: row.recordedAt,
				recordedBy: names.get(row.recordedBy ?? '') ?? null,
				check: checks.get(row.id) ?? null,
				documentId: row.documentId,
				isRenewable: isProposalKind(row.kind) && row.kind !== 'work-location',
				earlierTerms: terms.length - 1
			}
		];
	});
	return lines.toSorted(
		(a, b) => (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity) || a.id.localeCompare(b.id)
	);
}

/** Terms by their last day; one without end comes last. */
function byEnd(one: CredentialRow, other: CredentialRow): number {
	const [a, b] = [spanOf(one).toOn ?? '9999', spanOf(other).toOn ?? '9999'];
	return a === b ? one.recordedAt - other.recordedAt : a < b ? -1 : 1;
}

function newestChecks(
	rows: readonly CredentialRow[],
	names: ReadonlyMap<string, string>
): ReadonlyMap<string, OwnCheck> {
	const checks = new Map<string, OwnCheck>();
	for (const row of rows) {
		if (row.kind !== 'verification') continue;
		const { of, verifiedOn: on, result, sourceName, verifiedBy } = row.body;
		if ((checks.get(of)?.on ?? '') > on) continue;
		checks.set(of, { on, result, sourceName, by: verifiedBy ?? names.get(row.recordedBy ?? '') ?? '' });
	}
	return checks;
}

async function facilityNames(read: ReadHandle): Promise<ReadonlyMap<string, string>> {
	const { facilities: t } = read.tables;
	const rows = await read.select({ id: t.id, name: t.name }).from(t);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
