import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS } from '#lib/core/instant.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import type { App } from '#lib/server/app.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { pacsFolder, pacsObject } from './object-path.ts';

/** What other processes brought is known at the latest after this long: by so much the bound may be passed. */
const LOOK_MS = 30_000;

/** The objects of the PACS that lie in the images folder for a while. */
export type KeptObjects = {
	/** Notes that an object was used; those used longest ago are removed until all fit into the bound. */
	used(path: string, sizeBytes: number): Promise<void>;
	readonly totalBytes: () => number;
};

export function keptObjects(app: App): KeptObjects {
	return sharedState(app, 'kept-objects', () => makeKeptObjects(app));
}

function makeKeptObjects(app: App): KeptObjects {
	/** Sizes by path, the one used last at the end. */
	let sizes = new Map<string, number>();
	let total = 0;
	let looked: Promise<void> | null = null;
	let lookedAt = -Infinity;

	function note(path: string, sizeBytes: number): void {
		total += sizeBytes - (sizes.get(path) ?? 0);
		sizes.delete(path);
		sizes.set(path, sizeBytes);
	}

	/** What lies there, of whichever process, the one used longest ago first: the times of the files tell them all. */
	async function look(): Promise<void> {
		const folder = imagePath(app, pacsFolder);
		const names = await readdir(folder, { recursive: true }).catch(() => []);
		const left: { path: string; size: number; at: number }[] = [];
		for (const name of names) {
			const path = join(pacsFolder, name).replaceAll('\\', '/');
			const file = await stat(imagePath(app, path)).catch(() => null);
			// What was being fetched when the process ended is nobody's any more.
			const isLeft = path.startsWith(`${pacsFolder}/incoming/`) && file?.isFile();
			if (file && isLeft && app.clock.now() - file.mtimeMs > HOUR_MS)
				await rm(imagePath(app, path), { force: true });
			if (file && pacsObject(path)) left.push({ path, size: file.size, at: file.mtimeMs });
		}
		sizes = new Map();
		total = 0;
		for (const { path, size } of left.sort((a, b) => a.at - b.at)) note(path, size);
	}

	return {
		async used(path, sizeBytes) {
			const now = app.clock.now();
			// Other processes put files there too.
			if (now - lookedAt >= LOOK_MS) {
				lookedAt = now;
				looked = look();
			}
			await looked;
			const at = new Date(now);
			await utimes(imagePath(app, path), at, at).catch(() => undefined);
			note(path, sizeBytes);
			const most = app.config.pacs?.keptBytes ?? Infinity;
			for (const [oldest, size] of sizes) {
				// The one that is asked for stays, were it larger than the bound.
				if (total <= most || oldest === path) break;
				sizes.delete(oldest);
				total -= size;
				// Who reads it has it open and reads on.
				await rm(imagePath(app, oldest), { force: true });
			}
		},
		totalBytes: () => total
	};
}
