import { renameSync, rmSync } from 'node:fs';

/** Gives a folder a name that others may give to theirs at the same time: who comes second leaves the name to the other, and their own folder goes. */
export function takeName(own: string, name: string): void {
	try {
		renameSync(own, name);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
		rmSync(own, { recursive: true });
	}
}
