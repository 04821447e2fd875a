import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAboutCase } from '#lib/core/audit/for-readers.ts';
import {
	caseStates,
	finalStates,
	heldStates,
	isCaseState,
	nextState,
	possibleEvents,
	reconsideredStates,
	stateAfter,
	type CaseEvent,
	type CaseState
} from './life.ts';
import { recordedAs } from './recorded.ts';

/** States in which a score stands. */
const scoredStates: readonly CaseState[] = [
	...finalStates,
	...reconsideredStates,
	'scored',
	'in-committee',
	'calibrated'
];

const allEvents = [...new Set(caseStates.flatMap((state) => possibleEvents(state)))];

describe('the life of a case', () => {
	it.each([
		['drawn', ['assign', 'open', 'lock-impression', 'reveal-report', 'score', 'finalise'], 'final'],
		['drawn', ['assign', 'open', 'score', 'refer', 'decide', 'release', 'rebut', 'answer'], 'closed'],
		['report-revealed', ['expire'], 'drawn'],
		['in-committee', ['judge-not-assessable'], 'withdrawn'],
		['rebutted', ['judge-not-assessable'], 'withdrawn'],
		['final', ['release', 'acknowledge'], 'acknowledged'],
		['final', ['acknowledge'], null],
		['impression-locked', ['score'], null],
		['scored', ['decline'], null],
		['acknowledged', ['rebut'], null],
		['in-committee', ['return', 'keep'], 'in-committee'],
		['in-committee', ['return', 'score', 'finalise'], 'final'],
		['in-committee', ['reopen', 'keep'], 'in-committee'],
		['final', ['reopen', 'score', 'refer', 'decide'], 'final'],
		['final', ['reopen', 'keep', 'release'], 'feedback-released'],
		['reopened', ['release'], null],
		['feedback-released', ['reopen'], null],
		['drawn', ['assign', 'open', 'score', 'file-calibration', 'reopen', 'keep'], 'calibrated'],
		['calibrated', ['release'], null]
	] as const)('from %s by %j comes to %s', (state, events, expected) => {
		expect(stateAfter(state, events)).toBe(expected);
	});

	it('never leaves its table, whatever events come', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom<CaseEvent>(...allEvents), { maxLength: 60 }), (events) => {
				let state = caseStates[0] ?? 'drawn';
				for (const event of events) {
					const next = nextState(state, event);
					expect(next !== null).toBe(possibleEvents(state).includes(event));
					if (next !== null) state = next;
					expect(isCaseState(state)).toBe(true);
				}
			})
		);
	});

	it('reaches a final state only through a score', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom<CaseEvent>(...allEvents), { maxLength: 60 }), (events) => {
				let state = caseStates[0] ?? 'drawn';
				let isScored = false;
				for (const event of events) {
					const next = nextState(state, event);
					if (next === null) continue;
					state = next;
					isScored ||= state === 'scored';
					if (finalStates.includes(state)) expect(isScored).toBe(true);
				}
			})
		);
	});

	it('loses no score: whatever comes after the first, one stands until the case is withdrawn', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom<CaseEvent>(...allEvents), { maxLength: 80 }), (events) => {
				let state: CaseState = 'drawn';
				let scores = 0;
				for (const event of events) {
					const next = nextState(state, event);
					if (next === null) continue;
					state = next;
					if (event === 'score') scores += 1;
					// A held case has none, a scored one never becomes a held one again.
					if (scores > 0) expect([...heldStates, 'drawn']).not.toContain(state);
					if (scoredStates.includes(state)) expect(scores).toBeGreaterThan(0);
				}
			})
		);
	});

	it('brings a score that is kept back to where it was taken up, or to the committee that asked', () => {
		for (const state of caseStates) {
			for (const event of ['return', 'reopen'] as const) {
				if (nextState(state, event) !== null) expect(stateAfter(state, [event, 'keep'])).toBe(state);
			}
		}
		for (const state of reconsideredStates)
			expect([...possibleEvents(state)].sort()).toEqual(['keep', 'score']);
	});

	it('has for each of its events one kind of record, which hides whose it is', () => {
		expect(Object.keys(recordedAs).sort()).toEqual([...allEvents].sort());
		for (const type of Object.values(recordedAs)) expect(isAboutCase(type)).toBe(true);
	});

	it('lets a held case go back to the pool from wherever it is held', () => {
		for (const state of heldStates) {
			expect(nextState(state, 'decline')).toBe('drawn');
			expect(nextState(state, 'expire')).toBe('drawn');
		}
	});

	it('never opens a closed case again', () => {
		for (const state of ['acknowledged', 'closed', 'withdrawn'] as const) {
			expect(possibleEvents(state)).toEqual([]);
		}
	});

	it('knows its states by name alone', () => {
		expect(isCaseState('drawn')).toBe(true);
		expect(isCaseState('toString')).toBe(false);
	});
});
