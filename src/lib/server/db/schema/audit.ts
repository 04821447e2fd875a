import type { Columns } from '#lib/server/db/columns.sqlite.ts';

/** What proves the audit log: the tree over it, checkpoints and where they are kept, walks over it, and how far it was sent on. */
export function auditTables(c: Columns) {
	/** Append-only. Complete subtrees of the Merkle tree over the chain, of 2^8, 2^16 and 2^24 entries: a checkpoint costs what is new. */
	const auditTreeNodes = c.table(
		'audit_tree_nodes',
		{
			height: c.int('height').notNull(),
			/** The subtree begins behind entry nth × 2^height. */
			nth: c.int('nth').notNull(),
			hash: c.text('hash').notNull()
		},
		(t) => [c.primaryKey({ columns: [t.height, t.nth] })]
	);

	/** Append-only. How far the log had come, signed. */
	const auditCheckpoints = c.table(
		'audit_checkpoints',
		{
			id: c.text('id').primaryKey(),
			/** Number of entries. */
			treeSize: c.int('tree_size').notNull(),
			rootHash: c.text('root_hash').notNull(),
			/** Hash of the last of these entries. */
			headHash: c.text('head_hash').notNull(),
			at: c.instant('at').notNull(),
			keyId: c.text('key_id').notNull(),
			/** The signed text, as it is kept elsewhere. */
			note: c.text('note').notNull(),
			/** Who asked for it; null for the clock. */
			madeBy: c.text('made_by')
		},
		(t) => [c.uniqueIndex('audit_checkpoints_size').on(t.treeSize)]
	);

	/** Where checkpoints are kept outside of the database, one row a place. */
	const auditAnchors = c.table(
		'audit_anchors',
		{
			id: c.text('id').primaryKey(),
			checkpointId: c
				.text('checkpoint_id')
				.notNull()
				.references(() => auditCheckpoints.id),
			/** folder | mail | system */
			kind: c.text('kind').notNull(),
			/** The address of a mail, the host of a system; empty for the folder. */
			target: c.text('target').notNull(),
			/** waiting | kept | failed */
			status: c.text('status').notNull(),
			createdAt: c.instant('created_at').notNull(),
			keptAt: c.instant('kept_at'),
			/** A code. */
			lastError: c.text('last_error')
		},
		(t) => [
			c.uniqueIndex('audit_anchors_place').on(t.checkpointId, t.kind, t.target),
			c.index('audit_anchors_kind').on(t.kind, t.target, t.createdAt)
		]
	);

	/** Walks over the whole log, asked for or by the clock. */
	const auditVerifications = c.table(
		'audit_verifications',
		{
			id: c.text('id').primaryKey(),
			/** Null for the clock. */
			askedBy: c.text('asked_by'),
			/** waiting | running | done | failed */
			status: c.text('status').notNull(),
			/** Entries walked, and how many there were at the start. */
			done: c.int('done').notNull(),
			total: c.int('total').notNull(),
			createdAt: c.instant('created_at').notNull(),
			endedAt: c.instant('ended_at'),
			verdict: c.json<unknown>('verdict')
		},
		(t) => [c.index('audit_verifications_created').on(t.createdAt)]
	);

	/** How far the log was sent on to another system. */
	const auditForwards = c.table('audit_forwards', {
		/** Where to, without secrets. */
		target: c.text('target').primaryKey(),
		lastSeq: c.int('last_seq').notNull(),
		updatedAt: c.instant('updated_at').notNull(),
		/** A code; null where all went well. */
		lastError: c.text('last_error')
	});

	return { auditTreeNodes, auditCheckpoints, auditAnchors, auditVerifications, auditForwards };
}
