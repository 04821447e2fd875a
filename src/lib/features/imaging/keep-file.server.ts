import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from '#lib/server/app.ts';
import { makeFolder, renameDurably } from '#lib/server/files/durable.ts';

const ABANDONED_MS = 3_600_000;

export type KeptFile = { readonly path: string; readonly sha256: string; readonly sizeBytes: number };

/** The full path of a kept file. */
export function imagePath(app: App, path: string): string {
	return join(app.imagesFolder, path);
}

/**
 * Copies a file into the store under the hash of its bytes, synced to disk, so that it survives what happens next. Memory
 * is bounded by the stream's buffer.
 */
export async function keepFile(app: App, source: string): Promise<KeptFile> {
	const incoming = join(app.imagesFolder, 'incoming');
	await mkdir(incoming, { recursive: true, mode: 0o700 });
	const temporary = join(incoming, randomUUID());
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const target = await open(temporary, 'wx', 0o600);
	try {
		for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 })) {
			const bytes = chunk as Buffer; // a stream without an encoding gives buffers
			hash.update(bytes);
			sizeBytes += bytes.length;
			await target.write(bytes);
		}
		await target.sync();
	} catch (error) {
		await target.close();
		await rm(temporary, { force: true });
		throw error;
	}
	await target.close();
	const sha256 = hash.digest('hex');
	const path = `${sha256.slice(0, 2)}/${sha256}.dcm`;
	await makeFolder(dirname(imagePath(app, path)));
	await renameDurably(temporary, imagePath(app, path));
	return { path, sha256, sizeBytes };
}

/** Removes what imports left behind that were broken off: unnamed, and older than an hour. */
export async function removeAbandonedFiles(app: App): Promise<number> {
	const incoming = join(app.imagesFolder, 'incoming');
	let removed = 0;
	for (const name of await readdir(incoming).catch(() => [])) {
		const path = join(incoming, name);
		const found = await stat(path).catch(() => null);
		if (found && app.clock.now() - found.mtimeMs > ABANDONED_MS) {
			await rm(path, { force: true });
			removed += 1;
		}
	}
	return removed;
}
