import { DAY_MS, startOfUtcDay, type Instant } from '#lib/core/instant.ts';

/**
 * Everything a person can be told. A notice names no patient, no counterpart and no score: its kind, counts and days are all it
 * holds, and its path leads to a page that asks who is looking.
 */
export const noticeKinds = {
	'review.assigned': { facts: ['n'], isUrgent: false },
	'review.due-soon': { facts: ['n'], isUrgent: false },
	'review.overdue': { facts: ['n'], isUrgent: false },
	/** To coordinators: reviews that stayed overdue. */
	'review.escalated': { facts: ['n'], isUrgent: false },
	/** The committee asks the reviewer to think a score over. */
	'review.returned': { facts: [], isUrgent: false },
	'committee.waiting': { facts: ['n'], isUrgent: false },
	'committee.overdue': { facts: ['n'], isUrgent: false },
	/** To coordinators: questions with fewer members who may vote than votes are needed. */
	'committee.short': { facts: ['n'], isUrgent: false },
	'feedback.released': { facts: ['n'], isUrgent: false },
	/** The committee answered a rebuttal. */
	'feedback.answered': { facts: [], isUrgent: false },
	'correction.opened': { facts: [], isUrgent: true },
	/** A review or the committee says more of a finding that was opened by hand; it may have been told, or ended, already. */
	'correction.words': { facts: [], isUrgent: true },
	'correction.overdue': { facts: [], isUrgent: true },
	/** Critical results that nobody has received in time. */
	'critical.overdue': { facts: ['n'], isUrgent: true },
	'site-note.raised': { facts: ['n'], isUrgent: false },
	'referral.received': { facts: ['n'], isUrgent: false },
	/** To whoever asked: it was reviewed and released, or refused. Neither score nor reason. */
	'referral.answered': { facts: [], isUrgent: false },
	/** To directors: signals that nobody has acknowledged. */
	'quality.signals': { facts: ['n'], isUrgent: false },
	'focused-plan.due': { facts: [], isUrgent: false },
	/** To coordinators: reads that fail the gate and have no exception. */
	'gate.failed': { facts: ['n'], isUrgent: false },
	/** To directors: somebody asks for a read to stand. */
	'exception.asked': { facts: [], isUrgent: false },
	/** To whoever asked. */
	'exception.decided': { facts: [], isUrgent: false },
	/** To whoever asked for a report that took long. */
	'report.ready': { facts: [], isUrgent: false },
	/** To those whom a schedule names. */
	'report.scheduled': { facts: [], isUrgent: false },
	/** To whoever asked, and those who wait for it: it could not be made. */
	'report.failed': { facts: [], isUrgent: false },
	'pixels.waiting': { facts: ['n'], isUrgent: false },
	'learning.submitted': { facts: ['n'], isUrgent: false },
	/** Before the meeting, to the radiologist whose read is shown. */
	'learning.case-chosen': { facts: ['on'], isUrgent: false },
	/** To those who curate: a radiologist asks for another case. */
	'learning.objected': { facts: [], isUrgent: false },
	'learning.objection-answered': { facts: [], isUrgent: false },
	'learning.conference-planned': { facts: ['on'], isUrgent: false },
	'learning.points-sent': { facts: ['n'], isUrgent: false },
	/** To coordinators: a radiologist has sent something in about their own credentials. */
	'proposal.waiting': { facts: ['n'], isUrgent: false },
	/** To whoever sent it in. */
	'proposal.decided': { facts: [], isUrgent: false },
	'improvement.assigned': { facts: ['on'], isUrgent: false },
	'improvement.overdue': { facts: ['n'], isUrgent: false },
	/** To a radiologist: credentials of their own that run out or have. */
	'credential.own-expiring': { facts: ['n'], isUrgent: false },
	/** To coordinators, and to directors where it is near: credentials of the group that run out or have. */
	'credential.expiring': { facts: ['n'], isUrgent: false },
	/** To administrators, who see none of them: so many run out soon and are not renewed. */
	'credential.escalated': { facts: ['n'], isUrgent: false },
	/** To administrators and directors: the audit log is not what it was. */
	'audit.broken': { facts: [], isUrgent: true }
} as const satisfies Record<string, { facts: readonly NoticeFact[]; isUrgent: boolean }>;

/** A count, or a day as YYYY-MM-DD. */
export type NoticeFact = 'n' | 'on';
export type NoticeKind = keyof typeof noticeKinds;

/** The facts that a kind of notice carries. */
export type NoticeFacts<K extends NoticeKind> = {
	readonly [F in (typeof noticeKinds)[K]['facts'][number]]: F extends 'n' ? number : string;
};

/** Kinds whose moment would tell somebody when a colleague whom they must not know was at work: told with the next UTC day. */
const heldKinds: ReadonlySet<NoticeKind> = new Set(['feedback.answered']);

/** When a notice of the kind may be seen that is written at `now`. */
export function visibleFrom(kind: NoticeKind, now: Instant): Instant {
	return heldKinds.has(kind) ? startOfUtcDay(now) + DAY_MS : now;
}

/** Whether a text names a kind of notice. */
export function isNoticeKind(text: string): text is NoticeKind {
	return Object.hasOwn(noticeKinds, text);
}
