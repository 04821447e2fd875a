import { MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import { groupRows, numbers, texts, where, type Selection } from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import { riskAdjustedCusum } from '#lib/core/statistics/risk-adjusted-cusum.ts';
import type { CusumStatus } from '#lib/features/quality/radiologist/view.ts';
import { wordAt } from './facts.ts';
import { compareScored } from './readers.ts';

/** What the charts are tuned to: odds that they are to find, and the limit at which they signal (statistics reference, 9). */
export type CusumPolicy = { readonly oddsRatio: number; readonly limit: number };

/** Reviews of the period before that a stratum needs for a risk of its own; else its modality's, else the group's. */
const LEAST_REVIEWS = 100;
const LEAST_EVENTS = 5;
/** Discrepancies of the period before that risks can rest on: then the group's rate is known within a fifth. */
const LEAST_EVENTS_BEFORE = 100;

type Count = { n: number; x: number };

const isEventWord = (word: string): boolean => isScore(word) && isDiscrepancy(word);

/**
 * One risk-adjusted CUSUM a radiologist over the reads since `from`; risks are those of the reads before: modality and shift times the
 * severity of the reviewer. While the reads before are too few, as in a group's first year, the risks are those of all reads: charts
 * then find what stands out in the group, and are slower. Without any discrepancy nobody is watched. `only` leaves
 * the charts of others out.
 */
export function cusumStatuses(
	scored: Selection,
	{ from, policy, only }: { readonly from: string; readonly policy: CusumPolicy; readonly only?: string }
): ReadonlyMap<string, CusumStatus> {
	const before = where(scored, { month: (word) => word < from });
	const since = where(scored, {
		month: (word) => word >= from,
		...(only === undefined ? {} : { reader: (word: string) => word === only })
	});
	const isEnough = where(before, { score: isEventWord }).size >= LEAST_EVENTS_BEFORE;
	const riskOf = risksOf(isEnough ? before : scored);
	const minutes = numbers(scored, 'minute');
	const scoreOf = wordAt(scored, 'score');
	return new Map(
		[...groupRows(since, 'reader')].map(([reader, { rows, size: reviews }]): [string, CusumStatus] => {
			if (riskOf === null) return [reader, { status: 'not-watched', since: null, reviews }];
			const own = [...rows].sort((a, b) => (minutes[a] ?? 0) - (minutes[b] ?? 0));
			const { signals } = riskAdjustedCusum({
				y: own.map((row) => (isEventWord(scoreOf(row)) ? 1 : 0)),
				p: own.map(riskOf),
				oddsRatio: policy.oddsRatio,
				h: policy.limit,
				reset: true
			});
			const last = own[(signals.at(-1) ?? 0) - 1];
			if (last === undefined) return [reader, { status: 'quiet', since: null, reviews }];
			return [reader, { status: 'signal', since: toUtcDay((minutes[last] ?? 0) * MINUTE_MS), reviews }];
		})
	);
}

function addTo(count: Count, isEvent: boolean): void {
	count.n += 1;
	if (isEvent) count.x += 1;
}

/** The risk of a case, by its row, as the reads before say; null where there were no discrepancies at all. */
function risksOf(before: Selection): ((row: number) => number) | null {
	const [modality, shift, reviewer] = [
		texts(before, 'modality'),
		texts(before, 'shift'),
		texts(before, 'reviewer')
	];
	const score = texts(before, 'score');
	const isEvent = score.words.map(isEventWord);
	const group = { n: 0, x: 0 };
	const byModality = modality.words.map((): Count => ({ n: 0, x: 0 }));
	const byStratum = modality.words.flatMap(() => shift.words.map((): Count => ({ n: 0, x: 0 })));
	const stratumOf = (row: number) =>
		(modality.codes[row] ?? 0) * shift.words.length + (shift.codes[row] ?? 0);
	for (const row of before.rows) {
		const isOne = isEvent[score.codes[row] ?? 0] === true;
		const [stratum, wider] = [byStratum[stratumOf(row)], byModality[modality.codes[row] ?? 0]];
		if (stratum) addTo(stratum, isOne);
		if (wider) addTo(wider, isOne);
		addTo(group, isOne);
	}
	if (group.x === 0) return null;
	const isKnown = ({ n, x }: Count) => n >= LEAST_REVIEWS && x >= LEAST_EVENTS;
	const rates = byStratum.map((count, stratum) => {
		const wider = byModality[Math.floor(stratum / shift.words.length)] ?? group;
		const { n, x } = [count, wider].find(isKnown) ?? group;
		return x / n;
	});
	const compared = compareScored(before);
	const severity = new Map(
		compared.notAdjusted === null ? compared.reviewers.map(({ id, ratio }) => [id, ratio ?? 1]) : []
	);
	const severities = reviewer.words.map((id) => severity.get(id) ?? 1);
	return (row) => Math.min(1, (rates[stratumOf(row)] ?? 0) * (severities[reviewer.codes[row] ?? 0] ?? 1));
}
