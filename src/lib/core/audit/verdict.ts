import type { Instant } from '#lib/core/instant.ts';
import type { ChainBreak } from './chain.ts';

/** Where a checkpoint was found: in the database, in the folder of checkpoints, or in a file that somebody brought. */
export type CheckpointPlace = 'database' | 'folder' | 'file';

/** What does not hold of a checkpoint. */
export type CheckpointFault =
	/** It is none, or damaged. */
	| 'unreadable'
	/** No key of the group signed it. */
	| 'unknown-key'
	/** It was altered after it was signed. */
	| 'signature'
	/** Its row says something else than what was signed. */
	| 'row-altered'
	/** It is of a log that begins otherwise. */
	| 'other-log'
	/** It has more entries than there are: the log was cut, or an older database was put back. */
	| 'beyond-end'
	/** Entries that it covers were rewritten. */
	| 'rewritten'
	/** It is kept outside, and no longer in the database. */
	| 'missing';

/** One thing that does not hold. */
export type AuditFinding =
	| { readonly kind: 'guard'; readonly name: string; readonly reason: 'missing' | 'altered' }
	| { readonly kind: 'chain'; readonly seq: number; readonly reason: ChainBreak['reason'] }
	/** The kept root over these entries is not theirs. */
	| { readonly kind: 'tree'; readonly from: number; readonly through: number }
	| {
			readonly kind: 'checkpoint';
			readonly place: CheckpointPlace;
			readonly reason: CheckpointFault;
			/** Number of entries that it covers, and its time; null where it could not be read. */
			readonly treeSize: number | null;
			readonly at: Instant | null;
			/** Number of entries of the last checkpoint before it that holds: what was rewritten comes behind it. */
			readonly since: number | null;
			/** Name of a file that was brought or found. */
			readonly name: string | null;
	  };

/** What a walk over the whole audit log has found. */
export type AuditVerdict = {
	/** Entries that follow each other. */
	readonly links: number;
	readonly headHash: string | null;
	readonly rootHash: string | null;
	/** Checkpoints that were held against the log, by where they were. */
	readonly checked: Readonly<Record<CheckpointPlace, number>>;
	/** The first of each kind, in the order: guards, chain, tree, checkpoints by their size. Empty where all holds. */
	readonly findings: readonly AuditFinding[];
};

/** Which findings are one kind: of each the first is told, the rest follows from it more often than not. */
export function kindOfFinding(finding: AuditFinding): string {
	switch (finding.kind) {
		case 'guard':
			return `guard ${finding.name}`;
		case 'chain':
		case 'tree':
			return finding.kind;
		case 'checkpoint':
			return `${finding.place} ${finding.reason} ${finding.place === 'file' ? finding.name : ''}`;
	}
}
