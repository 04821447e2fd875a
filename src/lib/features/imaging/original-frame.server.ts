import { describeInstance } from '#lib/core/dicom/describe.ts';
import type { App } from '#lib/server/app.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import type { BlindedStudy } from './blinded-study.server.ts';
import { imagePath } from './keep-file.server.ts';

/**
 * The frame of reference of an original object (PS3.3 C.7.4.1) by the replaced UID of the object. Null where the object has none,
 * is not shown, or the frame that was named is not its own.
 */
export async function originalFrameOfReference(
	app: App,
	study: BlindedStudy,
	blinded: { readonly sopInstanceUid: string; readonly frameOfReferenceUid: string }
): Promise<string | null> {
	const object = study.find(blinded.sopInstanceUid);
	if (!object || blinded.frameOfReferenceUid === '') return null;
	const opened = await openDicomFile(imagePath(app, object.path));
	if (!opened.ok) return null;
	try {
		const description = describeInstance(opened.value);
		const original = description.ok ? description.value.frameOfReferenceUID : undefined;
		return original !== undefined && study.uidFor(original) === blinded.frameOfReferenceUid ? original : null;
	} finally {
		await opened.value.close();
	}
}
