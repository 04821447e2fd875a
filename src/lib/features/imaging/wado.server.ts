import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { toDicomJson, type DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { imageKind } from '#lib/core/dicom/image-kind.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { blindedDataset, blindedFrameOf } from '#lib/server/dicom/blinded-object.ts';
import type { BlindedObject, BlindedStudy } from './blinded-study.server.ts';
import { makeCache } from './cache.ts';
import { imagePath } from './keep-file.server.ts';

const compress = promisify(gzip);

const CACHED_STUDIES = 16;
const CACHED_MS = 600_000;
/** Headers read at a time: enough to keep the disk busy, few enough to keep memory small. */
const AT_ONCE = 8;

const caches = new WeakMap<App, ReturnType<typeof makeCache<Buffer>>>();

/** Stands as patient name and ID in everything that a blinded viewer gets. */
export const blindedLabel = 'BLINDED';

async function blindedHeader(
	app: App,
	study: BlindedStudy,
	object: BlindedObject
): Promise<DicomJson | null> {
	const opened = await openDicomFile(imagePath(app, object.path));
	if (!opened.ok) return null;
	const file = opened.value;
	try {
		const description = describeInstance(file);
		if (!description.ok) return null;
		const blinded = blindedDataset(
			file,
			{ uidFor: study.uidFor, caseLabel: blindedLabel, pixels: object.pixels },
			{ shape: description.value.pixels, frames: object.frames }
		);
		return blinded.ok ? toDicomJson(blinded.value) : null;
	} finally {
		await file.close();
	}
}

/** The study's metadata as gzipped DICOM JSON (PS3.18 10.4.1.1.2), made once and kept for a while. */
export async function studyMetadata(app: App, study: BlindedStudy): Promise<Buffer> {
	let cache = caches.get(app);
	if (!cache) {
		caches.set(app, (cache = makeCache({ entries: CACHED_STUDIES, forMs: CACHED_MS, clock: app.clock })));
	}
	return cache.get(`${study.caseId}:${study.version}`, async () => {
		const headers: DicomJson[] = [];
		for (let i = 0; i < study.objects.length; i += AT_ONCE) {
			const part = study.objects.slice(i, i + AT_ONCE);
			for (const header of await Promise.all(part.map((object) => blindedHeader(app, study, object)))) {
				if (header) headers.push(header);
			}
		}
		return compress(JSON.stringify(headers));
	});
}

export type FrameFailure = 'instance-not-found' | 'frame-not-found' | 'frame-unreadable';

/** One frame of an object for the browser, with comments blanked. `number` counts from 1. */
export async function blindedFrame(
	app: App,
	object: BlindedObject,
	number: number
): Promise<Result<{ transferSyntaxUID: string; bytes: Uint8Array }, FrameFailure>> {
	if (!Number.isSafeInteger(number) || number < 1 || number > object.frames) return err('frame-not-found');
	const opened = await openDicomFile(imagePath(app, object.path));
	if (!opened.ok) return err('frame-unreadable');
	const file = opened.value;
	try {
		const description = describeInstance(file);
		if (!description.ok || !description.value.pixels) return err('frame-unreadable');
		const image = await imageKind(file, description.value);
		if (image.kind !== 'shown') return err('frame-unreadable');
		const frame = await blindedFrameOf(file, {
			index: image.frames,
			shape: description.value.pixels,
			number,
			pixels: object.pixels
		});
		return frame.ok ? ok(frame.value) : err('frame-unreadable');
	} finally {
		await file.close();
	}
}

/** Blinded URLs name their content for good; browsers may keep it for the session, shared caches may not. */
const KEEP = 'private, max-age=3600, immutable';

/** The metadata as an HTTP answer; `acceptEncoding` is the request's header. */
export async function metadataResponse(
	app: App,
	study: BlindedStudy,
	acceptEncoding: string | null
): Promise<Response> {
	const zipped = await studyMetadata(app, study);
	const headers = {
		'content-type': 'application/dicom+json',
		'cache-control': KEEP,
		vary: 'accept-encoding'
	};
	if (/\bgzip\b/.test(acceptEncoding ?? '')) {
		return new Response(new Uint8Array(zipped), { headers: { ...headers, 'content-encoding': 'gzip' } });
	}
	const plain = new Blob([new Uint8Array(zipped)]).stream().pipeThrough(new DecompressionStream('gzip'));
	return new Response(plain, { headers });
}

/** A frame as a single-part multipart answer (PS3.18 10.4.1.1.6). */
export function frameResponse(frame: { transferSyntaxUID: string; bytes: Uint8Array }): Response {
	const boundary = randomUUID();
	const type = `application/octet-stream; transfer-syntax=${frame.transferSyntaxUID}`;
	const head = Buffer.from(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const body = Buffer.concat([head, frame.bytes, tail]);
	return new Response(body, {
		headers: {
			'content-type': `multipart/related; type="application/octet-stream"; transfer-syntax=${frame.transferSyntaxUID}; boundary=${boundary}`,
			'content-length': String(body.length),
			'cache-control': KEEP
		}
	});
}
