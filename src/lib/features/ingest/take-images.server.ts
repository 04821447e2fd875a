import { rm, statfs } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import type { Result } from '#lib/core/result.ts';
import { err } from '#lib/core/result.ts';
import { imagePath, type KeptFile } from '#lib/features/imaging/keep-file.server.ts';
import {
	prepareInstance,
	type PreparedInstance,
	type StoreError
} from '#lib/features/imaging/store-instances.server.ts';
import type { App } from '#lib/server/app.ts';
import { nameInstances } from './name-instances.server.ts';
import { wholeOrOneByOne } from './one-by-one.server.ts';
import type { RefusalReason } from './reasons.ts';
import type { Tally } from './tally.server.ts';

/** A DICOM file on its way in. */
export type ImageFile = { readonly path: string; readonly name: string; readonly sizeBytes: number };

type Prepared = ImageFile & { readonly instance: PreparedInstance };
type PrepareError = StoreError | 'no-space-left';

/** Files whose headers are read and whose bytes are copied at the same time. */
const AT_ONCE = 4;
/** Left free on the disk for the database and everybody else. */
const RESERVE_BYTES = 512 * 1024 * 1024;

function pathOf(error: unknown): string | null {
	return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
}

async function prepare(app: App, file: ImageFile): Promise<Result<PreparedInstance, PrepareError>> {
	const disk = await statfs(app.imagesFolder);
	if (file.sizeBytes + RESERVE_BYTES > disk.bavail * disk.bsize) return err('no-space-left');
	try {
		return await prepareInstance(app, file.path);
	} catch (error) {
		const cause = error instanceof Error ? error.cause : null;
		// The file went away or cannot be read to its end; an error about our own disk is thrown.
		if (pathOf(error) === file.path || pathOf(cause) === file.path) return err('file-unreadable');
		throw error;
	}
}

/** Takes a batch of DICOM files in: examined and copied side by side, named in one transaction, reads linked. */
export async function takeImages(app: App, tally: Tally, files: readonly ImageFile[]): Promise<void> {
	const results: (Result<PreparedInstance, PrepareError> | undefined)[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let at = next++; at < files.length; at = next++) {
			const file = files[at];
			if (!file) return;
			results[at] = await prepare(app, file);
			tally.bytes(file.sizeBytes);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));

	const prepared: Prepared[] = [];
	files.forEach((file, at) => {
		const result = results[at];
		if (result?.ok) prepared.push({ ...file, instance: result.value });
		else refuse(file, result?.error ?? 'file-unreadable');
	});
	await wholeOrOneByOne(app, prepared, {
		work: (items) => storeAll(app, tally, items),
		refuse: (item) => refuse(item, 'not-storable')
	});

	function refuse({ name }: ImageFile, reason: RefusalReason): void {
		tally.refused({ name, position: null, reason, detail: null });
	}
}

async function storeAll(app: App, tally: Tally, items: readonly Prepared[]): Promise<void> {
	const instances = items.map(({ instance }) => instance);
	const outcomes = await app.db.transaction((write) => nameInstances(app, write, instances));
	for (const [at, { name, instance }] of items.entries()) {
		const outcome = outcomes[at];
		if (outcome === 'stored') {
			tally.taken('image');
			const { image } = instance;
			if (image.kind === 'kept-out') tally.keptOut({ name, reason: image.reason });
		} else if (outcome === 'unchanged') tally.unchanged();
		else if (outcome) {
			tally.refused({ name, position: null, reason: outcome, detail: null });
			await discard(app, instance.kept);
		}
	}
}

/** Removes the bytes of an object that was refused after all, unless another object has the same. */
async function discard(app: App, kept: KeptFile): Promise<void> {
	await app.db.transaction(async (write) => {
		const { instances } = write.tables;
		const named = await write
			.select({ id: instances.id })
			.from(instances)
			.where(eq(instances.sha256, kept.sha256))
			.limit(1);
		if (named.length === 0) await rm(imagePath(app, kept.path), { force: true });
	});
}
