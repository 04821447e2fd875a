import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { BLOCK_BYTES, MANIFEST_NAME, SIGNATURE_NAME, type BundleFile } from '#lib/core/bundle/manifest.ts';
import { localHeader, zipTail, type ZipEntry } from '#lib/core/bundle/zip-layout.ts';
import { makeFolder, renameDurably } from './durable.ts';

/** A file of a bundle as it lies on the disk: where, under which path it goes in, and what is known of its content. */
export type BundlePart = Pick<BundleFile, 'path' | 'rows' | 'schemaVersion'> & { readonly from: string };

/** Reads a part once and describes it: size, hashes and checksum. Throws where the signal says so. */
export async function describePart(part: BundlePart, signal?: AbortSignal): Promise<BundleFile> {
	const whole = createHash('sha256');
	const blocks: string[] = [];
	let block = createHash('sha256');
	let [size, inBlock, checksum] = [0, 0, 0];
	for await (const chunk of createReadStream(part.from, {
		highWaterMark: 1 << 20,
		...(signal ? { signal } : {})
	})) {
		const bytes = chunk as Buffer; // a stream without encoding
		whole.update(bytes);
		checksum = crc32(bytes, checksum);
		size += bytes.length;
		for (let at = 0; at < bytes.length;) {
			const taken = bytes.subarray(at, at + BLOCK_BYTES - inBlock);
			block.update(taken);
			at += taken.length;
			inBlock += taken.length;
			if (inBlock < BLOCK_BYTES) continue;
			blocks.push(block.digest('hex'));
			block = createHash('sha256');
			inBlock = 0;
		}
	}
	if (inBlock > 0) blocks.push(block.digest('hex'));
	const { path, rows, schemaVersion } = part;
	return { path, size, sha256: whole.digest('hex'), crc32: checksum, blocks, rows, schemaVersion };
}

type Writing = { readonly write: (bytes: Uint8Array) => Promise<void>; readonly sum: () => string };

function hashed(file: FileHandle): Writing {
	const hash = createHash('sha256');
	return {
		write: async (bytes) => {
			hash.update(bytes);
			await file.writeFile(bytes);
		},
		sum: () => hash.digest('hex')
	};
}

/** What a bundle's ZIP is made of; `files` describe `parts`, in the same order. */
export type BundleContents = {
	readonly manifest: Uint8Array;
	readonly signature: Uint8Array;
	readonly parts: readonly BundlePart[];
	readonly files: readonly BundleFile[];
	readonly signal?: AbortSignal | undefined;
};

/**
 * Writes a bundle's ZIP and gives it its name once it is on the disk for good. The same contents give the same bytes; no more than a megabyte
 * of them is in memory. A part that changed since it was described makes a ZIP that does not verify: parts lie where nobody else writes.
 */
export async function writeBundleZip(
	path: string,
	{ manifest, signature, parts, files, signal }: BundleContents
): Promise<{ sha256: string; sizeBytes: number }> {
	await makeFolder(dirname(path));
	const partial = `${path}.partial`;
	const file = await open(partial, 'w', 0o600);
	try {
		const { write, sum } = hashed(file);
		const entries: ZipEntry[] = [];
		const begin = async (entry: ZipEntry): Promise<void> => {
			entries.push(entry);
			await write(localHeader(entry));
		};
		for (const [name, bytes] of [
			[MANIFEST_NAME, manifest],
			[SIGNATURE_NAME, signature]
		] as const) {
			await begin({ name, size: bytes.length, crc32: crc32(bytes) });
			await write(bytes);
		}
		for (const [i, part] of parts.entries()) {
			const described = files[i];
			if (!described) throw new Error('a part of a bundle is not described');
			await begin({ name: described.path, size: described.size, crc32: described.crc32 });
			for await (const chunk of createReadStream(part.from, {
				highWaterMark: 1 << 20,
				...(signal ? { signal } : {})
			})) {
				await write(chunk as Buffer); // a stream without encoding
			}
		}
		await write(zipTail(entries));
		await file.sync();
		const { size } = await file.stat();
		await file.close();
		await renameDurably(partial, path);
		return { sha256: sum(), sizeBytes: size };
	} catch (error) {
		await file.close();
		await rm(partial, { force: true });
		throw error;
	}
}
