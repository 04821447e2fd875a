import { describeInstance, type InstanceDescription } from '#lib/core/dicom/describe.ts';
import { err, type Result } from '#lib/core/result.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import type { App } from '#lib/server/app.ts';
import { openDicomFile, type OpenDicomFile, type OpenError } from '#lib/server/dicom/open-file.ts';
import { PacsError, type PacsFailure } from '#lib/server/pacs/failure.ts';
import { bringObject } from './bring-object.server.ts';
import { pacsObject } from './object-path.ts';
import { studyHeaders } from './study-headers.server.ts';

/** Opens an object by its path, wherever it lies; the caller closes it. */
export async function openKept(
	app: App,
	path: string
): Promise<Result<OpenDicomFile, OpenError | PacsFailure>> {
	try {
		await bringObject(app, path);
	} catch (error) {
		if (error instanceof PacsError) return err(error.failure);
		throw error;
	}
	return openDicomFile(imagePath(app, path));
}

/** What an object says of itself; of one in the PACS by the header that is kept. Null where nobody can say. */
export async function describeKept(app: App, path: string): Promise<InstanceDescription | null> {
	const object = pacsObject(path);
	if (object) {
		const headers = await studyHeaders(app, object.study);
		return (headers.ok && headers.value.get(object.instance)?.description) || null;
	}
	const opened = await openDicomFile(imagePath(app, path));
	if (!opened.ok) return null;
	try {
		const description = describeInstance(opened.value);
		return description.ok ? description.value : null;
	} finally {
		await opened.value.close();
	}
}
