import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '#lib/core/audit/chain.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

/** Each file's blocks have this many bytes, the last one what is left; by them a difference is found to its place. */
export const BLOCK_BYTES = 65_536;

/** Names of the two entries that stand before all files of a bundle. */
export const MANIFEST_NAME = 'manifest.json';
export const SIGNATURE_NAME = 'manifest.sig';

const MAX_NAME = 200;
const part = /^[A-Za-z0-9][A-Za-z0-9 _().-]*$/;

/** Whether a name can stand in a bundle: plain letters in folders, nothing that leads out of the folder it is unpacked to. */
export function isPlainPath(path: string): boolean {
	return (
		path.length <= MAX_NAME && path.split('/').every((name) => part.test(name) && !/(\.\.|[. ]$)/.test(name))
	);
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.int().min(0);

const fileSchema = z
	.strictObject({
		path: z.string().refine(isPlainPath),
		size: bytes,
		sha256: hash,
		/** CRC-32 as the ZIP writes it. */
		crc32: z.int().min(0).max(0xffffffff),
		/** SHA-256 of each block, in order. */
		blocks: z.array(hash),
		/** Rows by table, of files that hold any. */
		rows: z.record(z.string(), z.int().min(0)),
		/** Format and version of the file's content, such as overread-report/2; null for files for people. */
		schemaVersion: z.string().nullable()
	})
	.refine(({ size, blocks }) => blocks.length === Math.ceil(size / BLOCK_BYTES));
export type BundleFile = z.output<typeof fileSchema>;

/** What a bundle says of itself. Its canonical JSON is what is signed. */
export const manifestSchema = z.strictObject({
	format: z.literal('overread-bundle/1'),
	bundleId: z.uuid(),
	title: z.string(),
	group: z.string(),
	generatedAt: z.iso.datetime(),
	/** Roles of who had it made, never the name. */
	generatedBy: z.array(z.string()),
	generator: z.string(),
	period: z.strictObject({ fromOn: z.iso.date(), throughOn: z.iso.date() }),
	/** Codes of facilities, or null for all; the modality it is limited to, or null. */
	scope: z.strictObject({ facilities: z.array(z.string()).nullable(), modality: z.string().nullable() }),
	purpose: z.string(),
	recipient: z.string(),
	watermark: z.string().nullable(),
	policyVersions: z.record(z.string(), z.int()),
	rulePacks: z.record(z.string(), z.string()),
	draws: z.array(
		z.strictObject({ drawId: z.string(), commitment: hash, seedHex: hash.nullable(), frameHash: hash })
	),
	/** The signed head of the audit log's tree as it stood (`core/audit/checkpoint.ts`), or null before there was one. */
	auditCheckpoint: z
		.strictObject({ treeSize: z.int().min(0), rootHash: hash, at: z.iso.datetime(), note: z.string() })
		.nullable(),
	/** What was asked for and is not in it, with the reason. */
	leftOut: z.array(z.strictObject({ what: z.string(), why: z.string() })),
	keyId: z.string().regex(/^[0-9a-f]{16}$/),
	blockBytes: z.literal(BLOCK_BYTES),
	files: z.array(fileSchema)
});
export type Manifest = z.output<typeof manifestSchema>;

/** The bytes of a manifest that are signed: canonical JSON in UTF-8. */
export function manifestBytes(manifest: Manifest): Uint8Array {
	return utf8ToBytes(canonicalJson(manifest));
}

/** Reads a manifest. `at` is the dotted path of the first field that is wrong; empty where it is no JSON or not in its one form. */
export function parseManifest(read: Uint8Array): Result<Manifest, { at: string }> {
	let value: unknown;
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read);
		value = JSON.parse(text);
	} catch {
		return err({ at: '' });
	}
	const parsed = manifestSchema.safeParse(value);
	if (!parsed.success) return err({ at: parsed.error.issues[0]?.path.join('.') ?? '' });
	return canonicalJson(parsed.data) === text ? ok(parsed.data) : err({ at: '' });
}
