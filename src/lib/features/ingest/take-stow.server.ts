import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '#lib/core/actor.ts';
import { datasetText } from '#lib/core/dicom/dicom-json.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { examineDicomFile } from '#lib/server/dicom/open-file.ts';
import { plain, problem, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { isXml, modelOffers, xmlAnswer } from '#lib/server/dicomweb/dicom-model.ts';
import { acceptedBy, parseMediaType } from '#lib/server/dicomweb/media-types.ts';
import {
	isBrokenOff,
	readMultipart,
	type MultipartError,
	type ReceivedPart
} from '#lib/server/dicomweb/multipart-read.ts';
import { negotiate, type Form } from '#lib/server/dicomweb/negotiate.ts';
import { failureReasons, storeResponse, type StoredObject } from '#lib/server/dicomweb/store-response.ts';
import { closeBatch, openBatch } from './batches.server.ts';
import { takeImages, type ImageFile } from './take-images.server.ts';
import { makeTally, type Tally } from './tally.server.ts';
import { maxUploadBytes } from './upload-limits.ts';

/** Files written beside the store before they are taken in together. */
const A_BATCH = 50;
const MAX_PARTS = 20_000;
/** Left free on the disk: what comes in is written once more into the store. */
const RESERVE_BYTES = 512 * 1024 * 1024;

const offers = modelOffers({ isOne: true, isOnlyOne: true });

const broken: Readonly<Record<MultipartError, Answer>> = {
	'body-broken-off': problem(400, 'body-broken-off', 'The body ends before its last boundary.'),
	'no-boundary': problem(
		400,
		'no-boundary',
		'The body does not begin with the boundary that Content-Type names.'
	),
	'part-head-too-large': problem(400, 'part-head-too-large', 'The head of a part is too large.')
};

/** A part that was written to disk, or why it was not. */
type Received = { readonly path: string; readonly sizeBytes: number };
type PartError = 'too-large-file' | 'no-space-left' | 'unsupported-part';

type Waiting = ImageFile & { readonly object: StoredObject };

/**
 * Takes objects in as STOW-RS sends them (PS3.18 10.5): each part is streamed to a file, examined, and goes the way of every import.
 * What was not taken is named with a reason and stands among the refusals of the batch.
 */
export async function takeStow(
	app: App,
	actor: Actor,
	{ request, studyUid }: { request: DicomwebRequest; studyUid: string | null }
): Promise<Answer> {
	const form = negotiate(acceptedBy(request), offers);
	if (!form) return problems.notAcceptable;
	const type = parseMediaType(request.header('content-type') ?? '');
	const rootType = type?.parameters.get('type')?.toLowerCase();
	const boundary = type?.parameters.get('boundary');
	const isDicom =
		type?.type === 'multipart/related' && (rootType === undefined || rootType === 'application/dicom');
	if (!isDicom && type?.type !== 'application/dicom') {
		return problem(
			415,
			'unsupported-media-type',
			'Objects come as multipart/related with type="application/dicom".'
		);
	}
	if (isDicom && !boundary) return problem(400, 'no-boundary', 'Content-Type names no boundary.');
	if (!request.body) return problem(400, 'empty-body', 'The body is empty.');
	const folder = join(app.config.dataFolder, 'uploads');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const id = await openBatch(app, { actor, origin: 'dicomweb' });
	const taking = makeTaking(app, { tally: makeTally(app, id), studyUid });
	try {
		const parts = isDicom && boundary ? readMultipart(request.body, boundary) : single(request.body);
		let count = 0;
		for await (const part of parts) {
			if (!part.ok) return broken[part.error];
			count += 1;
			if (count > MAX_PARTS)
				return problem(413, 'too-many-parts', `A request holds at most ${MAX_PARTS} objects.`);
			const received = await receive(part.value, folder);
			if (received.ok) await taking.add(received.value, `part ${count}`);
			else taking.refuse(`part ${count}`, received.error);
		}
		const objects = await taking.finish();
		if (objects.length === 0) return problem(400, 'no-parts', 'The body holds no object.');
		return answerOf(objects, { request, form });
	} catch (error) {
		if (isBrokenOff(error) || isHungUp(error)) return broken['body-broken-off'];
		throw error;
	} finally {
		await taking.finish();
		await closeBatch(app, { id, actor });
	}
}

/** The client went away in the midst of its body. */
function isHungUp(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

async function* single(
	body: AsyncIterable<Uint8Array>
): AsyncGenerator<Result<ReceivedPart, MultipartError>> {
	yield ok({ headers: new Map(), body });
}

function answerOf(
	objects: readonly StoredObject[],
	{ request, form }: { request: DicomwebRequest; form: Form }
): Answer {
	const failed = objects.filter(({ failure }) => failure !== null).length;
	// All, some, none (PS3.18 table 10.5.3-1).
	const status = failed === 0 ? 200 : failed < objects.length ? 202 : 409;
	const answer = storeResponse(objects, request.root);
	const headers = { 'cache-control': 'no-store' };
	if (isXml(form)) return xmlAnswer([answer], { form, headers, status });
	return plain(Buffer.from(datasetText(answer)), { ...headers, 'content-type': form.type }, status);
}

function makeTaking(app: App, { tally, studyUid }: { tally: Tally; studyUid: string | null }) {
	let waiting: Waiting[] = [];
	const done: StoredObject[] = [];
	const paths = new Set<string>();

	function refuse(
		name: string,
		reason: PartError | 'not-this-study',
		object: Partial<StoredObject> = {}
	): void {
		tally.file(name);
		tally.refused({
			name,
			position: null,
			reason: reason === 'unsupported-part' ? 'unknown-format' : reason,
			detail: null
		});
		done.push({
			sopClassUid: null,
			sopUid: null,
			studyUid: null,
			seriesUid: null,
			...object,
			failure: failureReasons[reason] ?? 0x0110
		});
	}

	async function flush(): Promise<void> {
		const batch = waiting;
		waiting = [];
		if (batch.length === 0) return;
		const refused = new Map<string, string>();
		const watching: Tally = {
			...tally,
			refused(refusal) {
				refused.set(refusal.name, refusal.reason);
				tally.refused(refusal);
			}
		};
		await takeImages(app, watching, batch);
		for (const { name, object, path } of batch) {
			const reason = refused.get(name);
			done.push(reason === undefined ? object : { ...object, failure: failureReasons[reason] ?? 0x0110 });
			await remove(path);
		}
		if (tally.isDue()) await tally.save();
	}

	async function remove(path: string): Promise<void> {
		paths.delete(path);
		await rm(path, { force: true });
	}

	return {
		refuse,
		async add({ path, sizeBytes }: Received, name: string): Promise<void> {
			paths.add(path);
			const examined = await examineDicomFile(path);
			const description = examined.ok ? examined.value.description : null;
			const object = {
				sopClassUid: description?.sopClassUID ?? null,
				sopUid: description?.sopInstanceUID ?? null,
				studyUid: description?.studyInstanceUID ?? null,
				seriesUid: description?.seriesInstanceUID ?? null,
				failure: null
			};
			if (studyUid !== null && description && description.studyInstanceUID !== studyUid) {
				refuse(name, 'not-this-study', object);
				await remove(path);
				return;
			}
			tally.file(name);
			waiting.push({ path, name, sizeBytes, object });
			if (waiting.length >= A_BATCH) await flush();
		},
		/** Takes in what still waits; gives what became of every object. */
		async finish(): Promise<readonly StoredObject[]> {
			await flush();
			await tally.save();
			for (const path of paths) await remove(path);
			return done;
		}
	};
}

/** Streams a part to a file of its own. */
async function receive(
	{ headers, body }: ReceivedPart,
	folder: string
): Promise<Result<Received, PartError>> {
	const type = parseMediaType(headers.get('content-type') ?? 'application/dicom');
	const disk = await statfs(folder);
	const freeBytes = Math.floor((disk.bavail * disk.bsize - RESERVE_BYTES) / 2);
	const limit = Math.min(maxUploadBytes, freeBytes);
	const path = join(folder, randomUUID());
	let sizeBytes = 0;
	const isWanted = type?.type === 'application/dicom';
	const counter = new Transform({
		transform(chunk: Buffer, _encoding, next) {
			sizeBytes += chunk.length;
			// The rest of a part that is not kept is read past, so that the next one is found.
			next(null, isWanted && sizeBytes <= limit ? chunk : undefined);
		}
	});
	try {
		await pipeline(Readable.from(body), counter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
	if (isWanted && sizeBytes <= limit) return ok({ path, sizeBytes });
	await rm(path, { force: true });
	if (!isWanted) return err('unsupported-part');
	return err(limit < maxUploadBytes ? 'no-space-left' : 'too-large-file');
}
