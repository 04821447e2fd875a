import { asc, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { reviewers } from '#lib/features/assignments/state.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { blindnessRows, mutualPairsOf, type Blindness } from './blindness.ts';
import { workOut } from './figures-thread.server.ts';
import type { QualityFilter } from './filter.ts';
import { loadFiguresInput } from './load.server.ts';
import { lastLook } from './alerts/last-look.server.ts';
import { isWholeGroup } from './measures/figures.ts';
import { PAIR_DAYS, type ReviewedPair } from './measures/lately.ts';
import type { LookView, QualityView } from './view.ts';

/**
 * The quality page for a filter; readers and reviewers under their codes. Counts come from rollups, never case by case; a facility,
 * region, subspecialty or tier that the group does not have counts as not asked for. A `viewer` who reads is not told here of own cases
 * before they are released.
 */
export async function qualityView(
	app: App,
	asked: QualityFilter,
	{
		viewer = null,
		ignored = []
	}: {
		readonly viewer?: Pick<Actor, 'radiologistId'> | null;
		/** Parts of the address that could not be understood. */
		readonly ignored?: readonly string[];
	} = {}
): Promise<QualityView> {
	const { read } = app.db;
	const { facilities } = read.tables;
	const places = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities)
		.orderBy(asc(facilities.code));
	const filter = { ...asked, facility: places.find(({ id }) => id === asked.facility)?.id ?? '' };
	const input = await loadFiguresInput(app, filter, viewer?.radiologistId);
	const subspecialties = distinct(input.people.map(({ section }) => section));
	const tiers = distinct(input.people.map(({ tier }) => tier));
	const known = {
		...filter,
		subspecialty: subspecialties.includes(filter.subspecialty) ? filter.subspecialty : '',
		tier: tiers.includes(filter.tier) ? filter.tier : ''
	};
	const { figures, level, choices, readersOf, lately } = await workOut(app, {
		kind: 'page',
		input: { ...input, filter: known }
	});
	const understood = { ...known, level };
	return {
		...figures,
		filter: understood,
		ignored: [...new Set([...ignored, ...changedParts(asked, understood)])],
		months: input.months,
		now: app.clock.now(),
		minimums: input.minimums,
		choices: { ...choices, facilities: places, modalities, subspecialties, tiers },
		look: lookOf(await lastLook(app, viewer?.radiologistId ?? null), understood),
		blindness: await blindnessOf(read, { readersOf, lately }, app.clock.now())
	};
}

/** A look says nothing of a part of the group, of other ways into review or of another level of blinding. */
function lookOf({ found, ...look }: LookView, filter: QualityFilter): LookView {
	const isOfFilter = isWholeGroup(filter) && filter.mode === 'random' && filter.level === found?.level;
	return { ...look, found: isOfFilter ? found : null };
}

function distinct(words: readonly string[]): string[] {
	return [...new Set(words)].filter((word) => word !== '').sort();
}

/** Parts that somebody asked for and does not get. */
function changedParts(asked: QualityFilter, understood: QualityFilter): string[] {
	return Object.entries(asked)
		.filter(([name, value]) => value !== '' && understood[name as keyof QualityFilter] !== value) // names of the same type
		.map(([name]) => name);
}

async function blindnessOf(
	read: ReadHandle,
	{ readersOf, lately }: { readersOf: Parameters<typeof blindnessRows>[0]; lately: readonly ReviewedPair[] },
	now: Instant
): Promise<Blindness> {
	const { users } = read.tables;
	const { body, version } = await currentPolicy(read, 'review');
	const accounts = await read
		.select({ id: users.id, radiologistId: users.radiologistId })
		.from(users)
		.where(isNotNull(users.radiologistId));
	const radiologistOf = new Map(accounts.map(({ id, radiologistId }) => [id, radiologistId]));
	const met = lately.flatMap(({ reviewer, reader }) => {
		const radiologistId = radiologistOf.get(reviewer) ?? null;
		return radiologistId === null ? [] : [{ reviewer: radiologistId, reader }];
	});
	return {
		rows: blindnessRows(readersOf, await reviewers(read, now), body.smallGroup),
		smallGroup: body.smallGroup,
		policyVersion: version,
		mutualPairs: mutualPairsOf(met),
		pairDays: PAIR_DAYS
	};
}
