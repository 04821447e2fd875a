import { asc } from 'drizzle-orm';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { reviewerPairs } from '#lib/features/assignments/ledger.server.ts';
import { reviewers } from '#lib/features/assignments/state.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { blindnessRows, mutualPairsOf, type Blindness } from './blindness.ts';
import { workOut } from './figures-thread.server.ts';
import type { QualityFilter } from './filter.ts';
import { loadFiguresInput } from './load.server.ts';
import type { QualityView } from './view.ts';

/** Reviews of each other within this many days make a pair. */
const PAIR_DAYS = 90;

/**
 * The quality page for a filter; readers and reviewers under their codes. Counts come from rollups, never case by case; a facility,
 * region, subspecialty or tier that the group does not have counts as not asked for.
 */
export async function qualityView(
	app: App,
	asked: QualityFilter,
	ignored: readonly string[] = []
): Promise<QualityView> {
	const { read } = app.db;
	const { facilities } = read.tables;
	const places = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities)
		.orderBy(asc(facilities.code));
	const filter = { ...asked, facility: places.find(({ id }) => id === asked.facility)?.id ?? '' };
	const input = await loadFiguresInput(app, filter);
	const subspecialties = distinct(input.people.map(({ section }) => section));
	const tiers = distinct(input.people.map(({ tier }) => tier));
	const known = {
		...filter,
		subspecialty: subspecialties.includes(filter.subspecialty) ? filter.subspecialty : '',
		tier: tiers.includes(filter.tier) ? filter.tier : ''
	};
	const { figures, level, choices, readersOf } = await workOut(app, {
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
		blindness: await blindnessOf(read, readersOf, app.clock.now())
	};
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
	reads: Parameters<typeof blindnessRows>[0],
	now: Instant
): Promise<Blindness> {
	const { body, version } = await currentPolicy(read, 'review');
	const pairs = await reviewerPairs(read, now, { metDays: PAIR_DAYS, reciprocityDays: 0 });
	const met = pairs.flatMap(({ radiologistId, readerId, met: n }) =>
		radiologistId === null || n === 0 ? [] : [{ reviewer: radiologistId, reader: readerId }]
	);
	return {
		rows: blindnessRows(reads, await reviewers(read, now), body.smallGroup),
		smallGroup: body.smallGroup,
		policyVersion: version,
		mutualPairs: mutualPairsOf(met),
		pairDays: PAIR_DAYS
	};
}
