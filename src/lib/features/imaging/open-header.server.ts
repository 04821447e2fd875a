import { pacsObject } from '#lib/features/imaging/pacs/object-path.ts';
import { studyHeaders } from '#lib/features/imaging/pacs/study-headers.server.ts';
import type { App } from '#lib/server/app.ts';
import { PacsError } from '#lib/server/pacs/failure.ts';
import { withObject, type OpenObject } from './open-objects.server.ts';

type Header = Pick<OpenObject, 'file' | 'description'>;
/** Runs `use` with the header of the object at a path; null where it cannot be read. */
export type WithHeader = <T>(path: string, use: (object: Header) => Promise<T>) => Promise<T | null>;

/**
 * Reads headers for one request. The header of an object in the PACS is the one that was kept when the study was found, so that no
 * pixels travel for it; one that lacks what a viewer may get, for instance a palette, is read from the object itself. A study's
 * headers are looked up once, whatever others ask for meanwhile.
 */
export function headerReader(app: App): WithHeader {
	const found = new Map<string, ReturnType<typeof studyHeaders>>();
	return async (path, use) => {
		const remote = pacsObject(path);
		if (!remote) return withObject(app, path, use);
		const asked = found.get(remote.study) ?? studyHeaders(app, remote.study);
		found.set(remote.study, asked);
		const headers = await asked;
		if (!headers.ok) throw new PacsError(headers.error);
		const header = headers.value.get(remote.instance);
		return header?.isWhole ? use(header) : withObject(app, path, use);
	};
}
