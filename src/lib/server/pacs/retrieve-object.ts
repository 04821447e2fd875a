import { open, rm, type FileHandle } from 'node:fs/promises';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isBrokenOff, readMultipart } from '#lib/server/dicomweb/multipart-read.ts';
import { askPacs, type PacsAnswer } from './ask.ts';
import { PacsError, type PacsFailure } from './failure.ts';
import type { PacsSettings } from './settings.ts';

export type ObjectUids = { readonly study: string; readonly series: string; readonly instance: string };

/** Written at a time: most slices in one go. */
const WRITE_BYTES = 1024 * 1024;

/** What may come after an object until its answer ends. */
const END_BYTES = 64 * 1024;
const END_MS = 100;

/** As it is stored; a service that does not know the asterisk is asked again without it. */
const accepts = [
	'multipart/related; type="application/dicom"; transfer-syntax=*',
	'multipart/related; type="application/dicom"'
] as const;

/** Streams one object (WADO-RS, PS3.18 10.4.1.1.1) into a new file. The file is gone again where anything went wrong. */
export async function retrieveObject(
	pacs: PacsSettings,
	{ study, series, instance }: ObjectUids,
	{ to, unwanted }: { readonly to: string; readonly unwanted?: AbortSignal }
): Promise<Result<null, PacsFailure>> {
	const path = ['studies', study, 'series', series, 'instances', instance];
	const question = { path, isText: false, maxBytes: pacs.limits.objectBytes, unwanted };
	let outcome: Result<null, PacsFailure> = err('pacs-refuses');
	for (const accept of accepts) {
		outcome = await askPacs(pacs, { ...question, accept }, (answer) => writeObject(answer, to));
		if (outcome.ok || outcome.error !== 'pacs-refuses') break;
	}
	if (!outcome.ok) await rm(to, { force: true });
	return outcome;
}

async function writeObject(answer: PacsAnswer | null, to: string): Promise<Result<null, PacsFailure>> {
	const { type, body } = answer ?? {};
	if (!type || !body) return err('pacs-answer-unusable');
	if (type.type === 'application/dicom') return write(body, to);
	const boundary = type.parameters.get('boundary');
	if (type.type !== 'multipart/related' || !boundary) return err('pacs-answer-unusable');
	let count = 0;
	for await (const part of readMultipart(body, boundary)) {
		if (!part.ok)
			return err(part.error === 'body-broken-off' ? 'pacs-answer-broken-off' : 'pacs-answer-unusable');
		// One was asked for.
		if (++count > 1) return err('pacs-answer-unusable');
		const written = await write(part.value.body, to);
		if (!written.ok) return written;
	}
	await readOut(body);
	return count === 1 ? ok(null) : err('pacs-answer-unusable');
}

/**
 * Reads what comes after the last boundary, so that the connection can be asked again: one whose answer was left is shut. The object is here
 * already; an answer that does not end is not waited for.
 */
async function readOut(body: AsyncIterable<Uint8Array>): Promise<void> {
	const chunks = body[Symbol.asyncIterator]();
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, END_MS, null)));
	const rest = async (): Promise<void> => {
		for (let bytes = 0; bytes < END_BYTES;) {
			const next = await chunks.next();
			if (next.done) return;
			bytes += next.value.length;
		}
	};
	await Promise.race([rest().catch(() => undefined), late]);
	clearTimeout(timer);
}

async function write(body: AsyncIterable<Uint8Array>, to: string): Promise<Result<null, PacsFailure>> {
	const file = await open(to, 'wx', 0o600);
	try {
		let held: Uint8Array[] = [];
		let bytes = 0;
		for await (const chunk of body) {
			held.push(chunk);
			bytes += chunk.length;
			if (bytes < WRITE_BYTES) continue;
			await append(file, held, bytes);
			[held, bytes] = [[], 0];
		}
		if (bytes > 0) await append(file, held, bytes);
		return ok(null);
	} catch (error) {
		if (error instanceof PacsError) return err(error.failure);
		if (isBrokenOff(error)) return err('pacs-answer-broken-off');
		throw error;
	} finally {
		await file.close();
	}
}

/** Writes pieces where they lie, and what the system did not take of them once more. */
async function append(file: FileHandle, pieces: readonly Uint8Array[], bytes: number): Promise<void> {
	const { bytesWritten } = await file.writev([...pieces]);
	if (bytesWritten < bytes) await file.appendFile(Buffer.concat(pieces).subarray(bytesWritten));
}
