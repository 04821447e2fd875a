import { toZonedDay } from '#lib/core/instant.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import {
	standingOfTerms,
	trackedTerms,
	type TermStanding,
	type TrackedTerm
} from '#lib/core/credentials/tracked-terms.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';
import { activePeople, knownCredentials, type Person } from './known.server.ts';

/** A term of somebody with how it stands today. */
export type Tracked = {
	readonly person: Person;
	readonly term: TrackedTerm;
	readonly standing: TermStanding;
};

/** All that runs out, as of a day of the group's zone. */
export type TrackedGroup = {
	readonly today: CalendarDay;
	readonly timeZone: string;
	readonly tracked: readonly Tracked[];
	readonly people: readonly Person[];
};

/** What runs out of everybody who is active; what is long past is left out. */
export async function trackedOfGroup(app: App): Promise<TrackedGroup> {
	const { read } = app.db;
	const timeZone = await groupTimeZone(read);
	const today = toZonedDay(app.clock.now(), timeZone);
	const { verificationMaxAgeDays } = (await currentPolicy(read, 'credentials')).body;
	const people = await activePeople(read);
	const { byHolder } = await knownCredentials(app);
	const tracked = people.flatMap((person) => {
		const rows = byHolder.get(person.id) ?? [];
		const terms = trackedTerms({ holder: person.id, rows, verificationMaxAgeDays });
		return standingOfTerms(terms, today).map((found) => ({ person, ...found }));
	});
	return {
		today,
		timeZone,
		people,
		tracked: tracked.filter(({ standing }) => standing.state !== 'past')
	};
}

/** What runs out of one person and is open, the soonest first. */
export async function trackedOf(app: App, radiologistId: string) {
	const { read } = app.db;
	const today = toZonedDay(app.clock.now(), await groupTimeZone(read));
	const { verificationMaxAgeDays } = (await currentPolicy(read, 'credentials')).body;
	const rows = await findCredentialRows(read, { radiologistIds: [radiologistId] });
	const terms = trackedTerms({ holder: radiologistId, rows, verificationMaxAgeDays });
	return {
		today,
		open: standingOfTerms(terms, today)
			.flatMap(({ term, standing }) =>
				standing.state === 'open' ? [{ term, renewal: standing.renewal }] : []
			)
			.sort((a, b) => (a.term.expiresOn < b.term.expiresOn ? -1 : 1))
	};
}
