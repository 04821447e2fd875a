import { lendObject } from '#lib/features/imaging/open-objects.server.ts';
import type { App } from '#lib/server/app.ts';
import { problems, type Answer, type Chunk, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { isFresh } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import {
	boundaryOf,
	multipart,
	multipartChunks,
	multipartType
} from '#lib/server/dicomweb/multipart-write.ts';
import { dicomOffers, negotiate } from '#lib/server/dicomweb/negotiate.ts';
import { keepHeaders } from './headers.ts';
import { partTenOf } from './part-ten.server.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

const TYPE = 'application/dicom';

/** Whole objects as Part 10 files (PS3.18 10.4.1.1.1), one after the other as they are read. */
export async function answerInstances(
	app: App,
	study: ServedStudy,
	{ objects, request }: { objects: readonly ServedObject[]; request: DicomwebRequest }
): Promise<Answer> {
	const form = negotiate(acceptedBy(request), dicomOffers(objects.length));
	if (!form) return problems.notAcceptable;
	const [first, ...more] = objects;
	if (!first) return problems.noInstance;
	const variant = `${form.isMultipart ? 'm' : 's'}${form.syntaxUid ?? ''}`;
	const etag = more.length === 0 ? `"${first.etag}${variant}"` : null;
	if (etag !== null && isFresh(request, etag)) {
		return { status: 304, headers: { ...keepHeaders, etag, vary: 'accept' }, body: null };
	}
	const headers = etag === null ? { vary: 'accept' } : { ...keepHeaders, etag, vary: 'accept' };
	const syntaxUid = form.syntaxUid;

	// The first one is looked at before the head goes out, so that what cannot be had is told with a status.
	const lent = await lendObject(app, first.path, request.left);
	if (!lent) return problems.unreadable;
	let file: Awaited<ReturnType<typeof partTenOf>> | null = null;
	try {
		file = await partTenOf(study, first, lent, syntaxUid);
	} finally {
		if (!file?.ok || file.value.body.kind === 'chunks' || more.length > 0) lent.giveBack();
	}
	if (!file.ok) return file.error === 'not-transcoded' ? problems.notTranscoded : problems.unreadable;
	const { body } = file.value;
	const type = `${TYPE}; transfer-syntax=${file.value.syntaxUid}`;
	if (body.kind === 'pieces' && more.length === 0) {
		const release = lent.giveBack;
		if (!form.isMultipart)
			return { status: 200, headers: { ...headers, 'content-type': type }, body: { ...body, release } };
		const parts = [{ type, pieces: body.pieces }];
		return multipart(parts, { key: etag ?? first.etag, rootType: TYPE, syntaxUid: null, headers, release });
	}
	if (!form.isMultipart) {
		const chunks = chunksOfObject(app, study, { object: first, syntaxUid });
		return {
			status: 200,
			headers: { ...headers, 'content-type': type },
			body: { kind: 'chunks', chunks, length: null }
		};
	}
	const boundary = boundaryOf(`${study.version}${first.etag}`);
	const chunks = multipartChunks(boundary, partsOf(app, study, { objects, syntaxUid, left: request.left }));
	return {
		status: 200,
		headers: { ...headers, 'content-type': multipartType(TYPE, boundary, null) },
		body: { kind: 'chunks', chunks, length: null }
	};
}

async function* partsOf(
	app: App,
	study: ServedStudy,
	{
		objects,
		syntaxUid,
		left
	}: {
		objects: readonly ServedObject[];
		syntaxUid: string | null;
		left?: (() => AbortSignal) | undefined;
	}
) {
	for (const object of objects) {
		const lent = await lendObject(app, object.path, left);
		if (!lent) throw new Error('an object of a series cannot be read');
		try {
			const file = await partTenOf(study, object, lent, syntaxUid);
			if (!file.ok) throw new Error(`an object of a series cannot be given: ${file.error}`);
			const type = `${TYPE}; transfer-syntax=${file.value.syntaxUid}`;
			const { body } = file.value;
			yield { type, chunks: body.kind === 'pieces' ? body.pieces : body.chunks };
		} finally {
			lent.giveBack();
		}
	}
}

async function* chunksOfObject(
	app: App,
	study: ServedStudy,
	{ object, syntaxUid }: { object: ServedObject; syntaxUid: string | null }
): AsyncGenerator<Chunk> {
	for await (const part of partsOf(app, study, { objects: [object], syntaxUid })) yield* part.chunks;
}
