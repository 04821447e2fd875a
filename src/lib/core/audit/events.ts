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
	| { type: 'session.started'; subjectId: string; facts: Record<string, never> }
	| { type: 'session.ended'; subjectId: string; facts: { reason: 'signed-out' | 'revoked' } }
	| { type: 'sign-in.throttled'; facts: Record<string, never> }
	| { type: 'facility.created'; subjectId: string; facts: { code: string } }
	| { type: 'facility.changed'; subjectId: string; facts: { code: string } }
	| { type: 'policy.published'; subjectId: string; facts: { kind: string; version: number } }
	| {
			type: 'import.finished';
			subjectId: string;
			facts: { files: number; taken: number; unchanged: number; refused: number };
	  }
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
	| { type: 'impression.locked'; subjectId: string; facts: { assignmentId: string } }
	| { type: 'report.revealed'; subjectId: string; facts: { assignmentId: string } }
	| { type: 'review.submitted'; subjectId: string; facts: { reviewId: string; score: string } }
	| {
			type: 'committee.decided';
			subjectId: string;
			facts: { decisionId: string; outcome: string; finalScore: string };
	  }
	| { type: 'feedback.acknowledged'; subjectId: string; facts: Record<string, never> }
	| { type: 'feedback.rebutted'; subjectId: string; facts: Record<string, never> }
	| { type: 'feedback.answered'; subjectId: string; facts: { outcome: string } }
	| {
			type: 'report.exported';
			subjectId: string;
			facts: { kind: string; format: string; sha256: string; n: number };
	  }
	| { type: 'names.viewed'; subjectId: string; facts: { page: string; reason: string } }
	| { type: 'demo.seeded'; facts: { seed: string } };

/** Whether an event tells of one case: who did it would name its reader, its reviewer or a member of its committee. */
export function isAboutCase(type: string): boolean {
	return /^(case|impression|review|committee|feedback)\./.test(type) || type === 'report.revealed';
}
