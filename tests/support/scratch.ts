import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY_FOLDER = '/dev/shm';
const NEEDED_BYTES = 2 * 1024 ** 3;
const PREFIX = 'overread-run-';

/** Whether there is a folder in memory that a run of the tests fits into. A container may give it 64 MB. */
function hasRoomInMemory(): boolean {
	try {
		const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
		return bavail * bsize >= NEEDED_BYTES && process.availableMemory() >= 2 * NEEDED_BYTES;
	} catch {
		return false;
	}
}

function isAnotherRun(processId: number): boolean {
	// Numbers come again: in a container the first processes always have the same.
	if (processId === process.pid) return false;
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** Removes what runs left behind that were killed: memory is too dear for it. */
function sweep(base: string): void {
	for (const name of readdirSync(base)) {
		if (!name.startsWith(PREFIX) || isAnotherRun(Number(name.slice(PREFIX.length)))) continue;
		try {
			rmSync(join(base, name), { recursive: true, force: true });
		} catch {
			// Another user's: theirs to remove.
		}
	}
}

/**
 * Lets all temporary files of this process and of those that it starts from now on lie in one folder, in memory where
 * there is room: a database of four hundred files is then made in a twentieth of the time. Returns what removes it.
 */
export function useScratchFolder(): () => void {
	// A run within a run keeps to the folder of the outer one, whose end removes it.
	if (process.env.OVERREAD_TEST_SCRATCH) return () => undefined;
	const base = hasRoomInMemory() ? MEMORY_FOLDER : tmpdir();
	sweep(base);
	const folder = join(base, `${PREFIX}${process.pid}`);
	// Others may look into it: as root PostgreSQL runs as a user of its own.
	mkdirSync(folder, { mode: 0o755 });
	const before = process.env.TMPDIR;
	process.env.TMPDIR = folder;
	process.env.OVERREAD_TEST_SCRATCH = folder;
	return () => {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
		delete process.env.OVERREAD_TEST_SCRATCH;
		rmSync(folder, { recursive: true, force: true });
	};
}
