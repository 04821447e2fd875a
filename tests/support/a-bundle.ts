import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
	BLOCK_BYTES,
	MANIFEST_NAME,
	manifestBytes,
	SIGNATURE_NAME,
	type BundleFile,
	type Manifest
} from '#lib/core/bundle/manifest.ts';
import { plainHashing } from '#lib/core/bundle/source.ts';
import { crc32, localHeader, zipTail, type ZipEntry } from '#lib/core/bundle/zip-layout.ts';
import { keyIdOf, type PublicKey } from '#lib/core/signing/keys.ts';

export type Content = { readonly name: string; readonly bytes: Uint8Array };

/** A pair of keys, the public one as it is published. */
export function aKey(since = '2026-01-01T00:00:00.000Z'): { privateKey: KeyObject; published: PublicKey } {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
	return {
		privateKey,
		published: {
			keyId: keyIdOf(raw),
			algorithm: 'Ed25519',
			publicKey: raw,
			createdAt: since,
			retiredAt: null
		}
	};
}

/** Bytes without a pattern that are the same each time. */
export function someBytes(length: number, seed = 1): Uint8Array {
	let state = seed;
	return Uint8Array.from({ length }, () => (state = (state * 48271) % 2147483647) & 0xff);
}

async function describe({ name, bytes }: Content): Promise<BundleFile> {
	const blocks: string[] = [];
	for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
		blocks.push(await plainHashing.digest(bytes.subarray(at, at + BLOCK_BYTES)));
	}
	const sha256 = await plainHashing.digest(bytes);
	return {
		path: name,
		size: bytes.length,
		sha256,
		crc32: crc32(bytes),
		blocks,
		rows: {},
		schemaVersion: null
	};
}

/** A manifest over these contents, all of whose words can be replaced. */
export async function aManifest(
	contents: readonly Content[],
	keyId: string,
	more: Partial<Manifest> = {}
): Promise<Manifest> {
	return {
		format: 'overread-bundle/1',
		bundleId: '0199aaaa-0000-7000-8000-000000000001',
		title: 'ACR survey pack',
		group: 'A group',
		generatedAt: '2026-11-16T12:00:00.000Z',
		generatedBy: ['director'],
		generator: 'Overread 0.1.0',
		period: { fromOn: '2026-01-01', throughOn: '2026-10-31' },
		scope: { facilities: ['NW1'], modality: 'CT' },
		purpose: 'Accreditation',
		recipient: 'A surveyor',
		watermark: null,
		policyVersions: { sampling: 2 },
		rulePacks: {},
		draws: [],
		auditCheckpoint: null,
		leftOut: [],
		keyId,
		blockBytes: BLOCK_BYTES,
		files: await Promise.all(contents.map(describe)),
		...more
	};
}

/** The bytes of a ZIP with these contents, one after the other, as bundles are written. */
export function zipOf(contents: readonly Content[]): Buffer {
	const entries = contents.map(({ name, bytes }): ZipEntry => ({
		name,
		size: bytes.length,
		crc32: crc32(bytes)
	}));
	const parts = contents.flatMap(({ bytes }, i) => {
		const entry = entries[i];
		return entry ? [localHeader(entry), bytes] : [];
	});
	return Buffer.concat([...parts, zipTail(entries)]);
}

/** The signed manifest, then the contents: everything that a bundle's ZIP holds. */
export function signedContents(
	manifest: Manifest,
	privateKey: KeyObject,
	contents: readonly Content[]
): Content[] {
	const bytes = manifestBytes(manifest);
	return [
		{ name: MANIFEST_NAME, bytes },
		{ name: SIGNATURE_NAME, bytes: sign(null, bytes, privateKey) },
		...contents
	];
}
