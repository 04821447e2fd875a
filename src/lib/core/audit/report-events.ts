/** What is told of reports and the register of exports. Facts are as of every audit event: codes, counts, ids and hashes. */
export type ReportEvent =
	| {
			type: 'report.exported';
			subjectId: string;
			facts: { kind: string; format: string; sha256: string; n: number };
	  }
	| {
			type: 'report.asked';
			subjectId: string;
			facts: { kind: string; format: string; because: 'person' | 'schedule' };
	  }
	| { type: 'report.cancelled'; subjectId: string; facts: Record<string, never> }
	| { type: 'report.failed'; subjectId: string; facts: { code: string } }
	| { type: 'export.taken'; subjectId: string; facts: { copy: number; sha256: string } }
	| { type: 'export.revoked'; subjectId: string; facts: { copies: number } }
	| { type: 'export-register.taken'; subjectId: string; facts: { n: number } }
	| { type: 'schedule.made'; subjectId: string; facts: { kind: string; cadence: string; readers: number } }
	| { type: 'schedule.paused'; subjectId: string; facts: Record<string, never> }
	| { type: 'schedule.resumed'; subjectId: string; facts: { next: string } }
	| { type: 'schedule.ended'; subjectId: string; facts: Record<string, never> };
