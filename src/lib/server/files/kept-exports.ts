import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { App } from '#lib/server/app.ts';
import { makeFolder, renameDurably } from './durable.ts';

type Place = Pick<App, 'documentsFolder'>;

/** Where the exact bytes of an export are kept. */
export function exportPath(app: Place, id: string): string {
	return join(app.documentsFolder, 'exports', id);
}

/** Where the report is kept of which copies of an export are written. */
export function exportModelPath(app: Place, id: string): string {
	return `${exportPath(app, id)}.report`;
}

/** A file by its bytes. */
export type KeptFile = { readonly sha256: string; readonly sizeBytes: number };

/** Keeps the exact bytes of an export. They are on disk when this returns: only then may the register name them. */
export async function keepExport(app: Place, id: string, bytes: Uint8Array): Promise<void> {
	await keepPieces(exportPath(app, id), [bytes]);
}

/** Texts are gathered until they are worth a write. */
const WRITE_CHARS = 64 * 1024;

/**
 * Writes a file piece by piece, so that it need not be in memory as a whole, and lets others work between writes. It bears its name, and
 * is on disk, only when this returns; what is thrown on the way leaves none.
 */
export async function keepPieces(path: string, pieces: Iterable<string | Uint8Array>): Promise<KeptFile> {
	await makeFolder(dirname(path));
	const partial = `${path}.partial`;
	const file = await open(partial, 'w', 0o600);
	try {
		const kept = await writePieces(file, pieces);
		await file.sync();
		await file.close();
		await renameDurably(partial, path);
		return kept;
	} catch (error) {
		await file.close();
		await rm(partial, { force: true });
		throw error;
	}
}

async function writePieces(file: FileHandle, pieces: Iterable<string | Uint8Array>): Promise<KeptFile> {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	let text = '';
	const write = async (bytes: Uint8Array): Promise<void> => {
		hash.update(bytes);
		sizeBytes += bytes.length;
		await file.writeFile(bytes);
		await setImmediate();
	};
	const flush = async (): Promise<void> => {
		if (text !== '') await write(Buffer.from(text, 'utf8'));
		text = '';
	};
	for (const piece of pieces) {
		if (typeof piece === 'string') {
			text += piece;
			if (text.length >= WRITE_CHARS) await flush();
		} else {
			await flush();
			await write(piece);
		}
	}
	await flush();
	return { sha256: hash.digest('hex'), sizeBytes };
}

/** Takes away what there is of an export that the register does not name. */
export async function dropExport(app: Place, id: string): Promise<void> {
	for (const path of [exportPath(app, id), exportModelPath(app, id)]) {
		for (const name of [path, `${path}.partial`]) await rm(name, { force: true });
	}
}
