import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { keepList } from '#lib/core/dicom/keep-list.ts';
import { withObject } from '#lib/features/imaging/open-objects.server.ts';
import type { App } from '#lib/server/app.ts';
import { blindedDataset } from '#lib/server/dicom/blinded-object.ts';
import { plain, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { isFresh } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import { multipart } from '#lib/server/dicomweb/multipart-write.ts';
import { negotiate, type Offer } from '#lib/server/dicomweb/negotiate.ts';
import { answerFrames } from './frames.server.ts';
import { keepHeaders } from './headers.ts';
import { blindedLabel } from './metadata.server.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

const TYPE = 'application/octet-stream';
const offers: readonly Offer[] = [{ type: TYPE, isMultipart: true, isSingle: true, defaultSyntaxUid: null }];

/**
 * The value of one binary attribute outside of sequences (PS3.18 10.4.1.1.5). Pixel Data are all frames, as parts; behind a door
 * other attributes are those of the de-identified header.
 */
export async function answerBulkdata(
	app: App,
	study: ServedStudy,
	{ object, tag, request }: { object: ServedObject; tag: number; request: DicomwebRequest }
): Promise<Answer> {
	if (tag === tagOf('PixelData')) {
		if (object.frames === 0) return problems.noAttribute;
		const frames = Array.from({ length: object.frames }, (_, at) => at + 1);
		return answerFrames(app, object, { frames, request, isWhole: true });
	}
	const form = negotiate(acceptedBy(request), offers);
	if (!form) return problems.notAcceptable;
	const etag = `"${object.etag}${tag.toString(16)}${form.isMultipart ? 'm' : 's'}"`;
	const headers = { ...keepHeaders, etag, vary: 'accept' };
	if (isFresh(request, etag)) return { status: 304, headers, body: null };
	const bytes = await valueOf(app, study, { object, tag });
	if (!bytes) return problems.noAttribute;
	if (!form.isMultipart) return plain(bytes, { ...headers, 'content-type': TYPE });
	return multipart([{ type: TYPE, pieces: [{ bytes }] }], {
		key: etag,
		rootType: TYPE,
		syntaxUid: null,
		headers
	});
}

function valueOf(
	app: App,
	{ uidFor }: ServedStudy,
	{ object, tag }: { object: ServedObject; tag: number }
): Promise<Uint8Array | null> {
	return withObject(app, object.path, async ({ file, description }) => {
		let { dataset } = file;
		if (uidFor !== null && object.release !== null) {
			if (!keepList.has(tag)) return null;
			const blinded = blindedDataset(
				file,
				{ uidFor, caseLabel: blindedLabel, pixels: object.release },
				{ shape: description.pixels, frames: object.frames }
			);
			if (!blinded.ok) return null;
			dataset = blinded.value;
		}
		const element = dataset.elements.get(tag);
		const isBinary = element && /^(O[BDFLVW]|UN)$/.test(element.vr);
		return isBinary && element.vr !== 'SQ' && element.bytes.length > 0 ? element.bytes : null;
	});
}
