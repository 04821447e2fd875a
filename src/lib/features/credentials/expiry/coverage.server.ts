import { setImmediate } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { Holder } from '#lib/core/credentials/coverage.ts';
import {
	facilityCoverage,
	holderSpans,
	type FacilityCoverage,
	type HolderSpans
} from '#lib/core/credentials/facility-coverage.ts';
import { recordsAsKnown } from '#lib/core/credentials/gate/as-known.ts';
import { federalSystems, type GatePolicy } from '#lib/core/credentials/gate/policy.ts';
import { leastReadersAt } from '#lib/core/credentials/place-needs.ts';
import { gatePolicyOf, type CredentialPolicy } from '#lib/core/credentials/policy.ts';
import { toRecords } from '#lib/core/credentials/recorded.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import type { CoverageFilter } from './coverage-filter.ts';
import { activePeople, knownCredentials, type Person } from './known.server.ts';

/** Answers for so many questions are kept: one for each facility of a group, and again for another kind of read. */
const MOST_KEPT = 100;

/** A facility in use. */
export type Place = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly jurisdiction: string;
	readonly timeZone: string;
	readonly federalSystem: string | null;
};

/** A facility with who may read there, from today in its own zone. */
export type CoveredPlace = {
	readonly place: Place;
	readonly today: CalendarDay;
	readonly spans: readonly HolderSpans[];
	readonly coverage: FacilityCoverage;
	/** How many must be able to read there at the least. */
	readonly least: number;
};

type Answer = Pick<CoveredPlace, 'spans' | 'coverage' | 'least'>;

/** Everything that an answer follows from: while it is the same, so is the answer. */
type Ground = {
	readonly key: string;
	readonly holders: readonly Holder[];
	readonly policy: GatePolicy;
	readonly needs: Pick<CredentialPolicy, 'leastReaders' | 'placeNeeds'>;
	readonly answers: Map<string, Answer>;
};

/** The people of the group, and how each of some facilities is covered for a kind of read. */
export async function coveredPlaces(
	app: App,
	filter: CoverageFilter
): Promise<{
	people: readonly Person[];
	places: readonly Place[];
	covered: CoveredPlace[];
	/** How many must be able to read where nothing else is said. */
	least: number;
}> {
	const { read } = app.db;
	const people = await activePeople(read);
	const places = await activePlaces(read);
	const ground = await groundOf(app, people);
	const asked = places.some(({ id }) => id === filter.facility)
		? places.filter(({ id }) => id === filter.facility)
		: places;
	const covered: CoveredPlace[] = [];
	for (const place of asked) {
		const today = toZonedDay(app.clock.now(), place.timeZone);
		covered.push({ place, today, ...(await answerFor(ground, place, today, filter)) });
	}
	return { people, places, covered, least: ground.needs.leastReaders };
}

async function answerFor(
	{ answers, holders, policy, needs }: Ground,
	place: Place,
	day: CalendarDay,
	{ modality, payer, kind }: CoverageFilter
): Promise<Answer> {
	const key = [place.id, place.jurisdiction, place.federalSystem ?? '', day, modality, payer, kind].join(' ');
	const kept = answers.get(key);
	if (kept) return kept;
	// A facility takes some milliseconds: whoever else waits comes between.
	await setImmediate();
	const question = {
		serviceState: null,
		facility: place.id,
		facilityState: place.jurisdiction,
		federalSystem: federalSystems.find((system) => system === place.federalSystem) ?? null,
		modality,
		kind,
		payer
	};
	const spans = holderSpans({ question, holders, policy, day });
	const least = leastReadersAt(needs, place);
	const answer = { spans, coverage: facilityCoverage(spans, day, least), least };
	const [oldest] = answers.keys();
	if (answers.size >= MOST_KEPT && oldest !== undefined) answers.delete(oldest);
	answers.set(key, answer);
	return answer;
}

/** What is recorded of everybody and the policy in force; made anew when any of it changes. */
async function groundOf(app: App, people: readonly Person[]): Promise<Ground> {
	const kept = sharedState(app.db, 'coverage-ground', () => ({ now: null as Ground | null }));
	const { n, byHolder } = await knownCredentials(app);
	const { id, version, body } = await currentPolicy(app.db.read, 'credentials');
	const key = [n, id, version, ...people.map((person) => person.id)].join(' ');
	if (kept.now?.key === key) return kept.now;
	const holders = people.map((person) => ({
		id: person.id,
		records: recordsAsKnown(toRecords(byHolder.get(person.id) ?? []), null)
	}));
	return (kept.now = { key, holders, policy: gatePolicyOf(body), needs: body, answers: new Map() });
}

function activePlaces(read: ReadHandle): Promise<Place[]> {
	const { facilities: t } = read.tables;
	return read
		.select({
			id: t.id,
			code: t.code,
			name: t.name,
			jurisdiction: t.jurisdiction,
			timeZone: t.timeZone,
			federalSystem: t.federalSystem
		})
		.from(t)
		.where(eq(t.active, true))
		.orderBy(asc(t.name), asc(t.id));
}
