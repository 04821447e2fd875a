import { asc, eq, inArray } from 'drizzle-orm';
import { canonicalJson } from '#lib/core/audit/chain.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { cmePacksOf, heldTo, standWith, type CmePacks, type Held } from '#lib/core/credentials/cme/held.ts';
import type { CmeActivity } from '#lib/core/credentials/cme/activity.ts';
import { activityOf } from '#lib/core/credentials/cme/record.ts';
import type { CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { acrModalitiesAt, type PlaceNeed } from '#lib/core/credentials/place-needs.ts';
import type { CredentialPolicy } from '#lib/core/credentials/policy.ts';
import type { RecordedCredential } from '#lib/core/credentials/recorded.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { getValue } from '#lib/core/result.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { examMonthsOf } from '#lib/features/credentials/portfolio/experience.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { findActivities } from './activities.server.ts';

/** Who is held to rules, as lists show them. */
export type CmePersonHead = {
	readonly id: string;
	readonly name: string;
	readonly section: string;
	readonly degree: 'MD' | 'DO' | null;
};

/** How a person stands with every rule that they are held to. */
export type PersonStandings = {
	readonly person: CmePersonHead;
	readonly held: readonly { readonly held: Held; readonly standing: CmeStanding }[];
};

/** By what somebody's standing is worked out: the rules and the day. */
export type CmeBasis = {
	readonly packs: CmePacks;
	readonly cmeRules: readonly string[];
	/** What the group says of places: for which modalities the ACR has accredited them. */
	readonly placeNeeds: readonly PlaceNeed[];
	readonly policyVersion: number;
	readonly asOf: CalendarDay;
};

/** The rules in force and the group's day. Throws where a published change does not fit its pack, which the form refuses. */
export async function cmeBasis(read: ReadHandle, clock: App['clock']): Promise<CmeBasis> {
	const { body, version } = await currentPolicy(read, 'credentials');
	return basisOf(body, { version, asOf: toZonedDay(clock.now(), await groupTimeZone(read)) });
}

/** The rules of a policy, in force or only proposed. */
export function basisOf(
	policy: Pick<CredentialPolicy, 'cmeRules' | 'cmeChanges' | 'placeNeeds'>,
	{ version, asOf }: { version: number; asOf: CalendarDay }
): CmeBasis {
	const packs = getValue(cmePacksOf(policy));
	const { cmeRules, placeNeeds } = policy;
	return { packs, cmeRules, placeNeeds, policyVersion: version, asOf };
}

/** A facility in use that the ACR has accredited for some modalities, as the group's policy says. */
export type AccreditedPlace = {
	readonly id: string;
	readonly name: string;
	readonly modalities: readonly string[];
};

/** The accredited facilities in use, by name. */
export async function accreditedPlaces(
	read: ReadHandle,
	basis: Pick<CmeBasis, 'placeNeeds'>
): Promise<AccreditedPlace[]> {
	if (basis.placeNeeds.every(({ acrModalities }) => acrModalities.length === 0)) return [];
	const { facilities: t } = read.tables;
	const rows = await read
		.select({ id: t.id, code: t.code, name: t.name, jurisdiction: t.jurisdiction })
		.from(t)
		.where(eq(t.active, true))
		.orderBy(asc(t.name), asc(t.id));
	return rows
		.map(({ id, name, ...place }) => ({ id, name, modalities: acrModalitiesAt(basis, place) }))
		.filter(({ modalities: accredited }) => accredited.length > 0);
}

/** Radiologists in use, or those named. */
export async function cmePeople(
	read: ReadHandle,
	ids?: readonly string[]
): Promise<(CmePersonHead & { reviewModalities: string })[]> {
	const { radiologists: t } = read.tables;
	const rows = await read
		.select({
			id: t.id,
			section: t.section,
			degree: t.degree,
			reviewModalities: t.reviewModalities
		})
		.from(t)
		.where(ids ? inArray(t.id, [...ids]) : eq(t.active, true))
		.orderBy(asc(t.familyName), asc(t.givenName), asc(t.id));
	const names = await radiologistNames(read);
	return rows.map((row) => ({
		...row,
		name: names.get(row.id) ?? '',
		degree: row.degree === 'MD' || row.degree === 'DO' ? row.degree : null
	}));
}

/** How people stand today by a basis, worked out from what is recorded. */
export async function standingsOf(
	read: ReadHandle,
	basis: CmeBasis,
	given: { clock: App['clock']; ids?: readonly string[] }
): Promise<PersonStandings[]> {
	const [found = []] = await standingsUnder(read, [basis], given);
	return found;
}

/**
 * How people stand today by each of several bases: what is recorded of them is read once, and a rule that says the same under two of them
 * is worked out once.
 */
export async function standingsUnder(
	read: ReadHandle,
	bases: readonly CmeBasis[],
	{ clock, ids }: { clock: App['clock']; ids?: readonly string[] }
): Promise<PersonStandings[][]> {
	const people = await cmePeople(read, ids);
	const wanted = people.map(({ id }) => id);
	if (wanted.length === 0) return bases.map(() => []);
	const only = ids ? { radiologistIds: wanted } : {};
	const kinds = ['licence', 'board-certificate', 'mqsa', 'privilege', 'person-fact'] as const;
	const rows = Map.groupBy(
		standing(await findCredentialRows(read, { ...only, kinds })),
		(row) => row.radiologistId
	);
	const activities = Map.groupBy(
		await findActivities(read, ids ? wanted : undefined),
		(row) => row.radiologistId
	);
	const places = await Promise.all(bases.map((basis) => accreditedPlaces(read, basis)));
	const rules = bases.map(rulesOfBasis);
	const found: PersonStandings[][] = bases.map(() => []);
	for (const { reviewModalities, ...person } of people) {
		const own = rows.get(person.id) ?? [];
		const done = (activities.get(person.id) ?? []).map(activityOf);
		const known = new Map<string, CmeStanding>();
		for (const [at, basis] of bases.entries()) {
			const { asOf } = basis;
			const holder = {
				rows: own,
				degree: person.degree,
				modalities: modalitiesOf(own, reviewModalities, asOf),
				accredited: (places[at] ?? []).flatMap((place) =>
					readsAccredited(place, own, { reviewModalities, asOf })
				)
			};
			const held = heldTo(holder, basis);
			const exams = held.some(countsExams) ? await examMonthsOf({ db: { read }, clock }, person.id) : [];
			const stands = held.map((one) => {
				const key = [asOf, rules[at]?.get(one.rule.id), ...one.lacking].join('\n');
				const standing = known.get(key) ?? standHere(one, { done, exams, asOf });
				known.set(key, standing);
				return { held: one, standing };
			});
			found[at]?.push({ person, held: stands });
		}
	}
	return found;
}

/** What each rule of a basis says, by its id. */
function rulesOfBasis({ packs }: CmeBasis): ReadonlyMap<string, string> {
	return new Map(
		[...packs.boards.rules, ...packs.accreditation.rules].map((rule) => [rule.id, canonicalJson(rule)])
	);
}

function countsExams({ rule }: Held): boolean {
	return rule.requirement.value.unit === 'exams';
}

/** How somebody stands, with the exams that they read here where a rule counts exams: months that do not count are left unsaid. */
function standHere(
	held: Held,
	{ done, exams, asOf }: { done: readonly CmeActivity[]; exams: readonly CmeActivity[]; asOf: CalendarDay }
): CmeStanding {
	if (!countsExams(held)) return standWith(held, { activities: done, asOf });
	const standing = standWith(held, { activities: [...done, ...exams], asOf });
	const months = new Set(exams.map(({ id }) => id));
	return { ...standing, notCounted: standing.notCounted.filter(({ id }) => !months.has(id)) };
}

type Privilege = CredentialBody<'privilege'>;

function privilegesOn(rows: readonly RecordedCredential[], asOf: CalendarDay): Privilege[] {
	const privileges = rows.flatMap((row) => (row.kind === 'privilege' ? [row.body] : []));
	return privileges.filter(({ from, to }) => from <= asOf && (to === null || to >= asOf));
}

/** What of the accredited modalities of a place somebody reads there: by their privileges, where any is recorded of them. */
export function readsAccredited(
	place: AccreditedPlace,
	rows: readonly RecordedCredential[],
	{ reviewModalities, asOf }: { reviewModalities: string; asOf: CalendarDay }
): string[] {
	const held = privilegesOn(rows, asOf);
	const own =
		held.length === 0
			? modalitiesOf(rows, reviewModalities, asOf)
			: held.filter(({ facility }) => facility === place.id).flatMap((one) => one.modalities ?? modalities);
	return place.modalities.filter((modality) => own.includes(modality));
}

/** What somebody reads here: by their privileges, else by what they may review, else everything. */
function modalitiesOf(
	rows: readonly RecordedCredential[],
	reviewModalities: string,
	asOf: CalendarDay
): readonly string[] {
	const held = privilegesOn(rows, asOf);
	if (held.length > 0) return held.flatMap((one) => one.modalities ?? modalities);
	return reviewModalities === '' ? modalities : reviewModalities.split(',');
}
