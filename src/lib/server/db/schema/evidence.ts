import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';

/** What can be checked afterwards: the audit chain and the register of exports. */
export function evidenceTables(c: Columns, { users }: PeopleTables) {
	/** Append-only; triggers refuse update and delete. Each row's hash covers the row before it. */
	const auditEvents = c.table(
		'audit_events',
		{
			seq: c.int('seq').primaryKey(),
			at: c.instant('at').notNull(),
			type: c.text('type').notNull(),
			/** The user who acted; null for the system and for nobody. */
			actorId: c.text('actor_id'),
			/** The case, draw, export or person the event is about. */
			subjectId: c.text('subject_id'),
			/** Canonical JSON of the event's facts, without PHI. */
			facts: c.text('facts').notNull(),
			/** Seals the actor in the hash of what tells of a case; null elsewhere. */
			salt: c.text('salt'),
			prevHash: c.text('prev_hash').notNull(),
			hash: c.text('hash').notNull()
		},
		(t) => [
			c.index('audit_events_subject').on(t.subjectId),
			c.index('audit_events_type').on(t.type, t.seq),
			c.index('audit_events_at').on(t.at, t.seq)
		]
	);

	const exports = c.table(
		'exports',
		{
			id: c.text('id').primaryKey(),
			kind: c.text('kind').notNull(),
			/** csv | json | pdf */
			format: c.text('format').notNull(),
			periodFrom: c.instant('period_from').notNull(),
			periodTo: c.instant('period_to').notNull(),
			scope: c.json<unknown>('scope').notNull(),
			policyVersions: c.text('policy_versions').notNull(),
			frameHashes: c.json<readonly string[]>('frame_hashes').notNull(),
			n: c.int('n').notNull(),
			sizeBytes: c.big('size_bytes').notNull(),
			sha256: c.text('sha256').notNull(),
			purpose: c.text('purpose').notNull(),
			recipient: c.text('recipient').notNull(),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			/** The radiologist whom it is about, who learns of it from nobody else; null where it is about many. */
			aboutId: c.text('about_id'),
			/** SHA-256 of the report as it was made, of which each copy is written anew; null where copies are the bytes themselves. */
			modelSha256: c.text('model_sha256'),
			/** How many copies were taken. */
			copies: c.int('copies').notNull().default(0),
			/** Nobody takes it from then on; null: without end. */
			expiresAt: c.instant('expires_at'),
			revokedAt: c.instant('revoked_at'),
			revokedBy: c.text('revoked_by').references(() => users.id),
			/** In the words of whoever revoked it. */
			revokedReason: c.text('revoked_reason')
		},
		(t) => [c.index('exports_sha256').on(t.sha256), c.index('exports_created').on(t.createdAt)]
	);

	/** Public keys of what was signed, append-only: triggers refuse update and delete. The private halves are not in the database. */
	const signingKeys = c.table(
		'signing_keys',
		{
			seq: c.int('seq').primaryKey(),
			/** First 16 hex digits of the SHA-256 of the public key. */
			keyId: c.text('key_id').notNull(),
			/** Ed25519, 32 bytes, hex. */
			publicKey: c.text('public_key').notNull(),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.uniqueIndex('signing_keys_key').on(t.keyId)]
	);

	return { auditEvents, exports, signingKeys };
}
