import { describe, expect, it } from 'vitest';
import { runCmeCase } from './case.ts';

const window = { type: 'months-before-expiry', months: 24, anchor: '2026-12-31' };
const activity = { id: 'a', completedOn: '2025-05-01', credits: [{ category: 'AMA-1', amount: 30 }] };
const aCase = (expect: object) => ({
	id: 'one',
	asOf: '2026-11-01',
	person: {},
	requirement: { authority: 'a board', total: 40, category1Min: 0, window },
	activities: [activity],
	expect
});
const right = {
	result: 'short',
	window: ['2025-01-01', '2026-12-31'],
	earned: { total: 30, category1: 30 },
	topics: {},
	shortBy: { total: 10 },
	counted: ['a']
};

describe('a case of continuing education', () => {
	it('passes where everything is as it expects', () => {
		expect(runCmeCase(aCase(right))).toEqual({ id: 'one', differences: [] });
	});

	it.each([
		[{ result: 'met' }, [{ field: 'result', expected: 'met', got: 'short' }]],
		[{ earned: { total: 30.01 } }, [{ field: 'earned.total', expected: 30.01, got: 30 }]],
		[{ earned: { total: 30.004 } }, []],
		[{ shortBy: {} }, [{ field: 'shortBy.total', expected: null, got: 10 }]],
		[{ counted: ['a', 'b'] }, [{ field: 'counted', expected: ['a', 'b'], got: ['a'] }]],
		[{ by: ['mocParticipant'] }, [{ field: 'by', expected: ['mocParticipant'], got: [] }]],
		[{ unheardOf: 1 }, [{ field: 'unheardOf', expected: 1, got: null }]]
	])('that expects %j differs in %j', (expected, differences) => {
		expect(runCmeCase(aCase(expected)).differences).toEqual(differences);
	});

	it('differs in its window', () => {
		const { differences } = runCmeCase(aCase({ window: ['2025-01-02', '2026-12-31'] }));
		expect(differences.map(({ field }) => field)).toEqual(['window']);
	});

	it.each([
		['nothing', null, '?'],
		['a day that there is not', { ...aCase(right), asOf: '2026-02-30' }, 'one'],
		[
			'a window nobody knows',
			{ ...aCase(right), requirement: { authority: 'x', window: { type: 'moon' } } },
			'one'
		],
		[
			'credits less than none',
			{ ...aCase(right), activities: [{ ...activity, credits: [{ category: 'x', amount: -1 }] }] },
			'one'
		]
	])('of another form is one difference: %s', (_, raw, id) => {
		const found = runCmeCase(raw);
		expect(found.id).toBe(id);
		expect(found.differences.map(({ field }) => field)).toEqual(['form']);
	});
});
