import { err, ok, type Result } from '#lib/core/result.ts';
import { isSignedBy, type PublicKey } from '#lib/core/signing/keys.ts';
import { compareContent, compareNames } from './compare-files.ts';
import { fault, type Fault } from './fault.ts';
import { MANIFEST_NAME, parseManifest, SIGNATURE_NAME, type Manifest } from './manifest.ts';
import { readZip, type FoundEntry } from './read-zip.ts';
import { partOf, plainHashing, type ByteSource, type Hashing } from './source.ts';
import { crc32 } from './zip-layout.ts';

/** A bundle as it was signed, or the first thing that is wrong with it; `manifest` is null until one with a good signature was read. */
export type BundleVerdict = {
	readonly fault: Fault | null;
	readonly manifest: Manifest | null;
	readonly bytes: number;
};

/** How a bundle is verified. `keys`: the public keys of the group, from where one trusts them to be. */
export type BundleCheck = {
	readonly keys: readonly PublicKey[];
	readonly hashing?: Hashing;
	/** Told now and then how many bytes were read, of how many. */
	readonly onProgress?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
};

const MAX_MANIFEST = 64 * 1024 * 1024;
const SIGNATURE_BYTES = 64;

/** The entry at its one place; else whether it stands elsewhere or is not there. */
function findAt(entries: readonly FoundEntry[], index: number, name: string): Result<FoundEntry, Fault> {
	const entry = entries[index];
	if (entry?.name === name) return ok(entry);
	if (entries.some((other) => other.name === name)) return err(fault('order', { file: name }));
	return err(fault(name === MANIFEST_NAME ? 'manifest-missing' : 'signature-missing', { file: name }));
}

/** Holds a manifest's bytes against its signature and the keys; the manifest, or what is wrong. */
export function openManifest(
	bytes: Uint8Array,
	signature: Uint8Array,
	keys: readonly PublicKey[]
): Result<Manifest, Fault> {
	const file = MANIFEST_NAME;
	const manifest = parseManifest(bytes);
	if (!manifest.ok) return err(fault('manifest-form', { file, found: manifest.error.at || null }));
	if (signature.length !== SIGNATURE_BYTES) {
		return err(fault('signature-form', { file: SIGNATURE_NAME, found: String(signature.length) }));
	}
	const { keyId, generatedAt } = manifest.value;
	const key = keys.find((one) => one.keyId === keyId);
	if (!key) return err(fault('unknown-key', { found: keyId }));
	if (!isSignedBy(key.publicKey, bytes, signature)) return err(fault('signature-wrong', { file }));
	if (generatedAt < key.createdAt)
		return err(fault('key-too-young', { expected: key.createdAt, found: generatedAt }));
	if (key.retiredAt !== null && generatedAt > key.retiredAt) {
		return err(fault('key-retired', { expected: key.retiredAt, found: generatedAt }));
	}
	return manifest;
}

async function readManifest(
	source: ByteSource,
	entries: readonly FoundEntry[],
	keys: readonly PublicKey[]
): Promise<Result<Manifest, Fault>> {
	const found = [findAt(entries, 0, MANIFEST_NAME), findAt(entries, 1, SIGNATURE_NAME)] as const;
	const parts: Uint8Array[] = [];
	for (const entry of found) {
		if (!entry.ok) return entry;
		const { name, size, contentAt } = entry.value;
		if (size > MAX_MANIFEST) return err(fault('manifest-too-large', { file: name, found: String(size) }));
		const bytes = await source.read(contentAt, contentAt + size);
		if (crc32(bytes) !== entry.value.crc32) return err(fault('manifest-altered', { file: name }));
		parts.push(bytes);
	}
	const [bytes = new Uint8Array(), signature = new Uint8Array()] = parts;
	return openManifest(bytes, signature, keys);
}

/**
 * Verifies a bundle from its bytes and the group's public keys alone, in this order: the ZIP is written as ours are, the manifest is
 * signed by a known key, the names are those that were signed, each content is. Ends at the first thing that is wrong. Memory does not
 * grow with the bundle. Throws only where the signal says so, or where the bytes cannot be read.
 */
export async function verifyBundle(source: ByteSource, check: BundleCheck): Promise<BundleVerdict> {
	const bytes = source.size;
	const zip = await readZip(source);
	if (!zip.ok) return { fault: zip.error, manifest: null, bytes };
	const opened = await readManifest(source, zip.value, check.keys);
	if (!opened.ok) return { fault: opened.error, manifest: null, bytes };
	const manifest = opened.value;
	const entries = zip.value.slice(2);
	const wrong = compareNames(manifest.files, entries);
	if (wrong) return { fault: wrong, manifest, bytes };
	let done = bytes - entries.reduce((sum, { size }) => sum + size, 0);
	const reading = {
		hashing: check.hashing ?? plainHashing,
		signal: check.signal,
		onRead: (read: number) => check.onProgress?.((done += read), bytes)
	};
	for (const [i, signed] of manifest.files.entries()) {
		const entry = entries[i];
		if (!entry) return { fault: fault('missing', { file: signed.path }), manifest, bytes };
		const altered = await compareContent(partOf(source, entry.contentAt, entry.size), signed, reading);
		// The right content under a wrong CRC: other programs would call it damaged.
		const isMislabelled = entry.crc32 !== signed.crc32;
		if (altered) return { fault: altered, manifest, bytes };
		if (isMislabelled) {
			const known = { file: signed.path, from: entry.headerAt };
			return { fault: fault('header-differs', known), manifest, bytes };
		}
	}
	return { fault: null, manifest, bytes };
}
