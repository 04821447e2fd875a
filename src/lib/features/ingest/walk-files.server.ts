import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { RefusalReason } from './reasons.ts';

/** A file to be imported, or a place where none can be. `name` is for people; nothing is opened by it. */
export type FoundFile =
	| { readonly kind: 'file'; readonly path: string; readonly name: string; readonly sizeBytes: number }
	| { readonly kind: 'refused'; readonly name: string; readonly reason: RefusalReason };

export type WalkRefusal =
	| 'file-not-found'
	| 'file-unreadable'
	/** A pipe, a socket or a device: opening it may wait for ever. */
	| 'not-a-regular-file'
	/** A link inside a folder may lead out of it, or round in a circle. */
	| 'link-not-followed'
	| 'folder-too-deep';

const MAX_DEPTH = 64;
const MAX_NAME_CHARS = 300;

/** A name as it may be shown: one line, no control characters, the end kept where it is too long. */
export function shownName(name: string): string {
	const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').toWellFormed();
	return line.length > MAX_NAME_CHARS ? `…${line.slice(1 - MAX_NAME_CHARS)}` : line;
}

/**
 * Walks files and folders in the order given, the entries of a folder by name. Holds the names of the folders it stands in
 * and nothing more. A link is followed where it was named itself, not inside a folder.
 */
export async function* walkFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
	for (const given of paths) {
		const name = shownName(basename(resolve(given)) || given);
		const path = await realpath(given).catch(() => null);
		const found = path === null ? null : await stat(path).catch(() => null);
		if (path === null || !found) yield { kind: 'refused', name: shownName(given), reason: 'file-not-found' };
		else if (found.isDirectory()) yield* walkFolder({ path, name, depth: 1 });
		else if (found.isFile()) yield { kind: 'file', path, name, sizeBytes: found.size };
		else yield { kind: 'refused', name, reason: 'not-a-regular-file' };
	}
}

type Folder = { readonly path: string; readonly name: string; readonly depth: number };

async function* walkFolder(folder: Folder): AsyncGenerator<FoundFile> {
	if (folder.depth > MAX_DEPTH) {
		yield { kind: 'refused', name: folder.name, reason: 'folder-too-deep' };
		return;
	}
	const entries = await readdir(folder.path).catch(() => null);
	if (!entries) {
		yield { kind: 'refused', name: folder.name, reason: 'file-unreadable' };
		return;
	}
	// By code units, so that every machine walks in the same order.
	entries.sort((a, b) => (a < b ? -1 : 1));
	for (const entry of entries) {
		const path = join(folder.path, entry);
		const name = shownName(`${folder.name}/${entry}`);
		const found = await lstat(path).catch(() => null);
		if (!found) yield { kind: 'refused', name, reason: 'file-unreadable' };
		else if (found.isDirectory()) yield* walkFolder({ path, name, depth: folder.depth + 1 });
		else if (found.isFile()) yield { kind: 'file', path, name, sizeBytes: found.size };
		else {
			const reason = found.isSymbolicLink() ? 'link-not-followed' : 'not-a-regular-file';
			yield { kind: 'refused', name, reason };
		}
	}
}

/** How much there is to import, for a progress bar. */
export async function measureFiles(
	paths: readonly string[]
): Promise<{ readonly files: number; readonly bytes: number }> {
	let files = 0;
	let bytes = 0;
	for await (const found of walkFiles(paths)) {
		files += 1;
		if (found.kind === 'file') bytes += found.sizeBytes;
	}
	return { files, bytes };
}
