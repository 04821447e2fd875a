import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isSignedBy, type PublicKey } from '#lib/core/signing/keys.ts';
import { canonicalJson, hashContent } from './chain.ts';
import { checkNote, fromBase64, type Checkpoint } from './checkpoint.ts';
import { isIncluded, treeHash } from './merkle.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.number().int().nonnegative();

/**
 * An entry as it is given away. `actor` is as the hash of the entry has it: an id, or sealed where it tells of a case. Only in entries of
 * releases that did not seal it is it withheld: their place in the log can be checked, their content rests on the signature.
 */
const entrySchema = z.object({
	seq: whole.positive(),
	at: z.number().int(),
	type: z.string(),
	actor: z.union([z.string(), z.null(), z.object({ withheld: z.literal(true) })]),
	subjectId: z.string().nullable(),
	/** Canonical JSON, as the hash has it. */
	facts: z.string(),
	prevHash: hash,
	hash,
	/** Inclusion proof (RFC 9162, section 2.1.3): places in `hashes`. */
	proof: z.array(whole)
});

const bodySchema = z.object({
	format: z.literal('overread-audit-extract/1'),
	madeAt: z.iso.datetime(),
	/** What was asked for; null for everything. `isWhole`: entries of the period follow each other, none is left out. */
	filter: z.object({
		from: z.iso.datetime().nullable(),
		to: z.iso.datetime().nullable(),
		subjectId: z.string().nullable(),
		isWhole: z.boolean()
	}),
	purpose: z.string(),
	recipient: z.string(),
	/** A signed checkpoint that covers all entries. */
	checkpoint: z.string(),
	/** Hashes that the proofs refer to, each once. */
	hashes: z.array(hash),
	entries: z.array(entrySchema)
});

/** A part of the audit log that can be checked by itself. */
export const extractSchema = bodySchema.extend({
	keyId: z.string().regex(/^[0-9a-f]{16}$/),
	/** Ed25519 over the canonical JSON of all but this line, Base64. */
	signature: z.string()
});

export type ExtractBody = z.output<typeof bodySchema>;
export type ExtractEntry = z.output<typeof entrySchema>;
export type AuditExtract = z.output<typeof extractSchema>;

/** The bytes that are signed of an extract. */
export function signedBytes(extract: Omit<AuditExtract, 'signature'>): Uint8Array {
	return utf8ToBytes(canonicalJson(extract));
}

/** The first thing that does not hold of an extract, and the entry that it is about. */
export type ExtractFault = {
	readonly code:
		| 'extract-form'
		| 'extract-key'
		| 'extract-signature'
		| 'checkpoint-form'
		| 'checkpoint-key'
		| 'checkpoint-signature'
		| 'entry-order'
		| 'entry-beyond-checkpoint'
		| 'entry-altered'
		| 'entry-not-in-log'
		| 'entry-not-linked'
		| 'entry-left-out';
	readonly seq: number | null;
};

export type ExtractVerdict = {
	readonly checkpoint: Checkpoint;
	readonly keyId: string;
	readonly entries: number;
	/** Entries whose actor is withheld: their content rests on the signature alone. */
	readonly withheld: number;
	/** First and last entry; null where there is none. */
	readonly span: { readonly first: number; readonly last: number } | null;
	/** Whether all entries between the first and the last are there. */
	readonly isWhole: boolean;
};

type Keys = readonly Pick<PublicKey, 'publicKey' | 'keyId'>[];

const fault = (code: ExtractFault['code'], seq: number | null = null) => err({ code, seq });

/**
 * Checks an extract by itself, with nothing but the public keys: the signatures of the file and of its checkpoint; each entry's own hash;
 * that it stands in the log under the checkpoint, at its place; and, where the extract says that none is left out, that each follows the
 * one before.
 */
export function verifyExtract(value: unknown, keys: Keys): Result<ExtractVerdict, ExtractFault> {
	const parsed = extractSchema.safeParse(value);
	if (!parsed.success) return fault('extract-form');
	const { signature, ...signed } = parsed.data;
	const key = keys.find(({ keyId }) => keyId === signed.keyId);
	if (!key) return fault('extract-key');
	const bytes = fromBase64(signature);
	if (!bytes || !isSignedBy(key.publicKey, signedBytes(signed), bytes)) return fault('extract-signature');
	const note = checkNote(signed.checkpoint, keys);
	if (!note.ok) {
		const codes = {
			'note-form': 'checkpoint-form',
			'note-key': 'checkpoint-key',
			'note-signature': 'checkpoint-signature'
		} as const;
		return fault(codes[note.error]);
	}
	const { checkpoint } = note.value;
	let last: ExtractEntry | null = null;
	for (const entry of signed.entries) {
		const code = faultOfEntry(entry, last, signed, checkpoint);
		if (code) return fault(code, entry.seq);
		last = entry;
	}
	const [first] = signed.entries;
	return ok({
		checkpoint,
		keyId: key.keyId,
		entries: signed.entries.length,
		withheld: signed.entries.filter(isWithheld).length,
		span: first && last ? { first: first.seq, last: last.seq } : null,
		isWhole: signed.filter.isWhole
	});
}

function isWithheld({ actor }: ExtractEntry): boolean {
	return typeof actor === 'object' && actor !== null;
}

function faultOfEntry(
	entry: ExtractEntry,
	last: ExtractEntry | null,
	{ filter, hashes }: ExtractBody,
	{ treeSize, rootHash }: Checkpoint
): ExtractFault['code'] | null {
	const { actor } = entry;
	if (last && entry.seq <= last.seq) return 'entry-order';
	if (entry.seq > treeSize) return 'entry-beyond-checkpoint';
	const hasActor = typeof actor === 'string' || actor === null;
	if (hasActor && hashContent({ ...entry, actor }) !== entry.hash) return 'entry-altered';
	const proof = entry.proof.map((at) => hashes[at] ?? '');
	const leaf = treeHash.leaf(entry.hash);
	const isThere =
		!proof.includes('') && isIncluded({ index: entry.seq - 1, size: treeSize, leaf, proof, root: rootHash });
	if (!isThere) return 'entry-not-in-log';
	if (!last) return null;
	if (filter.isWhole && entry.seq !== last.seq + 1) return 'entry-left-out';
	return entry.seq === last.seq + 1 && entry.prevHash !== last.hash ? 'entry-not-linked' : null;
}
