import { describe, expect, it } from 'vitest';
import { limitSentences, powerSentences, wholePercent } from './limits.ts';
import { cellText, differenceText, ratioText, shareText, weightedText } from './rate-words.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const rate = { x: 31, n: 3844, rate: 0.0081, lower: 0.0057, upper: 0.0114 };

describe('the words of a figure', () => {
	it.each([
		[weightedText(rate, 30), '0.81 % (0.57–1.14, n 3 844)'],
		[weightedText({ ...rate, rate: null }, 30), 'not enough data'],
		[weightedText({ x: 6, n: 9, rate: 0.67, lower: 0.35, upper: 0.88 }, 30), '6 of 9, too few for a rate'],
		[weightedText({ x: 0, n: 60, rate: 0, lower: 0, upper: 0.06 }, 30), '0 of 60 (up to 6.0 %)'],
		[shareText({ x: 9, n: 412, share: 0.0218, lower: 0.0115, upper: 0.041 }), '2.2 % (1.1–4.1, n 412)'],
		[ratioText({ ratio: 2.4, lower: 1.7, upper: 3.3 }), '2.40 × (1.70–3.30)'],
		[ratioText({ ratio: 0, lower: 0, upper: 1.47 }), '0 (up to 1.47 ×)'],
		[ratioText({ ratio: null, lower: null, upper: null }), '—'],
		[cellText(null), 'too few'],
		[cellText(1200), '1 200']
	])('is “%s”', (written, expected) => {
		expect(plain(written)).toBe(expected);
	});

	it.each([
		[0.008, -0.002, 0.019, '+0.8 points (−0.2 to +1.9)'],
		[-0.0003, -0.004, 0.0037, '−0.03 points (−0.4 to +0.4)'],
		[null, null, null, 'not enough data']
	])('of a difference of %d has signs and an interval', (difference, lower, upper, expected) => {
		expect(differenceText({ now: rate, then: rate, difference, lower, upper }, 30)).toBe(expected);
		const few = { ...rate, n: 29 };
		expect(differenceText({ now: rate, then: few, difference, lower, upper }, 30)).toBe('not enough data');
	});
});

describe('what the sampling can see', () => {
	it.each([
		[0.001, 'under 1 %'],
		[0.35, '35 %'],
		[0.9999, 'over 99 %']
	])('writes a probability of %d as %s', (probability, expected) => {
		expect(plain(wholePercent(probability))).toBe(expected);
	});

	const power = {
		reviewsPerYear: 158.4,
		groupRate: 0.03,
		double: { signal: 0.35, again: 0.6 },
		twoAndAHalf: { signal: 0.55, again: 0.8 },
		neededForDouble: 330
	};

	it('is the sentence of the reference, and what would be needed', () => {
		expect(powerSentences(power).map(plain)).toEqual([
			'With the current sampling, a radiologist with twice the group’s rate would be flagged within a year with probability 35 %.',
			'At look again with 60 %; with two and a half times the rate, at signal with 55 %.',
			'To see a doubling at look again four times in five, a radiologist needs 330 reviews a year; the one in the middle has 158.'
		]);
	});

	it('says so where nothing can be said', () => {
		expect(powerSentences({ ...power, double: null, twoAndAHalf: null, neededForDouble: null })).toEqual([
			'There are too few reviews to say what a doubling would need.'
		]);
	});

	it('always says how many false signals to expect, and what no inside view can see', () => {
		const readers = { expectedFalseSignals: 0.022 } as Parameters<typeof limitSentences>[0]['readers']; // only this counts
		const sentences = limitSentences({ power, readers });
		expect(sentences.at(-2)).toContain('put 0.02 of the readers');
		expect(sentences.at(-1)).toContain('outside review');
	});
});
