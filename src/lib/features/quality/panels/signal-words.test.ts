import { describe, expect, it } from 'vitest';
import type { AlertEvidence } from '#lib/features/quality/alerts/view.ts';
import type { ReaderSignal } from '#lib/features/quality/measures/readers.ts';
import { alertBasis, alertNext, alertSentence, rarity, signalNext, signalSentence } from './signal-words.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('how rarely chance shows as much', () => {
	it.each([
		[0.00004, 'less than once in 20 000 times'],
		[0.001, 'less than once in 1 000 times'],
		[0.00099, 'less than once in 1 000 times'],
		[0.025, 'less than once in 20 times'],
		[0.0199, 'less than once in 50 times'],
		[1e-30, 'less than once in 1 000 000 times'],
		[0, 'less than once in 1 000 000 times']
	])('is never overstated: %d is “%s”', (tail, expected) => {
		expect(plain(rarity(tail))).toBe(expected);
	});
});

const ratio = { observed: 39, expected: 16.04, ratio: 2.43, lower: 1.73, upper: 3.32 };
const signal: ReaderSignal = {
	...ratio,
	readerId: 'r',
	code: 'R07',
	zone: 'signal',
	n: 340,
	excludedN: 28,
	tail: 0.0000006,
	reviewers: 14,
	unadjusted: { ...ratio, zone: 'signal' },
	changesWithReviewers: false
};

describe('a signal', () => {
	it('is a sentence with its evidence', () => {
		expect(plain(signalSentence(signal))).toBe(
			'R07: 39 discrepancies where 16.0 were expected (2.4 times, 95 % interval 1.7 to 3.3); an average radiologist would show this less than once in 1 000 000 times; 14 reviewers; nothing changes after adjusting for reviewers.'
		);
	});

	it('says when the reviewers are the reason', () => {
		expect(signalSentence({ ...signal, changesWithReviewers: true })).toContain(
			'the zone is another one without the adjustment'
		);
	});

	it('says no interval that does not exist', () => {
		expect(signalSentence({ ...signal, lower: null })).not.toContain('interval');
	});

	it.each([
		['signal', 'committee'],
		['again', 'following look']
	] as const)('at %s leads to the %s', (zone, word) => {
		expect(signalNext({ zone })).toContain(word);
	});
});

const evidence: AlertEvidence = {
	...ratio,
	code: 'R07',
	month: '2026-03',
	n: 340,
	tail: 0.0004,
	reviewers: null,
	changesWithReviewers: null,
	since: '2026-03-14',
	fromMonth: '2025-04',
	throughMonth: '2026-03'
};

describe('a task', () => {
	it.each([
		['ratio', 'an average radiologist would show this less than once in 2 000 times.'],
		['reviewer', 'an average reviewer would show this less than once in 2 000 times.'],
		['cusum', 'R07: the running watch over 340 reviews signalled with the read of 14 Mar 2026.'],
		['trend', 'Mar 2026 is beyond its limit: 39 discrepancies in 340 reviews.']
	] as const)('of kind %s says “%s” and what to do next', (kind, expected) => {
		expect(plain(alertSentence(kind, evidence))).toContain(expected);
		expect(alertNext(kind)).toMatch(/^Next: /);
	});

	it('says on what it rests', () => {
		expect(plain(alertBasis(evidence))).toBe('Apr 2025 – Mar 2026, n 340');
	});
});
