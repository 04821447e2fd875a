import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { CaseEvent } from './life.ts';

/**
 * The one kind of audit event that records each event of a case's life. Total by type: an event without a record does not compile.
 * Whoever takes a case along an event writes its record in the same transaction, once.
 */
export const recordedAs = {
	assign: 'case.assigned',
	open: 'case.opened',
	'lock-impression': 'impression.locked',
	'reveal-report': 'report.revealed',
	score: 'review.submitted',
	decline: 'case.declined',
	expire: 'case.lease-expired',
	withdraw: 'case.withdrawn',
	refer: 'case.referred',
	finalise: 'case.finalised',
	'file-calibration': 'case.filed',
	decide: 'committee.decided',
	'judge-not-assessable': 'case.withdrawn',
	return: 'review.returned',
	reopen: 'review.reopened',
	keep: 'review.kept',
	release: 'feedback.released',
	acknowledge: 'feedback.acknowledged',
	rebut: 'feedback.rebutted',
	answer: 'feedback.answered'
} as const satisfies Record<CaseEvent, AuditEvent['type']>;
