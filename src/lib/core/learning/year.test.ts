import { describe, expect, it } from 'vitest';
import { defaultLearningPolicy } from './policy.ts';
import { stateYear, type YearCounts } from './year.ts';

const counts: YearCounts = {
	submissions: { opportunity: 3, 'great-catch': 2, 'near-miss': 1 },
	fromReviews: 2,
	meetingsHeld: 6,
	attendances: [3, 3, 3, 3, 3, 3],
	radiologists: [
		{ submissions: 1, attended: 3 },
		{ submissions: 0, attended: 6 },
		{ submissions: 5, attended: 2 }
	],
	casesShown: 12,
	pointsSent: 12,
	actionsOpened: 2,
	actionsClosed: 1,
	actionsOverdue: 0
};

describe('the statement of a year', () => {
	it('counts who meets each target, and both', () => {
		const statement = stateYear(counts, defaultLearningPolicy);
		expect(statement.totalSubmissions).toBe(6);
		expect(statement.meetsMeetings).toBe(true);
		expect(statement.meetsAttendance).toEqual({ met: 2, n: 3, share: 2 / 3 });
		expect(statement.meetsSubmissions).toEqual({ met: 2, n: 3, share: 2 / 3 });
		expect(statement.meetsBoth).toEqual({ met: 1, n: 3, share: 1 / 3 });
		expect(statement.verdict).toBe('partly');
	});

	it.each([
		['all of it', { radiologists: [{ submissions: 1, attended: 3 }] }, 'met'],
		['half of the meetings, exactly', { radiologists: [{ submissions: 0, attended: 3 }] }, 'partly'],
		['no meeting, nobody', { meetingsHeld: 0, radiologists: [{ submissions: 0, attended: 0 }] }, 'not-met'],
		['a group of nobody', { meetingsHeld: 0, radiologists: [] }, 'not-met']
	] as const)('%s', (_name, given, verdict) => {
		expect(stateYear({ ...counts, ...given }, defaultLearningPolicy).verdict).toBe(verdict);
	});

	it('has no share of nobody', () => {
		expect(stateYear({ ...counts, radiologists: [] }, defaultLearningPolicy).meetsBoth).toEqual({
			met: 0,
			n: 0,
			share: null
		});
	});

	it('asks for no meeting where the policy asks for none', () => {
		const policy = { meetingsPerYear: 0, attendanceShare: 0, submissionsPerYear: 0 };
		const nobodyMet = { ...counts, meetingsHeld: 0, radiologists: [{ submissions: 0, attended: 0 }] };
		expect(stateYear(nobodyMet, policy).verdict).toBe('met');
	});
});
