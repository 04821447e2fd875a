import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	caseStates,
	finalStates,
	heldStates,
	isCaseState,
	nextState,
	possibleEvents,
	stateAfter,
	type CaseEvent
} from './life.ts';

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
		['acknowledged', ['rebut'], null]
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
