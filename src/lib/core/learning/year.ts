import type { LearningKind } from './kinds.ts';
import type { LearningPolicy } from './policy.ts';

/** What one radiologist did in a year: how often, never what. */
export type Participation = { readonly submissions: number; readonly attended: number };

export type YearCounts = {
	/** Submissions by kind, whoever made them. */
	readonly submissions: Readonly<Record<LearningKind, number>>;
	/** Of these, how many reviewers found; no more is known of them. */
	readonly fromReviews: number;
	readonly meetingsHeld: number;
	/** People at each meeting held, in any role. */
	readonly attendances: readonly number[];
	/** One entry a radiologist of the group. */
	readonly radiologists: readonly Participation[];
	readonly casesShown: number;
	readonly pointsSent: number;
	readonly actionsOpened: number;
	readonly actionsClosed: number;
	readonly actionsOverdue: number;
};

/** A target of the policy: how many of the radiologists meet it. */
export type Met = { readonly met: number; readonly n: number; readonly share: number | null };

export type YearStatement = YearCounts & {
	readonly totalSubmissions: number;
	readonly meetsMeetings: boolean;
	readonly meetsAttendance: Met;
	readonly meetsSubmissions: Met;
	readonly meetsBoth: Met;
	/** met: every part of the policy; partly: some of it. */
	readonly verdict: 'met' | 'partly' | 'not-met';
};

/**
 * Sets a year's counts against the policy: meetings held, and how many radiologists attended and contributed as it asks (RCR
 * REALM standards; ACR peer-learning pathway: total submissions, number and percentage who meet the targets, whether the
 * activities met the policy). A radiologist who could attend no meeting, because none was held, has not met the target.
 */
export function stateYear(counts: YearCounts, policy: LearningPolicy): YearStatement {
	const { radiologists, submissions, meetingsHeld } = counts;
	const attends = (person: Participation): boolean => meetsAttendance(person, meetingsHeld, policy);
	const submits = (person: Participation): boolean => person.submissions >= policy.submissionsPerYear;
	const count = (test: (person: Participation) => boolean): Met => {
		const met = radiologists.filter(test).length;
		const n = radiologists.length;
		return { met, n, share: n === 0 ? null : met / n };
	};
	const attendance = count(attends);
	const contribution = count(submits);
	const parts = [
		meetingsHeld >= policy.meetingsPerYear,
		attendance.n > 0 && attendance.met === attendance.n,
		contribution.n > 0 && contribution.met === contribution.n
	];
	return {
		...counts,
		totalSubmissions: Object.values(submissions).reduce((sum, n) => sum + n, 0),
		meetsMeetings: parts[0] === true,
		meetsAttendance: attendance,
		meetsSubmissions: contribution,
		meetsBoth: count((person) => attends(person) && submits(person)),
		verdict: parts.every(Boolean) ? 'met' : parts.some(Boolean) ? 'partly' : 'not-met'
	};
}

/** Whether somebody attended the share of the meetings held that the policy asks for. */
export function meetsAttendance(
	person: Pick<Participation, 'attended'>,
	meetingsHeld: number,
	policy: Pick<LearningPolicy, 'attendanceShare'>
): boolean {
	if (policy.attendanceShare === 0) return true;
	return meetingsHeld > 0 && person.attended / meetingsHeld >= policy.attendanceShare;
}
