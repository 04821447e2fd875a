import { and, count, eq, gte, inArray, lte } from 'drizzle-orm';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { logBegins } from '#lib/core/credentials/portfolio/experience.ts';
import { acrModalitiesAt } from '#lib/core/credentials/place-needs.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { modalities as allModalities } from '#lib/core/reads/incoming-read.ts';
import { ruleView, type RuleView } from '#lib/features/credentials/cme/person-view.server.ts';
import {
	cmeBasis,
	cmePeople,
	readsAccredited,
	standingsOf,
	type CmeBasis
} from '#lib/features/credentials/cme/standings.server.ts';
import { isAcrRuleFor } from '#lib/core/credentials/cme/held.ts';
import { knownCredentials } from '#lib/features/credentials/expiry/known.server.ts';
import { experienceOf } from '#lib/features/credentials/portfolio/experience.server.ts';
import { findHolder, type Holder } from '#lib/features/credentials/portfolio/holder.server.ts';
import { standing, type CredentialRow } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type SheetPlace = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly jurisdiction: string;
};

/** Somebody who reads a modality of the sheet at the facility, with what is recorded of them. */
export type SheetPerson = {
	readonly holder: Holder;
	readonly name: string;
	readonly createdAt: Instant;
	readonly rows: readonly CredentialRow[];
	/** Modalities of the sheet that they read here, by privileges or by reads. */
	readonly modalities: readonly string[];
	readonly isPrivileged: boolean;
	/** Exams of 36 full-year months everywhere, by modality. */
	readonly exams: ReadonlyMap<string, number>;
	/** Exams here in the last twelve months, by modality. */
	readonly here: ReadonlyMap<string, number>;
	readonly rules: readonly RuleView[];
};

export type Sheet = {
	readonly place: SheetPlace;
	readonly modalities: readonly string[];
	/** Those of them for which the group's policy says that the ACR has accredited the facility. */
	readonly accredited: readonly string[];
	readonly basis: CmeBasis;
	/** First and last month of the 36. */
	readonly monthFrom: string;
	readonly monthThrough: string;
	/** Exams of everybody here in the last twelve months, by modality. */
	readonly total: ReadonlyMap<string, number>;
	readonly people: readonly SheetPerson[];
};

/** Who is on the sheet of a facility, and what is known of them on a day; null where there is no such facility. */
export async function personnelFacts(
	app: App,
	given: { readonly facility: string; readonly modality: string | undefined; readonly day: CalendarDay }
): Promise<Sheet | null> {
	const { read } = app.db;
	const { day } = given;
	const place = await findPlace(read, given.facility);
	if (!place) return null;
	const basis = await cmeBasis(read, app.clock);
	const accreditedHere = acrModalitiesAt(basis, place);
	const volumes = await volumesAt(read, place.id, app.clock.now());
	const read12 = [...new Set(volumes.map(({ modality }) => modality))].sort();
	const usual = accreditedHere.length > 0 ? accreditedHere : read12;
	const modalities = given.modality ? [given.modality] : usual;
	const { byHolder } = await knownCredentials(app);
	const listed = (await cmePeople(read)).flatMap(({ id, name, reviewModalities }) => {
		const rows = standing(byHolder.get(id) ?? []);
		const asked = { id: place.id, name: place.name, modalities };
		const may = readsAccredited(asked, rows, { reviewModalities, asOf: day });
		const here = new Map(
			volumes.filter(({ readerId }) => readerId === id).map(({ modality, n }) => [modality, n])
		);
		const own = modalities.filter((modality) => may.includes(modality) || here.has(modality));
		const isPrivileged = rows.some(
			({ kind, body }) =>
				kind === 'privilege' &&
				body.facility === place.id &&
				body.from <= day &&
				(body.to === null || body.to >= day)
		);
		return own.length === 0 ? [] : [{ id, name, rows, here, modalities: own, isPrivileged }];
	});
	const stands = new Map(
		(await standingsOf(read, basis, { clock: app.clock, ids: listed.map(({ id }) => id) })).map(
			({ person, held }) => [person.id, held]
		)
	);
	const created = await createdAts(read);
	const people: SheetPerson[] = [];
	for (const { id, ...one } of listed) {
		const holder = await findHolder(read, id);
		if (!holder) continue;
		people.push({
			...one,
			holder,
			createdAt: created.get(id) ?? app.clock.now(),
			exams: await fullYearExams(app, id, day),
			rules: (stands.get(id) ?? [])
				.filter(({ held }) => isAcrRuleFor(held.rule, one.modalities))
				.map(({ held, standing: found }) => ruleView(held, found))
		});
	}
	const year = Number(day.slice(0, 4));
	return {
		place,
		modalities,
		accredited: accreditedHere.filter((modality) => modalities.includes(modality)),
		basis,
		monthFrom: logBegins(day),
		monthThrough: `${year - 1}-12`,
		total: sums(volumes),
		people
	};
}

async function findPlace(read: ReadHandle, id: string): Promise<SheetPlace | null> {
	const { facilities: t } = read.tables;
	const [row] = await read
		.select({ id: t.id, code: t.code, name: t.name, jurisdiction: t.jurisdiction })
		.from(t)
		.where(eq(t.id, id));
	return row ?? null;
}

/** Finished exams of each reader at a facility in the 365 days that end at an instant, by modality. */
async function volumesAt(read: ReadHandle, facilityId: string, until: Instant) {
	const { reads } = read.tables;
	return read
		.select({ readerId: reads.readerId, modality: reads.modality, n: count() })
		.from(reads)
		.where(
			and(
				eq(reads.facilityId, facilityId),
				eq(reads.kind, 'final'),
				inArray(reads.status, ['current', 'corrected']),
				inArray(reads.modality, [...allModalities]),
				gte(reads.finalAt, until - 365 * DAY_MS),
				lte(reads.finalAt, until)
			)
		)
		.groupBy(reads.readerId, reads.modality);
}

function sums(volumes: readonly { modality: string; n: number }[]): ReadonlyMap<string, number> {
	const total = new Map<string, number>();
	for (const { modality, n } of volumes) total.set(modality, (total.get(modality) ?? 0) + n);
	return total;
}

async function createdAts(read: ReadHandle): Promise<ReadonlyMap<string, Instant>> {
	const { radiologists: t } = read.tables;
	const rows = await read.select({ id: t.id, createdAt: t.createdAt }).from(t);
	return new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
}

/** Exams that somebody read in the three full calendar years before a day, as their log has them. */
async function fullYearExams(app: App, id: string, day: CalendarDay): Promise<ReadonlyMap<string, number>> {
	const { reads } = await experienceOf(app, id);
	const firstOfYear = `${day.slice(0, 4)}-01`;
	return sums(reads.filter(({ month }) => month < firstOfYear));
}
