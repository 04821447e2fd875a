import {
	addSummaries,
	emptySummary,
	subtractSummary,
	type ScoreSummary
} from '#lib/core/reports/score-summary.ts';
import { suppressLines } from '#lib/core/reports/suppress-lines.ts';
import type { PeerReviewFacts, Place, ScoredCell } from './facts.ts';

/** Whose rows a table has. */
export type Margin = 'reader' | 'facility';

/** One line of a margin: a modality of somebody or of a facility, all of theirs (`modality` null), or the group's (`row` null). */
export type GridRow = {
	readonly row: string | null;
	readonly modality: string | null;
	readonly summary: ScoreSummary;
	/** The same of everybody else of the modality; null where it is not told, for with the group's own line it would tell this one. */
	readonly others: ScoreSummary | null;
	/** What its reviews say is not told: too few, or needed to keep another count hidden. */
	readonly isHidden: boolean;
	readonly otherWays: number;
	readonly actions: number;
	/** Days from the draw to the score, of each review. */
	readonly days: readonly number[];
};

/** Part of a facility's modality by body region, or of a facility by quarter. */
export type PartRow = {
	/** Null: the group's. */
	readonly facility: string | null;
	readonly modality: string | null;
	/** Null of a region: not known. */
	readonly part: string | null;
	readonly summary: ScoreSummary;
	readonly isHidden: boolean;
};

export type PeerReviewGrid = {
	readonly byReader: readonly GridRow[];
	readonly byFacility: readonly GridRow[];
	readonly byRegion: readonly PartRow[];
	readonly byQuarter: readonly PartRow[];
	/** All of it; its reviews are hidden where they are too few. */
	readonly total: GridRow;
};

type Sums = { summary: ScoreSummary; otherWays: number; actions: number; days: number[] };

const ALL = '\u0001all';
const keyOf = (...parts: readonly (string | null)[]): string =>
	parts.map((part) => part ?? '\u0001none').join('\u0000');
const inOrder = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

/**
 * Everything that the peer-review reports count, with what must be hidden worked out over all of it at once: a number that one table hides
 * is not to be had from another one, nor from another report of the same period and facilities.
 * @param minimum reviews, below which nothing that they say is told
 */
export function peerReviewGrid(facts: PeerReviewFacts, minimum: number): PeerReviewGrid {
	const sums = sumUp(facts);
	const parts = sumParts(facts.scored);
	const counts = new Map([...sums, ...parts].map(([key, { summary }]) => [key, summary.reviewed]));
	const hidden = suppressLines(counts, linesOf(facts), minimum);
	const modalities = inOrder(placesOf(facts).map(({ modality }) => modality));
	const gridRow = (margin: Margin | 'group', row: string | null, modality: string | null): GridRow[] => {
		const own = sums.get(keyOf(margin, row, modality ?? ALL));
		if (!own) return [];
		const groupKey = keyOf('group', null, modality ?? ALL);
		const whole = sums.get(groupKey)?.summary ?? emptySummary;
		const isHidden = hidden.has(keyOf(margin, row, modality ?? ALL));
		const others = subtractSummary(whole, own.summary);
		const areEnough = others.reviewed === 0 || others.reviewed >= minimum;
		const isTold = !isHidden && !hidden.has(groupKey) && areEnough;
		return [{ row, modality, ...own, isHidden, others: margin !== 'group' && isTold ? others : null }];
	};
	const marginRows = (margin: Margin): GridRow[] =>
		inOrder(placesOf(facts).map((place) => place[margin])).flatMap((row) =>
			[...modalities, null].flatMap((modality) => gridRow(margin, row, modality))
		);
	const group = [...modalities, null].flatMap((modality) => gridRow('group', null, modality));
	const partRows = (name: string): PartRow[] =>
		[...parts]
			.filter(([, part]) => part.name === name)
			.map(([key, { name: _, ...part }]) => ({ ...part, isHidden: hidden.has(key) }))
			.sort(byPlace);
	return {
		byReader: [...marginRows('reader'), ...group],
		byFacility: [...marginRows('facility'), ...group],
		byRegion: partRows('region'),
		byQuarter: partRows('quarter'),
		total: group.at(-1) ?? { ...noSums(), row: null, modality: null, others: null, isHidden: false }
	};
}

const noSums = (): Sums => ({ summary: emptySummary, otherWays: 0, actions: 0, days: [] });

function placesOf({ volumes, scored, otherWays }: PeerReviewFacts): readonly Place[] {
	return [...volumes, ...scored, ...otherWays];
}

/** Sums by margin, row and modality, the totals among them. */
function sumUp({ volumes, scored, otherWays, times, actions }: PeerReviewFacts): Map<string, Sums> {
	const sums = new Map<string, Sums>();
	const at = (place: Place): Sums[] =>
		[
			['reader', place.reader],
			['facility', place.facility],
			['group', null]
		].flatMap(([margin = null, row = null]) =>
			[place.modality, ALL].map((modality) => {
				const key = keyOf(margin, row, modality);
				const found = sums.get(key) ?? noSums();
				sums.set(key, found);
				return found;
			})
		);
	const add = (place: Place, part: Partial<ScoreSummary>): void => {
		for (const own of at(place)) own.summary = addSummaries(own.summary, { ...emptySummary, ...part });
	};
	for (const cell of volumes) add(cell, { reads: cell.reads, sampled: cell.sampled });
	for (const cell of scored) add(cell, scoresOf(cell));
	for (const cell of otherWays) for (const own of at(cell)) own.otherWays += cell.n;
	for (const cell of actions) for (const own of at(cell)) own.actions += cell.n;
	for (const cell of times) for (const own of at(cell)) own.days.push(cell.days);
	return sums;
}

const scoresOf = ({ score, n }: ScoredCell): Partial<ScoreSummary> => ({
	reviewed: n,
	byScore: { ...emptySummary.byScore, [score]: n }
});

type Part = Omit<PartRow, 'isHidden'> & { readonly name: string };

/** Sums of parts, by the key under which they are hidden. */
function sumParts(scored: readonly ScoredCell[]): Map<string, Part> {
	const parts = new Map<string, Part>();
	const add = (part: Omit<Part, 'summary'>, cell: ScoredCell): void => {
		const key = keyOf(part.name, part.facility, part.modality, part.part);
		const summary = addSummaries(parts.get(key)?.summary ?? emptySummary, {
			...emptySummary,
			...scoresOf(cell)
		});
		parts.set(key, { ...part, summary });
	};
	for (const cell of scored) {
		const { facility, modality, region, quarter } = cell;
		add({ name: 'region', facility, modality, part: region }, cell);
		add({ name: 'quarter', facility, modality: null, part: quarter }, cell);
		add({ name: 'quarter', facility: null, modality: null, part: quarter }, cell);
	}
	return parts;
}

/** The sums that are printed, and so could be used to work back. */
function linesOf(facts: PeerReviewFacts): string[][] {
	const { scored } = facts;
	const places = placesOf(facts);
	const modalities = [...inOrder(places.map(({ modality }) => modality)), ALL];
	const margins = (['reader', 'facility'] as const).map((margin) => ({
		margin,
		rows: inOrder(places.map((place) => place[margin]))
	}));
	const lines = margins.flatMap(({ margin, rows }) => [
		...rows.map((row) => modalities.map((modality) => keyOf(margin, row, modality))),
		...modalities.map((modality) => [
			...rows.map((row) => keyOf(margin, row, modality)),
			keyOf('group', null, modality)
		])
	]);
	const byPlace = Map.groupBy(scored, ({ facility, modality }) => keyOf('facility', facility, modality));
	const regions = [...byPlace].map(([whole, cells]) => [
		...new Set(cells.map(({ facility, modality, region }) => keyOf('region', facility, modality, region))),
		whole
	]);
	const quarters = inOrder(scored.map(({ quarter }) => quarter));
	const ofFacility = (facility: string | null): string[] =>
		quarters.map((quarter) => keyOf('quarter', facility, null, quarter));
	const facilities = margins[1]?.rows ?? [];
	return [
		...lines,
		modalities.map((modality) => keyOf('group', null, modality)),
		...regions,
		...facilities.map((facility) => [...ofFacility(facility), keyOf('facility', facility, ALL)]),
		...quarters.map((quarter) =>
			[...facilities, null].map((facility) => keyOf('quarter', facility, null, quarter))
		),
		[...ofFacility(null), keyOf('group', null, ALL)]
	];
}

/** By facility, modality and part; the group's last. */
function byPlace(a: PartRow, b: PartRow): number {
	const texts = ({ facility, modality, part }: PartRow) => [
		facility ?? '\uffff',
		modality ?? '',
		part ?? '\uffff'
	];
	const [one, other] = [texts(a), texts(b)];
	for (const [at, text] of one.entries()) {
		if (text !== other[at]) return text < (other[at] ?? '') ? -1 : 1;
	}
	return 0;
}
