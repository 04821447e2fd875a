import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a folder's names to disk: a file's own sync does not keep its name (fsync(2)). */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Makes a folder that only the server may enter, with those above it, so that it survives a power cut. */
export async function makeFolder(folder: string): Promise<void> {
	const first = await mkdir(folder, { recursive: true, mode: 0o700 });
	if (first !== undefined) await syncFolder(dirname(first));
}

/** Gives a file that was synced its final name, so that both survive a power cut. */
export async function renameDurably(from: string, to: string): Promise<void> {
	await rename(from, to);
	await syncFolder(dirname(to));
}
