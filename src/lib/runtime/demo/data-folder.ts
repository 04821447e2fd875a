import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder in which one process makes a demo; it counts for nothing until its parts are moved out of it. */
export type SeedingFolder = { readonly path: string; readonly databasePath: string };

const PREFIX = 'seeding-';
/** A folder whose process number belongs to somebody by now is given up after this. */
const ABANDONED_MS = 15 * 60_000;

/** Thrown when another process is making the demo in the same data folder. */
export class SeedingElsewhere extends Error {}

function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch {
		return false;
	}
}

/** Begins a seeding folder, after removing those of processes that were stopped midway. */
export async function beginSeedingFolder(dataFolder: string): Promise<SeedingFolder> {
	await mkdir(dataFolder, { recursive: true, mode: 0o700 });
	for (const name of await readdir(dataFolder)) {
		if (!name.startsWith(PREFIX)) continue;
		const processId = Number(name.slice(PREFIX.length));
		const { mtimeMs } = await stat(join(dataFolder, name));
		const isOther = processId !== process.pid && isAlive(processId) && Date.now() - mtimeMs < ABANDONED_MS;
		if (isOther) throw new SeedingElsewhere(`The demo is being made by process ${processId} already.`);
		await rm(join(dataFolder, name), { recursive: true, force: true });
	}
	const path = join(dataFolder, `${PREFIX}${process.pid}`);
	await mkdir(path, { mode: 0o700 });
	return { path, databasePath: join(path, 'overread.sqlite') };
}

/** Waits until a file or folder is on the disk. */
function sync(path: string): void {
	const handle = openSync(path, 'r');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

/** Moves what is in a folder into another one, whatever is there already: images are named by their bytes, frames by their draw. */
async function mergeInto(from: string, to: string): Promise<void> {
	if (!existsSync(from)) return;
	if (!existsSync(to)) {
		await rename(from, to);
		return;
	}
	for (const entry of await readdir(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) await mergeInto(source, target);
		else await rename(source, target);
	}
	sync(to);
}

/**
 * Puts a finished demo in its place. The database comes last and in one step: before it there is no demo, after it the whole.
 * The database must be closed.
 */
export async function placeDemo(
	seeding: SeedingFolder,
	dataFolder: string,
	databasePath: string
): Promise<void> {
	for (const name of ['images', 'documents']) {
		await mergeInto(join(seeding.path, name), join(dataFolder, name));
	}
	sync(dataFolder);
	sync(seeding.databasePath);
	// An empty database may stand there, whose journal must not be taken for the new one's.
	for (const suffix of ['-wal', '-shm']) await rm(`${databasePath}${suffix}`, { force: true });
	await mkdir(dirname(databasePath), { recursive: true });
	await rename(seeding.databasePath, databasePath);
	sync(dirname(databasePath));
	await rm(seeding.path, { recursive: true, force: true });
}
