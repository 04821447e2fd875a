import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { memorySource } from '#lib/core/dicom/byte-source.ts';
import { describeInstance, type InstanceDescription } from '#lib/core/dicom/describe.ts';
import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { readDicomJson, type JsonHeader } from '#lib/core/dicom/read-dicom-json.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { explicitLittleEndian, transferSyntax } from '#lib/core/dicom/transfer-syntax.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { makeCache } from '#lib/features/imaging/cache.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import type { App } from '#lib/server/app.ts';
import { askJson } from '#lib/server/pacs/ask.ts';
import type { PacsFailure } from '#lib/server/pacs/failure.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { pacsFolder } from './object-path.ts';

const compress = promisify(gzip);
const inflate = promisify(gunzip);

/** Studies whose headers are held in memory. */
const CACHED = 4;
const CACHED_MS = 600_000;
const MAX_INSTANCES = 20_000;

/** What the PACS says of one object: a file without its pixels. */
export type KeptHeader = Pick<JsonHeader, 'isWhole' | 'storedSyntaxUid'> & {
	readonly file: DicomFile;
	readonly description: InstanceDescription;
};
/** By SOP Instance UID. */
export type StudyHeaders = ReadonlyMap<string, KeptHeader>;

const makeHeld = (app: App) =>
	makeCache<Result<StudyHeaders, PacsFailure>>({ entries: CACHED, forMs: CACHED_MS, clock: app.clock });
/** Those that are held in memory; what one copy of this module asks for anew, all others have. */
const held = (app: App): { cache: ReturnType<typeof makeHeld> } =>
	sharedState(app, 'study-headers', () => ({ cache: makeHeld(app) }));
const forget = (app: App): void => {
	held(app).cache = makeHeld(app);
};

/**
 * The headers of a study of the PACS, as they were when it was found: they are kept on disk, and asked for again where they are lost.
 */
export async function studyHeaders(app: App, studyUid: string): Promise<Result<StudyHeaders, PacsFailure>> {
	const found = await held(app).cache.get(studyUid, async () => {
		const kept = await readKept(app, studyUid);
		const parsed = kept === null ? null : parseHeaders(kept, studyUid);
		return parsed?.ok ? parsed : askForHeaders(app, studyUid);
	});
	// What the PACS could not say now it may say when it is asked again.
	if (!found.ok) forget(app);
	return found;
}

/** Asks the PACS for the headers of a study, whatever is kept of them, and keeps them from now on. */
export async function refreshHeaders(app: App, studyUid: string): Promise<Result<StudyHeaders, PacsFailure>> {
	const headers = await askForHeaders(app, studyUid);
	forget(app);
	return headers;
}

async function askForHeaders(app: App, studyUid: string): Promise<Result<StudyHeaders, PacsFailure>> {
	const { pacs } = app.config;
	if (!pacs) return err('pacs-not-set');
	const list = await askJson(pacs, { path: ['studies', studyUid, 'metadata'] });
	if (!list.ok) return list;
	if (list.value.length === 0) return err('pacs-has-not');
	const headers = parseHeaders(list.value, studyUid);
	if (!headers.ok) return headers;
	const path = headersPath(app, studyUid);
	const own = `${path}.${randomUUID()}`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await writeFile(own, await compress(JSON.stringify(list.value)), { mode: 0o600 });
	await rename(own, path);
	return headers;
}

function headersPath(app: App, studyUid: string): string {
	return imagePath(app, join(pacsFolder, studyUid, 'headers.json.gz'));
}

async function readKept(app: App, studyUid: string): Promise<readonly unknown[] | null> {
	try {
		const list: unknown = JSON.parse((await inflate(await readFile(headersPath(app, studyUid)))).toString());
		return Array.isArray(list) ? list : null;
	} catch {
		// Lost or broken: it is asked for anew.
		return null;
	}
}

/** A header that cannot be read, or one of another study, makes the whole answer unusable: nobody knows what else is wrong in it. */
function parseHeaders(list: readonly unknown[], studyUid: string): Result<StudyHeaders, PacsFailure> {
	if (list.length > MAX_INSTANCES) return err('pacs-answer-too-large');
	const headers = new Map<string, KeptHeader>();
	for (const json of list) {
		const header = readDicomJson(json);
		if (!header.ok) return err('pacs-answer-unusable');
		const file = headerFile(header.value);
		const described = describeInstance(file);
		if (!described.ok) return err('pacs-answer-unusable');
		const description = described.value;
		if (description.studyInstanceUID !== studyUid || !description.seriesInstanceUID) {
			return err('pacs-answer-unusable');
		}
		const { isWhole, storedSyntaxUid } = header.value;
		headers.set(description.sopInstanceUID, { isWhole, storedSyntaxUid, file, description });
	}
	return ok(headers);
}

function headerFile({ dataset, pixelVr, storedSyntaxUid }: JsonHeader): DicomFile {
	return {
		hasPreamble: true,
		meta: { elements: new Map(), littleEndian: true, characterSets: [] },
		dataset,
		transferSyntax: storedSyntaxUid === undefined ? explicitLittleEndian : transferSyntax(storedSyntaxUid),
		declaredTransferSyntaxUID: storedSyntaxUid,
		pixelData: pixelVr && { tag: tagOf('PixelData'), vr: pixelVr, offset: 0, length: 0 },
		body: memorySource(new Uint8Array()),
		isTruncated: false
	};
}
