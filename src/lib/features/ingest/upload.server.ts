import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { closeBatch, openBatch } from './batches.server.ts';
import { makeImporter } from './importer.server.ts';
import type { RefusalReason } from './reasons.ts';
import type { ImportSummary } from './types.ts';
import { maxUploadBytes } from './upload-limits.ts';
import { shownName } from './walk-files.server.ts';

export type UploadError = 'import-not-found' | 'upload-broken-off';

/** One file as a browser sends it. */
export type Upload = {
	readonly batchId: string;
	/** As the person's machine calls it; shown, and never used as a path. */
	readonly name: string;
	readonly body: ReadableStream<Uint8Array> | null;
	/** What the sender says; null when it does not. */
	readonly sizeBytes: number | null;
};

/** Left free on the disk: what is uploaded is written once more into the store. */
const RESERVE_BYTES = 512 * 1024 * 1024;
const ABANDONED_MS = 6 * 3_600_000;

const uploadsFolder = (app: App): string => join(app.config.dataFolder, 'uploads');

/** Opens a batch for files from a browser, and clears away what earlier ones left that were broken off. */
export async function beginUpload(app: App, actor: Actor): Promise<{ id: string }> {
	const folder = uploadsFolder(app);
	for (const name of await readdir(folder).catch(() => [])) {
		const found = await stat(join(folder, name)).catch(() => null);
		if (found && app.clock.now() - found.mtimeMs > ABANDONED_MS)
			await rm(join(folder, name), { force: true });
	}
	return { id: await openBatch(app, { actor, origin: 'upload' }) };
}

/** Takes one file into a batch of the actor's: written beside the store, imported, and removed. */
export async function receiveUpload(
	app: App,
	actor: Actor,
	upload: Upload
): Promise<Result<ImportSummary, UploadError>> {
	if (!(await isOwnOpenBatch(app, actor, upload.batchId))) return err('import-not-found');
	const importer = makeImporter(app, { batchId: upload.batchId, actor });
	const name = shownName(upload.name.replaceAll('\\', '/').replace(/^\/+/, '')) || '?';
	const folder = uploadsFolder(app);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const path = join(folder, randomUUID());
	try {
		const received = await receive(upload, { path, folder });
		if (received.ok) await importer.add({ kind: 'file', path, name, sizeBytes: received.value });
		else if (received.error === 'upload-broken-off') return err(received.error);
		else await importer.add({ kind: 'refused', name, reason: received.error });
		return ok(await importer.finish());
	} finally {
		await rm(path, { force: true });
	}
}

/** Closes a batch of the actor's. */
export async function finishUpload(
	app: App,
	actor: Actor,
	batchId: string
): Promise<Result<{ id: string }, 'import-not-found'>> {
	if (!(await isOwnOpenBatch(app, actor, batchId))) return err('import-not-found');
	const closed = await closeBatch(app, { id: batchId, actor });
	return closed.ok ? ok({ id: batchId }) : closed;
}

/** Takes the files of a form as one batch. They are in memory already: the caller has bounded them. */
export async function uploadForm(
	app: App,
	actor: Actor,
	files: readonly File[]
): Promise<Result<{ id: string }, UploadError>> {
	const { id } = await beginUpload(app, actor);
	for (const file of files) {
		// Node's stream of a File is typed apart from the web's; they are the same at run time.
		const body = file.stream() as unknown as ReadableStream<Uint8Array>;
		const taken = await receiveUpload(app, actor, {
			batchId: id,
			name: file.name,
			body,
			sizeBytes: file.size
		});
		if (!taken.ok) return taken;
	}
	return finishUpload(app, actor, id);
}

async function isOwnOpenBatch(app: App, actor: Actor, id: string): Promise<boolean> {
	const { importBatches } = app.db.read.tables;
	const rows = await app.db.read
		.select({ id: importBatches.id })
		.from(importBatches)
		.where(
			and(
				eq(importBatches.id, id),
				eq(importBatches.startedBy, actor.id),
				eq(importBatches.origin, 'upload'),
				isNull(importBatches.finishedAt)
			)
		);
	return rows.length > 0;
}

type ReceiveError = Extract<RefusalReason, 'too-large-file' | 'no-space-left'> | 'upload-broken-off';

class TooLarge extends Error {}

/** Streams the body to a file; gives its size. */
async function receive(
	{ body, sizeBytes }: Upload,
	{ path, folder }: { path: string; folder: string }
): Promise<Result<number, ReceiveError>> {
	if (sizeBytes !== null && sizeBytes > maxUploadBytes) return err('too-large-file');
	const disk = await statfs(folder);
	const freeBytes = disk.bavail * disk.bsize - RESERVE_BYTES;
	if ((sizeBytes ?? 0) * 2 > freeBytes) return err('no-space-left');
	const limit = Math.min(maxUploadBytes, Math.floor(freeBytes / 2));
	let received = 0;
	const counter = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			received += chunk.length;
			done(received > limit ? new TooLarge() : null, chunk);
		}
	});
	const source = body ? Readable.fromWeb(body) : Readable.from([]);
	try {
		await pipeline(source, counter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
	} catch (error) {
		if (error instanceof TooLarge) return err(limit < maxUploadBytes ? 'no-space-left' : 'too-large-file');
		const isOfDisk = error instanceof Error && 'path' in error;
		if (isOfDisk) throw error;
		return err('upload-broken-off');
	}
	if (sizeBytes !== null && received < sizeBytes) return err('upload-broken-off');
	return ok(received);
}
