/** What is worth learning from: all of equal rank. */
export const learningKinds = ['opportunity', 'great-catch', 'near-miss'] as const;
export type LearningKind = (typeof learningKinds)[number];

/** Who found it. A review's author is never kept. */
export const learningSources = ['own', 'colleague', 'review'] as const;
export type LearningSource = (typeof learningSources)[number];

/** The life of a submission. `shown` is what a meeting has seen. */
export const learningStatuses = ['submitted', 'accepted', 'shown', 'set-aside'] as const;
export type LearningStatus = (typeof learningStatuses)[number];

/** Why a submission is not shown to a meeting; said to whoever submitted it. */
export const setAsideReasons = [
	'seen-before',
	'too-little-to-learn',
	'not-anonymous-enough',
	'reader-asked',
	'other'
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

export const conferenceStatuses = ['planned', 'running', 'held', 'cancelled'] as const;
export type ConferenceStatus = (typeof conferenceStatuses)[number];

export const improvementStatuses = ['open', 'done', 'dropped'] as const;
export type ImprovementStatus = (typeof improvementStatuses)[number];

/** The member of a closed list that a stored text is; the list's first where it is none of them. */
export function memberOf<const T extends string>(list: readonly [T, ...T[]], text: string | null): T {
	return list.find((member) => member === text) ?? list[0];
}
