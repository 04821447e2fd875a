import { pacsObject } from '#lib/features/imaging/pacs/object-path.ts';
import { studyHeaders } from '#lib/features/imaging/pacs/study-headers.server.ts';
import type { App } from '#lib/server/app.ts';
import { PacsError } from '#lib/server/pacs/failure.ts';
import { withObject, type OpenObject } from './open-objects.server.ts';

/**
 * Runs `use` with an object's header; null where it cannot be read. The header of an object in the PACS is the one that was kept when
 * the study was found, so that no pixels travel for it; one that lacks what a viewer may get, for instance a palette, is read from
 * the object itself.
 */
export async function withHeader<T>(
	app: App,
	path: string,
	use: (object: Pick<OpenObject, 'file' | 'description'>) => Promise<T>
): Promise<T | null> {
	const remote = pacsObject(path);
	if (!remote) return withObject(app, path, use);
	const headers = await studyHeaders(app, remote.study);
	if (!headers.ok) throw new PacsError(headers.error);
	const header = headers.value.get(remote.instance);
	return header?.isWhole ? use(header) : withObject(app, path, use);
}
