import { asc } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { lastMonths, periodDays } from '#lib/core/period.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { reviewerPairs } from '#lib/features/assignments/ledger.server.ts';
import { reviewers } from '#lib/features/assignments/state.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { blindnessRows, mutualPairsOf, type Blindness } from './blindness.ts';
import { healthOf, levelsOf, scoredCells, sumOf, type CaseCell, type Health } from './case-cells.ts';
import { oldestInCommittee, tallyCases } from './case-tally.server.ts';
import type { QualityFilter } from './filter.ts';
import { groupRates, modalityRows, type GroupRates, type ModalityRow } from './modality-rows.ts';
import { compareReaders, type ReaderComparison } from './reader-rows.ts';
import { tallyReads, type TallyFilter } from './review-tally.server.ts';

/** Cases that came into review in another way than by the lottery: counted apart, never in a rate. */
export type OtherMode = { readonly mode: string; readonly n: number; readonly scored: number };

/** Everything the quality page shows. */
export type QualityView = {
	readonly filter: QualityFilter;
	readonly fromOn: string;
	readonly throughOn: string;
	readonly now: Instant;
	readonly suppressionVersion: number;
	readonly minimumReviews: number;
	/** Of the random sample at every blinding level. */
	readonly health: Health;
	readonly oldestInCommitteeAt: Instant | null;
	/** Scores and rates at the filter's blinding level alone. */
	readonly modalityRows: readonly ModalityRow[];
	readonly groupRates: GroupRates;
	readonly readers: ReaderComparison;
	/** Blinding levels of the period's final scores, the most frequent first. */
	readonly levels: readonly { readonly level: string; readonly n: number }[];
	readonly otherModes: readonly OtherMode[];
	/** How large the groups of the period are in which readers and reviewers hide. */
	readonly blindness: Blindness;
	readonly facilities: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	readonly modalities: readonly string[];
};

function otherModes(cells: readonly CaseCell[]): OtherMode[] {
	const byMode = Map.groupBy(
		cells.filter(({ mode }) => mode !== 'random'),
		({ mode }) => mode
	);
	return [...byMode]
		.map(([mode, group]) => ({
			mode,
			n: sumOf(group),
			scored: sumOf(group.filter(({ score }) => score !== null))
		}))
		.sort((a, b) => (a.mode < b.mode ? -1 : 1));
}

const PAIR_DAYS = 90;

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

/** The quality page for a filter; readers under their codes. Counts come from the database grouped, never case by case. */
export async function qualityView(app: App, asked: QualityFilter): Promise<QualityView> {
	const { read } = app.db;
	const now = app.clock.now();
	const period = lastMonths(now, Number(asked.months));
	const tally: TallyFilter = {
		period,
		...(asked.facility ? { facilityIds: [asked.facility] } : {}),
		...(asked.modality ? { modality: asked.modality } : {})
	};
	const cells = await tallyCases(read, tally, now);
	const reads = await tallyReads(read, tally);
	const { version, body: policy } = await currentPolicy(read, 'suppression');
	const { facilities, radiologists } = read.tables;
	const readers = await read.select({ id: radiologists.id, code: radiologists.code }).from(radiologists);

	const scored = scoredCells(cells);
	const levels = levelsOf(scored);
	const level = levels.find((each) => each.level === asked.level)?.level ?? levels[0]?.level ?? '';
	const rows = modalityRows(cells, reads, level);
	return {
		filter: { ...asked, level },
		...periodDays(period),
		now,
		suppressionVersion: version,
		minimumReviews: policy.minimumReviews,
		health: healthOf(cells, sumOf(reads)),
		oldestInCommitteeAt: await oldestInCommittee(read, tally),
		modalityRows: rows,
		groupRates: groupRates(rows),
		readers: compareReaders(
			scored.filter((cell) => cell.level === level),
			readers,
			{ policy, isOneModality: asked.modality !== '' }
		),
		levels,
		otherModes: otherModes(cells),
		blindness: await blindnessOf(read, reads, now),
		facilities: await read
			.select({ id: facilities.id, code: facilities.code, name: facilities.name })
			.from(facilities)
			.orderBy(asc(facilities.code)),
		modalities
	};
}
