import type { Actor } from '#lib/core/actor.ts';
import { accreditationPack } from '#lib/core/credentials/cme/packs.ts';
import { overridePack, type CmePack, type CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import {
	experienceStandings,
	logBegins,
	type Experience
} from '#lib/core/credentials/portfolio/experience.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import type { Month } from '#lib/core/month.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { experienceOf } from './experience.server.ts';
import { findHolder, personOf, standingRows, type Holder } from './holder.server.ts';
import { participationIn, yearsOfEvidence, type YearParticipation } from './participation.server.ts';

export type NamedStanding = CmeStanding & {
	/** What the rule is called. */
	readonly name: string;
};

/** What a radiologist's own page shows before anything is taken away. */
export type PortfolioView = {
	readonly holder: Holder;
	/** In the group's zone. */
	readonly today: string;
	/** IANA name of that zone. */
	readonly zone: string;
	readonly since: Month;
	readonly experience: Experience;
	readonly standings: readonly NamedStanding[];
	/** This year first. */
	readonly years: readonly YearParticipation[];
};

/** The rules of accreditation with the group's own changes over them. */
async function rulesInForce(app: App): Promise<CmePack> {
	const { body } = await currentPolicy(app.db.read, 'credentials');
	const own = overridePack(accreditationPack, onlyOf(body.cmeChanges));
	return own.ok ? own.value : accreditationPack;
}

/** Changes of rules of this pack; those of boards are none of its. */
function onlyOf<T extends { readonly rule: string }>(changes: readonly T[]): T[] {
	return changes.filter(({ rule }) => accreditationPack.rules.some(({ id }) => id === rule));
}

/** What the portal knows of the actor's own work; null for an account that belongs to no radiologist. */
export async function portfolioView(app: App, actor: Actor): Promise<PortfolioView | null> {
	const { read } = app.db;
	const holder = actor.radiologistId === null ? null : await findHolder(read, actor.radiologistId);
	if (!holder) return null;
	const zone = await groupTimeZone(read);
	const today = toZonedDay(app.clock.now(), zone);
	const experience = await experienceOf(app, holder.id);
	const pack = await rulesInForce(app);
	const standings = experienceStandings({
		pack,
		experience,
		person: personOf(await standingRows(read, holder.id)),
		asOf: today
	});
	const nameOf = (id: string): string =>
		pack.rules.find((rule) => rule.id === id)?.requirement.value.authority ?? id;
	const years: YearParticipation[] = [];
	for (const year of await yearsOfEvidence(app)) years.push(await participationIn(app, actor, year));
	return {
		holder,
		today,
		zone,
		since: logBegins(today),
		experience,
		standings: standings.map((standing) => ({ ...standing, name: nameOf(standing.rule.id) })),
		years
	};
}
