import type { ReportEvent } from './report-events.ts';

/**
 * Every audit event is a member of this union. Facts are codes, counts, ids and hashes: never a name, an identifier
 * of a patient, an accession or free text.
 */
export type AuditEvent =
	| { type: 'system.initialised'; facts: { version: string } }
	| { type: 'user.created'; subjectId: string; facts: { roles: string } }
	| { type: 'user.changed'; subjectId: string; facts: { roles: string; status: string } }
	| { type: 'user.password-changed'; subjectId: string; facts: Record<string, never> }
	| { type: 'user.password-reset'; subjectId: string; facts: Record<string, never> }
	| { type: 'radiologist.created'; subjectId: string; facts: { code: string } }
	| { type: 'radiologist.changed'; subjectId: string; facts: { code: string; active: boolean } }
	| { type: 'session.started'; subjectId: string; facts: { factor?: 'authenticator' | 'recovery-code' } }
	| { type: 'session.ended'; subjectId: string; facts: { reason: 'signed-out' | 'revoked' } }
	| { type: 'sign-in.throttled'; facts: Record<string, never> }
	| { type: 'second-factor.removed'; subjectId: string; facts: { by: 'owner' | 'administrator' } }
	| { type: 'second-factor.enrolled' | 'recovery-codes.made'; subjectId: string; facts: { codes: number } }
	| { type: 'facility.created'; subjectId: string; facts: { code: string } }
	| { type: 'facility.changed'; subjectId: string; facts: { code: string } }
	| { type: 'policy.published'; subjectId: string; facts: { kind: string; version: number } }
	| {
			type: 'import.finished';
			subjectId: string;
			facts: { files: number; taken: number; unchanged: number; refused: number };
	  }
	| { type: 'study.located'; subjectId: string; facts: { instances: number } }
	| { type: 'study.retrieved'; subjectId: string; facts: Record<string, never> }
	| {
			type: 'access-token.created';
			subjectId: string;
			facts: { read: boolean; store: boolean; until: string };
	  }
	| { type: 'access-token.revoked'; subjectId: string; facts: Record<string, never> }
	| { type: 'read.received'; subjectId: string; facts: { source: string; kind: string; version: number } }
	| { type: 'read.viewed'; subjectId: string; facts: Record<string, never> }
	| { type: 'read.superseded'; subjectId: string; facts: { by: string } }
	| { type: 'draw.committed'; subjectId: string; facts: { commitment: string; policyVersion: number } }
	| {
			type: 'draw.revealed';
			subjectId: string;
			facts: { frameHash: string; frameCount: number; sampledCount: number };
	  }
	| { type: 'case.created'; subjectId: string; facts: { mode: string; level: string } }
	| { type: 'case.assigned'; subjectId: string; facts: { assignmentId: string; ordinal: number } }
	| { type: 'case.opened'; subjectId: string; facts: { assignmentId: string } }
	| { type: 'case.declined'; subjectId: string; facts: { assignmentId: string; reason: string } }
	| { type: 'case.lease-expired'; subjectId: string; facts: { assignmentId: string } }
	| { type: 'case.withdrawn'; subjectId: string; facts: { reason: string } }
	| { type: 'case.referred'; subjectId: string; facts: { reviewId: string } }
	| { type: 'case.finalised'; subjectId: string; facts: { score: string } }
	| { type: 'case.filed'; subjectId: string; facts: { reviewId: string } }
	| { type: 'review.returned'; subjectId: string; facts: { reviewId: string; assignmentId: string } }
	| { type: 'review.reopened'; subjectId: string; facts: { reviewId: string; assignmentId: string } }
	| { type: 'review.kept'; subjectId: string; facts: { assignmentId: string; why: 'reviewer' | 'lease' } }
	| { type: 'review.superseded'; subjectId: string; facts: { reviewId: string; by: string } }
	| { type: 'impression.locked'; subjectId: string; facts: { assignmentId: string } }
	| { type: 'report.revealed'; subjectId: string; facts: { assignmentId: string } }
	| {
			type: 'review.submitted';
			subjectId: string;
			facts: { assignmentId: string; reviewId: string; score: string };
	  }
	| {
			type: 'committee.decided';
			subjectId: string;
			facts: { decisionId: string; outcome: string; finalScore: string };
	  }
	| {
			type: 'committee.voted';
			subjectId: string;
			facts: { question: string; outcome: string; isChanged: boolean };
	  }
	| { type: 'committee.recused'; subjectId: string; facts: { reason: string } }
	| { type: 'feedback.released'; subjectId: string; facts: Record<string, never> }
	| { type: 'feedback.acknowledged'; subjectId: string; facts: Record<string, never> }
	| { type: 'feedback.rebutted'; subjectId: string; facts: Record<string, never> }
	| { type: 'feedback.answered'; subjectId: string; facts: { outcome: string } }
	| { type: 'correction.opened'; subjectId: string; facts: { because: string; dueAt: string } }
	| { type: 'correction.reworded'; subjectId: string; facts: Record<string, never> }
	| { type: 'correction.reopened'; subjectId: string; facts: { because: string; dueAt: string } }
	| { type: 'correction.informed'; subjectId: string; facts: { how: string; isLate: boolean } }
	| { type: 'correction.received'; subjectId: string; facts: Record<string, never> }
	| { type: 'correction.addendum-linked'; subjectId: string; facts: { readId: string } }
	| { type: 'correction.closed'; subjectId: string; facts: { outcome: string } }
	| { type: 'correction.overdue'; subjectId: string; facts: Record<string, never> }
	| { type: 'critical.recorded'; subjectId: string; facts: { category: number; dueAt: string } }
	| { type: 'critical.communicated'; subjectId: string; facts: { how: string } }
	| { type: 'critical.received'; subjectId: string; facts: { isLate: boolean } }
	| { type: 'critical.withdrawn'; subjectId: string; facts: Record<string, never> }
	| { type: 'critical.overdue'; subjectId: string; facts: Record<string, never> }
	| { type: 'read.held'; subjectId: string; facts: { reason: string } }
	| { type: 'read.hold-ended'; subjectId: string; facts: Record<string, never> }
	| { type: 'read.event-withdrawn'; subjectId: string; facts: { name: string } }
	| { type: 'breach.explained'; subjectId: string; facts: { cause: string } }
	| { type: 'site-note.answered'; subjectId: string; facts: { status: string } }
	| { type: 'referral.received'; subjectId: string; facts: { mode: string; source: string } }
	| { type: 'referral.accepted'; subjectId: string; facts: { caseId: string } }
	| { type: 'referral.refused'; subjectId: string; facts: { reason: string } }
	| { type: 'focused-plan.begun'; subjectId: string; facts: { trigger: string; targetCount: number } }
	| { type: 'focused-plan.ended'; subjectId: string; facts: { outcome: string } }
	| { type: 'read-pair.added'; subjectId: string; facts: { source: string } }
	| { type: 'read-pair.graded'; subjectId: string; facts: { grade: string } }
	| { type: 'ai-result.compared'; subjectId: string; facts: { agreement: string } }
	| { type: 'calibration.item-added'; subjectId: string; facts: { basis: string } }
	| { type: 'calibration.item-retired'; subjectId: string; facts: Record<string, never> }
	| { type: 'legacy.imported'; subjectId: string; facts: { scores: number; mapped: number; refused: number } }
	| { type: 'pixels.held'; subjectId: string; facts: { reason: string } }
	| { type: 'pixels.checked'; subjectId: string; facts: { status: string; regions: number } }
	| { type: 'learning.submitted'; subjectId: string; facts: { kind: string } }
	| { type: 'learning.decided'; subjectId: string; facts: { status: string } }
	| { type: 'learning.edited'; subjectId: string; facts: { replaced: number } }
	| { type: 'learning.objected'; subjectId: string; facts: Record<string, never> }
	| { type: 'learning.objection-answered'; subjectId: string; facts: Record<string, never> }
	| { type: 'conference.planned'; subjectId: string; facts: { cases: number } }
	| { type: 'conference.changed'; subjectId: string; facts: { cases: number } }
	| { type: 'conference.started'; subjectId: string; facts: { cases: number } }
	| { type: 'conference.attended'; subjectId: string; facts: Record<string, never> }
	| { type: 'conference.point-kept'; subjectId: string; facts: { learningCaseId: string } }
	| {
			type: 'conference.attendance-kept';
			subjectId: string;
			facts: { attended: number; added: number; removed: number };
	  }
	| { type: 'conference.held'; subjectId: string; facts: { cases: number; attended: number } }
	| { type: 'conference.cancelled'; subjectId: string; facts: Record<string, never> }
	| { type: 'conference.points-sent'; subjectId: string; facts: { people: number } }
	| { type: 'improvement.opened'; subjectId: string; facts: { dueOn: string } }
	| { type: 'improvement.closed'; subjectId: string; facts: { status: string } }
	| { type: 'notices.changed'; subjectId: string; facts: { mail: string } }
	| { type: 'mail.tested'; subjectId: string; facts: Record<string, never> }
	| { type: 'work.retried'; facts: { n: number } }
	| ReportEvent
	| { type: 'names.viewed'; subjectId: string; facts: { page: string; reason: string } }
	| { type: 'radiologist.viewed'; subjectId: string; facts: Record<string, never> }
	| { type: 'cases.unblinded'; subjectId: string; facts: { reason: string; n: number } }
	| { type: 'case.unblinded'; subjectId: string; facts: { reason: string } }
	| {
			type: 'quality.baseline-frozen';
			subjectId: string;
			facts: {
				mode: string;
				level: string;
				version: number;
				from: string;
				through: string;
			};
	  }
	| { type: 'quality.annotated'; subjectId: string; facts: { kind: string; on: string } }
	| { type: 'quality.annotation-withdrawn'; subjectId: string; facts: Record<string, never> }
	| {
			type: 'quality.looked';
			subjectId: string;
			facts: { on: string; months: number; radiologists: number; signals: number };
	  }
	| { type: 'alert.raised'; subjectId: string; facts: { kind: string } }
	| { type: 'alert.acknowledged'; subjectId: string; facts: Record<string, never> }
	| { type: 'alert.noted'; subjectId: string; facts: Record<string, never> }
	| { type: 'alert.closed'; subjectId: string; facts: { outcome: string } }
	| {
			type: 'credential.recorded';
			subjectId: string;
			facts: { rowId: string; kind: string; source: string };
	  }
	| {
			type: 'credential.corrected';
			subjectId: string;
			facts: { rowId: string; kind: string; supersedes: string };
	  }
	| {
			type: 'credential.taken-back';
			subjectId: string;
			facts: { rowId: string; kind: string; supersedes: string };
	  }
	| {
			type: 'credential.imported';
			subjectId: string;
			facts: { kind: string; taken: number; unchanged: number; refused: number; sha256: string };
	  }
	| { type: 'credential.viewed'; subjectId: string; facts: Record<string, never> }
	| { type: 'credential.exported'; subjectId: string; facts: { form: string; sha256: string } }
	| {
			type: 'document.stored';
			subjectId: string;
			facts: { documentId: string; version: number; sha256: string };
	  }
	| { type: 'document.opened'; subjectId: string; facts: { documentId: string } }
	| { type: 'proposal.sent'; subjectId: string; facts: { proposalId: string; kind: string } }
	| { type: 'proposal.decided'; subjectId: string; facts: { proposalId: string; status: string } }
	| {
			type: 'gate.found';
			subjectId: string;
			facts: {
				outcome: string;
				reasons: string;
				because: string;
				ruleVersion: string;
				policyVersion: number;
			};
	  }
	| {
			type: 'gate.swept';
			subjectId: string;
			facts: { because: string; reads: number; changed: number; ruleVersion: string; policyVersion: number };
	  }
	| { type: 'exception.asked'; subjectId: string; facts: { readId: string; ground: string } }
	| { type: 'exception.decided'; subjectId: string; facts: { readId: string; status: string } }
	| { type: 'reminder.sent'; subjectId: string; facts: { rowId: string; rung: number; recipients: number } }
	| { type: 'reminder.acknowledged'; subjectId: string; facts: { rowId: string; rung: number } }
	| { type: 'reminder.closed'; subjectId: string; facts: { rowId: string; by: string } }
	| { type: 'calendar-feed.made'; subjectId: string; facts: { scope: string } }
	| { type: 'calendar-feed.revoked'; subjectId: string; facts: Record<string, never> }
	| { type: 'cme.recorded'; subjectId: string; facts: { activityId: string; source: string } }
	| { type: 'cme.corrected'; subjectId: string; facts: { activityId: string; supersedes: string } }
	| { type: 'cme.taken-back'; subjectId: string; facts: { activityId: string; supersedes: string } }
	| { type: 'cme.imported'; subjectId: string; facts: { taken: number; unchanged: number; refused: number } }
	| { type: 'audit.checkpointed'; subjectId: string; facts: { size: number; rootHash: string } }
	| { type: 'audit.extracted'; subjectId: string; facts: { n: number; sha256: string } }
	| { type: 'audit.exported'; facts: { form: string; from: string; to: string } }
	| { type: 'audit.verified'; subjectId: string; facts: { links: number; findings: number } }
	| { type: 'signing-key.made'; subjectId: string; facts: { publicKey: string } }
	| {
			type: 'page.viewed';
			/** What the page is about, where its address names one thing. */
			subjectId: string | null;
			facts: { page: string; report?: string; facility?: string; from?: string; through?: string };
	  }
	| {
			type: 'auditor.invited' | 'auditor.renewed';
			subjectId: string;
			facts: { facilities: number; reports: number; from: string; through: string; until: string };
	  }
	| { type: 'auditor.revoked'; subjectId: string; facts: Record<string, never> }
	| { type: 'invitation.sent' | 'invitation.accepted'; subjectId: string; facts: { invitationId: string } }
	| { type: 'demo.seeded'; facts: { seed: string } };
