import { asc, eq } from 'drizzle-orm';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { recordsAsKnown } from '#lib/core/credentials/gate/as-known.ts';
import { matrixCell, type MatrixCell } from '#lib/core/credentials/matrix.ts';
import { gatePolicyOf } from '#lib/core/credentials/policy.ts';
import { toRecords } from '#lib/core/credentials/recorded.ts';
import { knownCredentials } from '#lib/features/credentials/expiry/known.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { MatrixFilter } from './matrix-filter.ts';
import { radiologistNames } from './names.server.ts';
import { privilegedAt, readsLately } from './needs.server.ts';
import type { CredentialRow } from './rows.server.ts';
import { groupToday } from './today.server.ts';

/** One radiologist's line of the matrix, its cells in the order of the jurisdictions. */
export type MatrixLine = {
	readonly id: string;
	readonly name: string;
	readonly section: string;
	readonly cells: readonly MatrixCell[];
};

/** Radiologists × jurisdictions, with what can be chosen. */
export type Matrix = {
	readonly today: CalendarDay;
	readonly jurisdictions: readonly string[];
	readonly lines: readonly MatrixLine[];
	readonly sections: readonly string[];
	readonly facilities: readonly { id: string; name: string; jurisdiction: string }[];
	/** Cells that ask for something, of all people who are shown. */
	readonly missing: number;
	readonly runningOut: number;
};

/** Whether a cell asks somebody to do something. */
export function isProblem({ state, marks, isMissing }: MatrixCell): boolean {
	if (isMissing || marks.includes('differs')) return true;
	return state === 'barred' || state === 'unreviewed' || state === 'grace' || state === 'runs-out';
}

type Place = { id: string; name: string; jurisdiction: string };
type Person = { id: string; section: string };

/** Who holds what where: everybody who is active, in the jurisdictions of facilities and of licences. */
export async function credentialMatrix(
	app: Pick<App, 'db' | 'clock'>,
	filter: MatrixFilter
): Promise<Matrix> {
	const { read } = app.db;
	const today = await groupToday(app);
	const [people, names, places, known, lately, policy] = await Promise.all([
		activePeople(read),
		radiologistNames(read),
		activePlaces(read),
		knownCredentials(app),
		readsLately(read, today),
		currentPolicy(read, 'credentials')
	]);
	const rows = [...known.byHolder.values()].flat();
	const chosen = places.find(({ id }) => id === filter.facility);
	const jurisdictions = chosen ? [chosen.jurisdiction] : jurisdictionsOf(places, rows);
	const needs = needsOf(places, [...lately, ...privilegedAt(rows, today)]);
	const gate = gatePolicyOf(policy.body);
	const lines = people
		.filter(({ section }) => filter.section === '' || section === filter.section)
		.map(({ id, section }): MatrixLine => {
			const records = recordsAsKnown(toRecords(known.byHolder.get(id) ?? []), null);
			const cells = jurisdictions.map((jurisdiction) =>
				matrixCell({
					jurisdiction,
					records,
					policy: gate,
					day: today,
					isNeeded: needs.has(`${id} ${jurisdiction}`)
				})
			);
			return { id, name: names.get(id) ?? '', section, cells };
		})
		.filter(({ cells }) => filter.only === '' || cells.some(isProblem));
	const cells = lines.flatMap((line) => line.cells);
	return {
		today,
		jurisdictions,
		lines,
		sections: [...new Set(people.map(({ section }) => section))].sort(),
		facilities: places,
		missing: cells.filter(({ isMissing }) => isMissing).length,
		runningOut: cells.filter(({ state }) => state === 'runs-out' || state === 'grace').length
	};
}

function activePeople(read: ReadHandle): Promise<Person[]> {
	const { radiologists: t } = read.tables;
	return read
		.select({ id: t.id, section: t.section })
		.from(t)
		.where(eq(t.active, true))
		.orderBy(asc(t.familyName), asc(t.givenName), asc(t.id));
}

function activePlaces(read: ReadHandle): Promise<Place[]> {
	const { facilities: t } = read.tables;
	return read
		.select({ id: t.id, name: t.name, jurisdiction: t.jurisdiction })
		.from(t)
		.where(eq(t.active, true))
		.orderBy(asc(t.name), asc(t.id));
}

/** Jurisdictions of facilities, then those of other licences; federal ones are terms of a law, not of a board. */
function jurisdictionsOf(places: readonly Place[], rows: readonly CredentialRow[]): string[] {
	const ofPlaces = new Set(places.map(({ jurisdiction }) => jurisdiction));
	const others = new Set<string>();
	for (const row of rows)
		if (row.kind === 'licence' && !row.body.jurisdiction.startsWith('federal-'))
			others.add(row.body.jurisdiction);
	return [...[...ofPlaces].sort(), ...[...others.difference(ofPlaces)].sort()];
}

function needsOf(
	places: readonly Place[],
	pairs: readonly { radiologistId: string; facilityId: string }[]
): Set<string> {
	const jurisdictionOf = new Map(places.map(({ id, jurisdiction }) => [id, jurisdiction]));
	return new Set(
		pairs.map(({ radiologistId, facilityId }) => `${radiologistId} ${jurisdictionOf.get(facilityId) ?? ''}`)
	);
}
