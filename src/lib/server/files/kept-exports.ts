import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from '#lib/server/app.ts';
import { makeFolder, renameDurably } from './durable.ts';

/** Where the exact bytes of an export are kept. */
export function exportPath(app: Pick<App, 'documentsFolder'>, id: string): string {
	return join(app.documentsFolder, 'exports', id);
}

/** Keeps the exact bytes of an export. They are on disk when this returns: only then may the register name them. */
export async function keepExport(
	app: Pick<App, 'documentsFolder'>,
	id: string,
	bytes: Uint8Array
): Promise<void> {
	const path = exportPath(app, id);
	await makeFolder(dirname(path));
	const partial = `${path}.partial`;
	const file = await open(partial, 'w', 0o600);
	try {
		await file.writeFile(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
	await renameDurably(partial, path);
}
