import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day.ts';
import {
	closingTerm,
	reminderLadder,
	reminderState,
	type ExpirableTerm,
	type SentReminder
} from './expirables.ts';

const term: ExpirableTerm = {
	id: 't1',
	holder: 'r1',
	kind: 'licence',
	of: 'TX full',
	from: '2024-06-01',
	expiresOn: '2026-05-31',
	verifiedOn: '2024-06-02'
};
const renewal: ExpirableTerm = {
	...term,
	id: 't2',
	from: '2026-06-01',
	expiresOn: '2028-05-31',
	verifiedOn: '2026-05-20'
};

function stateOn(day: string, sent: readonly number[] = [], all: readonly ExpirableTerm[] = []) {
	const reminders: SentReminder[] = sent.map((daysLeft) => ({ termId: 't1', daysLeft }));
	const now = Date.parse(`${day}T12:00:00Z`);
	return reminderState({ term, all: [term, ...all], sent: reminders, now, timeZone: 'America/Chicago' });
}

describe('the ladder of reminders', () => {
	it.each([
		['2026-01-30', 'quiet', 121],
		['2026-01-31', 'due', 120],
		['2026-02-01', 'due', 120],
		['2026-03-02', 'due', 90],
		['2026-04-01', 'due', 60],
		['2026-05-01', 'due', 30],
		['2026-05-17', 'due', 14],
		['2026-05-24', 'due', 7],
		['2026-05-30', 'due', 1],
		['2026-05-31', 'due', 0],
		['2026-06-01', 'due', -1],
		['2026-06-09', 'due', -9]
	])('on %s is %s at %i', (day, state, rung) => {
		const found = stateOn(day);
		expect([found.state, found.state === 'due' ? found.rung : 'daysLeft' in found && found.daysLeft]).toEqual(
			[state, rung]
		);
	});

	it('sends a rung once, and says when the next one comes', () => {
		expect(stateOn('2026-05-02', [30])).toEqual({ state: 'quiet', daysLeft: 29, nextRung: 14 });
		expect(stateOn('2026-05-31', [0])).toEqual({ state: 'quiet', daysLeft: 0, nextRung: -1 });
	});

	it('sends every day once after the end', () => {
		expect(stateOn('2026-06-03', [0, -1, -2])).toMatchObject({ state: 'due', rung: -3 });
		expect(stateOn('2026-06-03', [-3])).toMatchObject({ state: 'quiet', nextRung: -4 });
	});

	it('sends only the lowest rung where the product stood still, and names those that were missed', () => {
		expect(stateOn('2026-05-20', [120])).toMatchObject({ state: 'due', rung: 14, missed: [90, 60, 30] });
	});

	it.each([
		['2026-04-01', []],
		['2026-05-01', ['group-admin']],
		['2026-05-17', ['group-admin']],
		['2026-05-24', ['group-admin', 'qa-director', 'scheduling']],
		['2026-06-04', ['group-admin', 'qa-director', 'scheduling']]
	])('on %s also tells %j', (day, escalateTo) => {
		expect(stateOn(day)).toMatchObject({ escalateTo });
	});

	it('takes its days in the zone of the holder', () => {
		const at = (timeZone: string) =>
			reminderState({ term, all: [term], sent: [], now: Date.parse('2026-06-01T01:00:00Z'), timeZone });
		expect(
			[at('America/Chicago'), at('Europe/Berlin')].map((found) => found.state === 'due' && found.rung)
		).toEqual([0, -1]);
	});

	it('sends each of its rungs exactly once over the months, whenever it is asked', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 125 }), { minLength: 1 }), (asked) => {
				const sent: SentReminder[] = [];
				for (const days of asked.toSorted((a, b) => a - b)) {
					const now = Date.parse(`${addDays('2026-01-26', days)}T12:00:00Z`);
					const found = reminderState({ term, all: [term], sent, now, timeZone: 'UTC' });
					if (found.state === 'due') sent.push({ termId: 't1', daysLeft: found.daysLeft });
				}
				const rungs = sent.map(({ daysLeft }) => reminderLadder.findLast((rung) => daysLeft <= rung));
				expect(new Set(rungs).size).toBe(rungs.length);
			})
		);
	});
});

describe('a term is closed', () => {
	it('by a later one of the same thing that was verified', () => {
		expect(stateOn('2026-05-20', [], [renewal])).toEqual({ state: 'closed', by: 't2' });
	});

	it.each([
		['that nobody has verified', { verifiedOn: null }],
		['of another jurisdiction', { of: 'OK full' }],
		['of another kind', { kind: 'privilege' as const }],
		['of somebody else', { holder: 'r2' }],
		['that ends on the same day', { expiresOn: '2026-05-31' }],
		['that ends before it', { expiresOn: '2026-04-30' }]
	])('not by one %s', (_what, change) => {
		expect(closingTerm(term, [term, { ...renewal, ...change }])).toBeNull();
	});

	it('not by having been told', () => {
		expect(stateOn('2026-06-02', [...reminderLadder, -1]).state).toBe('due');
	});
});
