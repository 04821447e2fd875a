import { addMonths, monthsThrough } from '#lib/core/month.ts';
import { groupRows, where } from '#lib/core/rollups/selection.ts';
import type { AlertEvidence } from '#lib/features/quality/alerts/view.ts';
import { coverage, isIncomplete } from './coverage.ts';
import { cusumStatuses, type CusumPolicy } from './cusum.ts';
import { inMonths, scoredFacts, usualLevel } from './facts.ts';
import { factsOf, type FiguresInput } from './figures.ts';
import { lookStandings, type LookStandings } from './look.ts';
import { compareScored, readerStandings } from './readers.ts';
import { countOutcome } from './rates.ts';
import { reviewerRows } from './reviewers.ts';
import { TREND_MONTHS, trendOf } from './trend.ts';

export type WatchInput = FiguresInput & {
	readonly cusum: CusumPolicy;
	/** Whether a look at all radiologists is due: over so many months through the one before the present. */
	readonly look: { readonly monthCount: number; readonly through: string } | null;
};

/** Something to be raised; `key` says what, so that it is raised once. */
export type Finding = {
	readonly kind: 'ratio' | 'cusum' | 'reviewer' | 'trend';
	readonly key: string;
	readonly readerId: string | null;
	readonly evidence: AlertEvidence;
};

export type WatchAnswer = {
	readonly level: string;
	readonly findings: readonly Finding[];
	/** What the look cost; null where none was due. */
	readonly looked: {
		readonly radiologists: number;
		readonly signals: number;
		readonly expectedFalse: number;
		readonly standings: LookStandings;
	} | null;
};

const nothing = {
	code: null,
	month: null,
	expected: null,
	ratio: null,
	lower: null,
	upper: null,
	tail: null,
	reviewers: null,
	changesWithReviewers: null,
	since: null
} satisfies Partial<AlertEvidence>;

/**
 * What the whole group's random sample gives cause to look at: CUSUMs and closed months of the trend at any time, ratios and
 * reviewers only where a look is due, since every look costs false alarms.
 */
export function watchGroup(input: WatchInput): WatchAnswer {
	const { people, months } = input;
	const { cases, reads } = factsOf(input);
	const random = where(cases, { mode: (word) => word === 'random' });
	const level = usualLevel(random);
	const scored = scoredFacts(random, { mode: 'random', level });
	const span = (from: string, through: string) => ({ fromMonth: from, throughMonth: through });
	const codes = new Map(people.map(({ id, code }) => [id, code]));
	const watchedFrom = addMonths(months.through, -11);
	const watched = groupRows(where(scored, { month: (word) => word >= watchedFrom }), 'reader');

	const cusums = [...cusumStatuses(scored, { from: watchedFrom, policy: input.cusum })].flatMap(
		([readerId, { status, since, reviews }]): Finding[] => {
			if (status !== 'signal') return [];
			const own = watched.get(readerId);
			const observed = own ? countOutcome(own, 'any') : 0;
			const evidence = {
				...nothing,
				...span(watchedFrom, months.through),
				code: codes.get(readerId) ?? '',
				observed,
				n: reviews,
				since
			};
			return [{ kind: 'cusum', key: `cusum ${level} ${readerId} ${since}`, readerId, evidence }];
		}
	);

	const baseline = input.baselines.find((each) => each.mode === 'random' && each.level === level) ?? null;
	const trend = trendOf(random, {
		months: monthsThrough(months.through, TREND_MONTHS),
		mode: 'random',
		level,
		frozen: baseline,
		isWhole: true,
		annotations: []
	});
	// A month whose reviews are not all in may still come back; one with few is not shown, and says nothing.
	const beyond = trend.points.filter(
		(point) =>
			point.signal === 'above' && !point.isOpen && !point.isBaseline && point.n >= input.minimums.reviews
	);
	const trends = beyond.map(({ month, x, n, rate, lower, upper }): Finding => ({
		kind: 'trend',
		key: `trend ${level} ${month}`,
		readerId: null,
		evidence: {
			...nothing,
			...span(month, month),
			month,
			observed: x,
			n,
			expected: trend.center === null ? null : trend.center * n,
			ratio: rate === null || !trend.center ? null : rate / trend.center,
			lower,
			upper
		}
	}));

	const { look } = input;
	if (!look) return { level, findings: [...cusums, ...trends], looked: null };
	const from = addMonths(look.through, 1 - look.monthCount);
	const looked = { from, through: look.through };
	const inLook = inMonths(scored, looked);
	const compared = compareScored(inLook);
	const standing = coverage(inMonths(random, looked), inMonths(reads, looked), {
		mode: 'random',
		people,
		nowMinute: input.nowMinute
	});
	const standings = readerStandings(inLook, compared, {
		people,
		minimums: input.minimums,
		isPart: false,
		incomplete: new Set(standing.readers.filter(isIncomplete).map(({ readerId }) => readerId))
	});
	const reviewed = reviewerRows(inLook, compared, {
		codes: new Map(input.reviewers),
		minimumReviews: input.minimums.reviews
	});
	const found = lookStandings(inLook, compared, {
		level,
		months: looked,
		readers: standings,
		reviewers: reviewed
	});
	const signals = found.signals.filter(({ zone }) => zone === 'signal');
	const ratios = signals.map((one): Finding => ({
		kind: 'ratio',
		key: `ratio ${level} ${one.readerId} ${look.through} ${look.monthCount}`,
		readerId: one.readerId,
		evidence: {
			...nothing,
			...span(from, look.through),
			code: one.code,
			observed: one.observed,
			expected: one.expected,
			n: one.n,
			ratio: one.ratio,
			lower: one.lower,
			upper: one.upper,
			tail: one.tail,
			reviewers: one.reviewers,
			changesWithReviewers: one.changesWithReviewers
		}
	}));
	const strict = reviewed.rows.flatMap(({ code, n, severity, zone }): Finding[] =>
		severity === null || zone !== 'signal'
			? []
			: [
					{
						kind: 'reviewer',
						key: `reviewer ${level} ${code} ${look.through} ${look.monthCount}`,
						readerId: null,
						evidence: { ...nothing, ...span(from, look.through), code, n, ...severity }
					}
				]
	);
	return {
		level,
		findings: [...cusums, ...trends, ...ratios, ...strict],
		looked: {
			radiologists: standings.rows.length - standings.suppressed,
			signals: signals.length,
			expectedFalse: standings.expectedFalseSignals,
			standings: found
		}
	};
}
