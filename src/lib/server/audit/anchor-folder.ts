import { open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toUtcDay } from '#lib/core/instant.ts';
import type { Checkpoint } from '#lib/core/audit/checkpoint.ts';
import { makeFolder, renameDurably } from '#lib/server/files/durable.ts';

const SIZE_DIGITS = 12;
/** A checkpoint has some hundred bytes; what is longer is none. */
const MOST_BYTES = 16_384;

/** Path of a checkpoint below the folder: log, month, number of entries. Each is a file of its own, as storage that never forgets wants it. */
export function anchorPath({ origin, treeSize, at }: Pick<Checkpoint, 'origin' | 'treeSize' | 'at'>): string {
	const log = origin.slice(origin.lastIndexOf('/') + 1);
	const size = String(treeSize).padStart(SIZE_DIGITS, '0');
	return join(log, toUtcDay(at).slice(0, 7), `${size}.checkpoint`);
}

/**
 * Keeps a checkpoint in the folder; it is on disk when this returns. Answers false where another text stands in its place: nothing is
 * ever written over.
 */
export async function keepInFolder(folder: string, path: string, note: string): Promise<boolean> {
	const target = join(folder, path);
	const standing = await readNote(target);
	if (standing !== null) return standing === note;
	await makeFolder(dirname(target));
	const partial = `${target}.partial`;
	let file: FileHandle | null = null;
	try {
		// Of a turn that was cut.
		await rm(partial, { force: true });
		file = await open(partial, 'wx', 0o440);
		await file.writeFile(note);
		await file.sync();
	} finally {
		await file?.close();
	}
	await renameDurably(partial, target);
	return true;
}

async function readNote(path: string): Promise<string | null> {
	try {
		const text = await readFile(path, 'utf8');
		return text.slice(0, MOST_BYTES);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}

/** Names in a folder, sorted; none where it is not there. */
async function namesIn(folder: string): Promise<string[]> {
	try {
		return (await readdir(folder)).sort();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
		if (code === 'ENOENT' || code === 'ENOTDIR') return [];
		throw error;
	}
}

/** Every checkpoint in the folder, of whatever log, oldest first: its path below the folder and its text. */
export async function* notesInFolder(folder: string): AsyncGenerator<{ path: string; note: string }> {
	for (const log of await namesIn(folder)) {
		for (const month of await namesIn(join(folder, log))) {
			for (const name of await namesIn(join(folder, log, month))) {
				if (!name.endsWith('.checkpoint')) continue;
				const path = join(log, month, name);
				const note = await readNote(join(folder, path));
				if (note !== null) yield { path, note };
			}
		}
	}
}

/** The newest checkpoint of a log in the folder; null where there is none. */
export async function newestInFolder(folder: string, origin: string): Promise<string | null> {
	const log = origin.slice(origin.lastIndexOf('/') + 1);
	for (const month of (await namesIn(join(folder, log))).reverse()) {
		const names = (await namesIn(join(folder, log, month))).filter((name) => name.endsWith('.checkpoint'));
		const last = names.at(-1);
		if (last) return readNote(join(folder, log, month, last));
	}
	return null;
}
