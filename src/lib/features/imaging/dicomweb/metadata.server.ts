import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { dicomJsonText, toDicomJson, type DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { tagText } from '#lib/core/dicom/dictionary.ts';
import { makeCache } from '#lib/features/imaging/cache.ts';
import { headerReader, type WithHeader } from '#lib/features/imaging/open-header.server.ts';
import type { App } from '#lib/server/app.ts';
import { blindedDataset } from '#lib/server/dicom/blinded-object.ts';
import { plain, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { isFresh } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import { isXml, modelOffers, xmlAnswer } from '#lib/server/dicomweb/dicom-model.ts';
import { negotiate } from '#lib/server/dicomweb/negotiate.ts';
import { checkHeaders } from './headers.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

const compress = promisify(gzip);
const inflate = promisify(gunzip);

const CACHED = 64;
const CACHED_MS = 600_000;
/** Headers read at a time: enough to keep the disk busy, few enough to keep memory small. */
const AT_ONCE = 8;
/** Binary values above this are served apart, where nothing is blinded. */
const INLINE_BYTES = 2048;

const caches = new WeakMap<App, ReturnType<typeof makeCache<Buffer>>>();

/** Stands as patient name and ID in everything that a blinded viewer gets. */
export const blindedLabel = 'BLINDED';

/** One object's header in the DICOM JSON model; null where its file cannot be read or may not be shown. */
function headerOf(
	withHeader: WithHeader,
	study: ServedStudy,
	object: ServedObject
): Promise<DicomJson | null> {
	return withHeader(object.path, async ({ file, description }) => {
		const { uidFor } = study;
		if (uidFor === null || object.release === null) {
			const base = `/studies/${study.studyUid}/series/${object.seriesUid}/instances/${object.sopUid}/bulkdata/`;
			const uri = (tag: number): string => `${study.root}${base}${tagText(tag)}`;
			return toDicomJson(file.dataset, {
				largeValues: { moreThanBytes: INLINE_BYTES, uri },
				...(file.pixelData && tagText(file.pixelData.tag) === '7FE00010'
					? { bulkDataUri: uri(file.pixelData.tag), pixelDataVr: file.pixelData.vr === 'OB' ? 'OB' : 'OW' }
					: {})
			});
		}
		const blinded = blindedDataset(
			file,
			{ uidFor, caseLabel: blindedLabel, pixels: object.release },
			{ shape: description.pixels, frames: object.frames }
		);
		return blinded.ok ? toDicomJson(blinded.value) : null;
	});
}

/** The headers of objects, in their order; those that cannot be read are left out. */
async function headersOf(
	app: App,
	study: ServedStudy,
	objects: readonly ServedObject[]
): Promise<DicomJson[]> {
	const headers: DicomJson[] = [];
	const withHeader = headerReader(app);
	for (let i = 0; i < objects.length; i += AT_ONCE) {
		const part = objects.slice(i, i + AT_ONCE);
		for (const header of await Promise.all(part.map((object) => headerOf(withHeader, study, object)))) {
			if (header) headers.push(header);
		}
	}
	return headers;
}

/** The metadata of objects of a study as gzipped DICOM JSON, made once and kept for a while; `key` names the objects. */
export function zippedMetadata(
	app: App,
	study: ServedStudy,
	{ objects, key }: { objects: readonly ServedObject[]; key: string }
): Promise<Buffer> {
	let cache = caches.get(app);
	if (!cache) caches.set(app, (cache = makeCache({ entries: CACHED, forMs: CACHED_MS, clock: app.clock })));
	return cache.get(`${study.version} ${key}`, async () =>
		compress(dicomJsonText(await headersOf(app, study, objects)))
	);
}

/** The headers of objects of a study, from the metadata that are kept. */
export async function readMetadata(
	app: App,
	study: ServedStudy,
	of: { objects: readonly ServedObject[]; key: string }
): Promise<DicomJson[]> {
	const zipped = await zippedMetadata(app, study, of);
	return JSON.parse((await inflate(zipped)).toString()) as DicomJson[]; // written by `zippedMetadata`
}

/** Metadata of a study, a series or an instance (PS3.18 10.4.1.1.2). XML is made of what is given in JSON. */
export async function answerMetadata(
	app: App,
	study: ServedStudy,
	{ objects, key, request }: { objects: readonly ServedObject[]; key: string; request: DicomwebRequest }
): Promise<Answer> {
	const form = negotiate(acceptedBy(request), modelOffers({ isOne: objects.length === 1 }));
	if (!form) return problems.notAcceptable;
	const isZipped = !isXml(form) && acceptsGzip(request.header('accept-encoding'));
	const variant = `${study.version} ${key} ${form.type} ${isZipped} ${form.isMultipart}`;
	// A hash under a key: a blinded version must not be guessed from what it is made of.
	const etag = `"${app.secrets.pseudonym('etag', variant).toString('base64url').slice(0, 24)}"`;
	const headers = { ...checkHeaders, etag, vary: 'accept, accept-encoding' };
	if (isFresh(request, etag)) return { status: 304, headers, body: null };
	if (isXml(form)) {
		return xmlAnswer(await readMetadata(app, study, { objects, key }), { form, headers });
	}
	const zipped = await zippedMetadata(app, study, { objects, key });
	const typed = { ...headers, 'content-type': form.type };
	return isZipped
		? plain(zipped, { ...typed, 'content-encoding': 'gzip' })
		: plain(await inflate(zipped), typed);
}

/** Whether gzip may be used (RFC 9110 12.5.3). */
export function acceptsGzip(header: string | null): boolean {
	if (header === null) return false;
	return header.split(',').some((one) => /^\s*(gzip|x-gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
}
