import { describe, expect, it } from 'vitest';
import { chartCsv } from '#lib/ui/charts/table.ts';
import { positionChart } from './position.ts';
import { comparisonFacts, cusumSentence, lateSentence, personalPower, windowTitle } from './window-words.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const comparison = {
	observed: 9,
	expected: 6.2,
	ratio: 1.45,
	lower: 0.7,
	upper: 2.8,
	excludedN: 28,
	shrunken: { ratio: 1.1, lower: 0.8, upper: 1.5, reliability: 0.42 },
	unadjusted: { observed: 9, expected: 6, ratio: 1.5, lower: 0.7, upper: 2.8 }
};
const window = {
	n: 340,
	comparison,
	points: [
		{ expected: 12, ratio: 0.9, isOwn: false },
		{ expected: 6.2, ratio: 1.45, isOwn: true },
		{ expected: 3, ratio: 2.1, isOwn: false }
	]
};

describe('somebody’s own position', () => {
	const chart = positionChart(window);

	it('stands among points that nobody can name, not in the order in which they came', () => {
		const [own, colleagues] = chart.series;
		expect(colleagues?.points.map(({ x, label, n, href, lower }) => [x, label, n, href, lower])).toEqual([
			[3, 'Colleague', undefined, undefined, undefined],
			[12, 'Colleague', undefined, undefined, undefined]
		]);
		expect(own?.points).toEqual([
			{ x: 6.2, y: 1.45, label: 'You', isNamed: true, lower: 0.7, upper: 2.8, n: 340 }
		]);
	});

	it('gives no more away in its file', () => {
		expect(chartCsv(chart)).not.toMatch(/R\d\d/);
	});

	it('is not shown without points', () => {
		expect(positionChart({ ...window, points: [] }).emptyReason).toContain('five radiologists');
	});
});

describe('the words of a window', () => {
	it.each([
		[comparison, 340, '9 discrepancies where 6.2 were expected: 1.45 × (0.70–2.80)'],
		[null, 12, '12 of 30 reviews: too few for a figure. The cases themselves are below.']
	])('claim no more than the numbers carry', (given, n, expected) => {
		expect(plain(windowTitle({ comparison: given, n }, 30))).toBe(expected);
	});

	it('give each figure its interval and its number', () => {
		expect(comparisonFacts(comparison, 340).map((fact) => plain(fact[1] ?? ''))).toEqual([
			'312 of 340',
			'9, 6.2',
			'1.45 × (0.70–2.80)',
			'1.10 × (0.80–1.50)',
			'42 % of the differences among radiologists would be real at this number'
		]);
	});

	it.each([
		[{ x: 12, n: 170 }, 'Reviewed late or not at all: 12 of 170 due (7.1 %).'],
		[{ x: 0, n: 0 }, 'No review was due.']
	])('say how many reviews came late', (given, expected) => {
		expect(plain(lateSentence(given))).toBe(expected);
	});

	it('say what could be seen of this person with these numbers', () => {
		const power = {
			reviewsPerYear: 418,
			groupRate: 0.03,
			double: { signal: 0.66, again: 0.91 },
			twoAndAHalf: null,
			neededForDouble: 299
		};
		expect(plain(personalPower(power))).toBe(
			'With 418 reviews a year a true doubling of the rate would be at signal within the year with probability 66 %, at look again with 91 %.'
		);
		expect(personalPower({ ...power, double: null })).toContain('too few reviews');
	});

	it.each([
		['quiet', null, 'Quiet over 340 reviews.'],
		['signal', '2026-03-14', 'Signalled with the read of 14 Mar 2026 (340 reviews).'],
		['not-watched', null, 'Not watched yet: too few reviews.']
	] as const)('tell the status of the watch, %s, and not its path', (status, since, expected) => {
		expect(plain(cusumSentence({ status, since, reviews: 340 }))).toBe(expected);
	});
});
