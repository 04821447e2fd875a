import type { App } from '#lib/server/app.ts';

/** An error of the machine: the disk is full, the database is gone. Nothing about the item that met it. */
function isOfMachine(app: App, error: unknown): boolean {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') return !app.db.read.dialect.isRefusedValue(error);
	}
	return false;
}

/**
 * Works on a batch as a whole; where that fails because of what is in it, on each item alone, so that one that cannot be
 * kept costs nothing but itself. Errors of the machine are thrown.
 */
export async function wholeOrOneByOne<T>(
	app: App,
	items: readonly T[],
	{ work, refuse }: { work: (items: readonly T[]) => Promise<void>; refuse: (item: T) => void }
): Promise<void> {
	if (items.length === 0) return;
	try {
		await work(items);
		return;
	} catch (error) {
		if (isOfMachine(app, error)) throw error;
		if (items.length === 1) {
			const name = error instanceof Error ? error.name : typeof error;
			const stack = error instanceof Error ? (error.stack ?? '') : '';
			// The message may quote what came in: the log gets the place alone.
			const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
			app.log.error({ name, frames: frames.slice(0, 8) }, 'an import item could not be kept');
			for (const item of items) refuse(item);
			return;
		}
	}
	for (const item of items) await wholeOrOneByOne(app, [item], { work, refuse });
}
