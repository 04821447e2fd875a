import { describeKept } from '#lib/features/imaging/pacs/open-kept.server.ts';
import type { App } from '#lib/server/app.ts';
import type { BlindedStudy } from './blinded-study.server.ts';

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
	const original = (await describeKept(app, object.path))?.frameOfReferenceUID;
	return original !== undefined && study.uidFor(original) === blinded.frameOfReferenceUid ? original : null;
}
