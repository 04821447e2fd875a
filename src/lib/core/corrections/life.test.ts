import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { dueAtOf, isEnteredLate, isOverdue } from './clock.ts';
import {
	correctionActs,
	correctionStatuses,
	isPending,
	nextStatus,
	parseStatus,
	pendingStatuses,
	possibleActs
} from './life.ts';
import { defaultCorrectionPolicy } from './policy.ts';

describe('the life of a correction', () => {
	const possible: Readonly<Record<string, string>> = {
		'open inform': 'informed',
		'open dismiss': 'not-needed',
		'informed receive': 'received',
		'received close': 'closed',
		'informed withdraw': 'closed',
		'received withdraw': 'closed'
	};

	it.each(correctionStatuses.flatMap((status) => correctionActs.map((act) => [status, act] as const)))(
		'from %s by %s goes where the table says, or nowhere',
		(status, act) => {
			expect(nextStatus(status, act)).toBe(possible[`${status} ${act}`] ?? null);
		}
	);

	it('is open until it is closed or not needed', () => {
		expect(pendingStatuses).toEqual(['open', 'informed', 'received']);
		expect(isPending('closed')).toBe(false);
		expect(possibleActs('open')).toEqual(['inform', 'dismiss']);
		expect(possibleActs('not-needed')).toEqual([]);
		expect(possibleActs('informed')).toEqual(['receive']);
	});

	it.each([
		['open', ['dismiss', 'inform']],
		['informed', ['withdraw', 'receive']],
		['received', ['withdraw']],
		['closed', []]
	] as const)('is ended next where %s and the committee found no discrepancy', (status, acts) => {
		expect(possibleActs(status, { isUnfounded: true })).toEqual(acts);
	});

	it('knows no other status', () => {
		expect(parseStatus('informed')).toBe('informed');
		expect(() => parseStatus('toString')).toThrow();
	});
});

describe('the clock of a correction', () => {
	it.each([
		['flagged', 60],
		['score', 1440],
		['committee', 1440],
		['coordinator', 1440]
	] as const)('gives what was opened because %s %i minutes', (because, minutes) => {
		expect(dueAtOf(because, 5000, defaultCorrectionPolicy)).toBe(5000 + minutes * MINUTE_MS);
	});

	it('is over at the due time itself, and stops when the facility was informed', () => {
		expect(isOverdue({ status: 'open', dueAt: 100 }, 99)).toBe(false);
		expect(isOverdue({ status: 'open', dueAt: 100 }, 100)).toBe(true);
		expect(isOverdue({ status: 'informed', dueAt: 100 }, 200)).toBe(false);
		expect(isOverdue({ status: 'open', dueAt: 100, isUnfounded: true }, 200)).toBe(false);
	});

	it('calls what is written down after a quarter of an hour late', () => {
		expect(isEnteredLate(0, 15 * MINUTE_MS)).toBe(false);
		expect(isEnteredLate(0, HOUR_MS)).toBe(true);
	});
});
