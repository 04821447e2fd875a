import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import type { ByteSource } from '#lib/core/dicom/byte-source.ts';
import { describeInstance, type InstanceDescription } from '#lib/core/dicom/describe.ts';
import { imageKind, type ImageKind } from '#lib/core/dicom/image-kind.ts';
import { readDicomFile, type DicomFile } from '#lib/core/dicom/read-file.ts';
import type { App } from '#lib/server/app.ts';
import { inflateRaw } from '#lib/server/dicom/inflate.ts';
import { bringObject } from '#lib/features/imaging/pacs/bring-object.server.ts';
import { pacsObject } from '#lib/features/imaging/pacs/object-path.ts';
import { imagePath } from './keep-file.server.ts';

const openFd = promisify(open);
const statFd = promisify(fstat);

/** A stored object with its header read, its frames found and its file held open. */
export type OpenObject = {
	readonly file: DicomFile;
	/** The file itself, whatever its data set was inflated to. */
	readonly whole: ByteSource;
	readonly description: InstanceDescription;
	readonly image: ImageKind;
};

/** An object that stays open until it is given back, once. */
export type LentObject = OpenObject & { giveBack(): void };

type Held = {
	object: Promise<OpenObject | null>;
	fd: number;
	users: number;
	usedAt: number;
	/** How many wait for it to be fetched, and what tells that nobody does. */
	wanted: number;
	readonly unwanted: AbortController | null;
	/** What its header takes of memory. */
	headerBytes: number;
	isGone: boolean;
};

/** Open files at most, what their headers may take, and for how long after they were last asked for they are held. */
const HELD = 256;
const HELD_BYTES = 64 * 1024 * 1024;
const IDLE_MS = 20_000;

const stores = new WeakMap<App, Map<string, Held>>();

/**
 * Opens a kept file, or finds it open; null where it cannot be read as DICOM. Whoever gets it gives it back. Throws a `PacsError`
 * where the PACS does not give an object that lies there; `left` tells when whoever asks has gone, so that it is fetched for nobody.
 */
export async function lendObject(
	app: App,
	path: string,
	left?: () => AbortSignal
): Promise<LentObject | null> {
	let store = stores.get(app);
	if (!store) stores.set(app, (store = new Map()));
	const held = store.get(path) ?? hold(app, store, path);
	// The one asked for last goes to the end: the first is let go first.
	store.delete(path);
	store.set(path, held);
	held.users += 1;
	held.usedAt = performance.now();
	letGo(store);
	let isBack = false;
	const giveBack = (): void => {
		if (isBack) return;
		isBack = true;
		held.users -= 1;
		if (held.isGone && held.users === 0) shut(held);
	};
	let object: OpenObject | null = null;
	const stay = held.unwanted && wait(store, path, held, left?.());
	try {
		object = await held.object;
	} finally {
		stay?.();
		if (!object) {
			drop(store, path, held);
			giveBack();
		}
	}
	if (!object) return null;
	// An inflated data set is as large as the image: it is not kept longer than it is used.
	if (object.file.body !== object.whole) drop(store, path, held);
	return { ...object, giveBack };
}

/** Runs `use` with an open object and gives it back; null where it cannot be read. */
export async function withObject<T>(
	app: App,
	path: string,
	use: (object: OpenObject) => Promise<T>
): Promise<T | null> {
	const lent = await lendObject(app, path);
	if (!lent) return null;
	try {
		return await use(lent);
	} finally {
		lent.giveBack();
	}
}

/** Waits for an object that is fetched; given up when all who waited have gone. What it gives ends the waiting. */
function wait(store: Map<string, Held>, path: string, held: Held, left: AbortSignal | undefined): () => void {
	held.wanted += 1;
	const leave = (): void => {
		held.wanted -= 1;
		if (held.wanted > 0) return;
		drop(store, path, held);
		held.unwanted?.abort();
	};
	if (left?.aborted) leave();
	else left?.addEventListener('abort', leave, { once: true });
	return () => left?.removeEventListener('abort', leave);
}

function hold(app: App, store: Map<string, Held>, path: string): Held {
	const held: Held = {
		object: Promise.resolve(null),
		fd: -1,
		users: 0,
		usedAt: performance.now(),
		wanted: 0,
		unwanted: pacsObject(path) && new AbortController(),
		headerBytes: 0,
		isGone: false
	};
	const bring = async (): Promise<OpenObject | null> => {
		await bringObject(app, path, held.unwanted?.signal);
		return openObject(imagePath(app, path), held);
	};
	held.object = bring().then(async (first) => {
		// Another process may have let go of the file just before it was opened.
		const object = first ?? (held.unwanted && held.fd < 0 ? await bring() : null);
		if (object) held.headerBytes = object.file.pixelData?.offset ?? object.whole.sizeBytes;
		letGo(store);
		return object;
	});
	store.set(path, held);
	const timer = setInterval(() => {
		if (held.isGone) clearInterval(timer);
		else if (held.users === 0 && performance.now() - held.usedAt > IDLE_MS) {
			clearInterval(timer);
			drop(store, path, held);
			shut(held);
		}
	}, IDLE_MS).unref();
	return held;
}

function letGo(store: Map<string, Held>): void {
	let headerBytes = 0;
	for (const held of store.values()) headerBytes += held.headerBytes;
	for (const [path, held] of store) {
		if (store.size <= HELD && headerBytes <= HELD_BYTES) return;
		headerBytes -= held.headerBytes;
		drop(store, path, held);
		if (held.users === 0) shut(held);
	}
}

function drop(store: Map<string, Held>, path: string, held: Held): void {
	held.isGone = true;
	if (store.get(path) === held) store.delete(path);
}

function shut(held: Held): void {
	const { fd } = held;
	held.fd = -1;
	if (fd >= 0) close(fd, () => undefined);
}

async function openObject(path: string, held: Held): Promise<OpenObject | null> {
	try {
		held.fd = await openFd(path, 'r');
		const { size } = await statFd(held.fd);
		const whole = heldSource(held, size);
		const file = await readDicomFile(whole, { inflate: inflateRaw });
		if (!file.ok) return null;
		const description = describeInstance(file.value);
		if (!description.ok) return null;
		const image = await imageKind(file.value, description.value);
		return { file: file.value, whole, description: description.value, image };
	} catch (error) {
		// The file is gone, or the disk fails under it: to whoever asks it is the same.
		if (error instanceof Error && 'code' in error) return null;
		throw error;
	}
}

/** A held file as a source; it gives less than was asked for only at the end. Throws once the file is closed. */
function heldSource(held: Held, sizeBytes: number): ByteSource {
	const readOnce = (bytes: Uint8Array, at: number, position: number): Promise<number> =>
		new Promise((resolve, reject) => {
			// The number of a closed file may by now be another file's.
			if (held.fd < 0) reject(new Error('an object was read after it was given back'));
			else
				read(held.fd, bytes, at, bytes.length - at, position, (error, count) =>
					error ? reject(error) : resolve(count)
				);
		});
	const readInto = async (bytes: Uint8Array, offset: number): Promise<number> => {
		let filled = 0;
		while (filled < bytes.length) {
			const count = await readOnce(bytes, filled, offset + filled);
			if (count === 0) break;
			filled += count;
		}
		return filled;
	};
	return {
		sizeBytes,
		readInto,
		async read(offset, length) {
			const wanted = Math.max(0, Math.min(length, sizeBytes - offset));
			// Plain bytes, since a slice of a Buffer is no copy; not zeroed first, since all of them are read or left out.
			const bytes = new Uint8Array(Buffer.allocUnsafeSlow(wanted).buffer);
			return bytes.subarray(0, await readInto(bytes, offset));
		}
	};
}
