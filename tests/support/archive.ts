import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { memorySource } from '#lib/core/dicom/byte-source.ts';
import { toDicomJson, type DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { textOf } from '#lib/core/dicom/dataset.ts';
import { readDicomFile } from '#lib/core/dicom/read-file.ts';

/** An answer of the archive before it goes out, so that a test can spoil it. */
export type Reply = { status: number; headers: Record<string, string>; body: Uint8Array };
export type Archive = AsyncDisposable & {
	readonly url: string;
	/** Paths that were asked for, with their query, and the Authorization header of the last request. */
	readonly asked: string[];
	authorization(): string | undefined;
	/** Takes over a request wholly; false leaves it to the archive. */
	mood: ((request: IncomingMessage, response: ServerResponse, reply: Reply) => boolean) | null;
	/** Replaces what the archive holds. */
	hold(files: readonly Uint8Array[]): Promise<void>;
};

type Held = {
	readonly file: Uint8Array;
	readonly json: DicomJson;
	study: string;
	series: string;
	sop: string;
};

/** A small archive that answers DICOMweb over HTTP from memory, and can be made to misbehave. */
export async function startArchive(files: readonly Uint8Array[]): Promise<Archive> {
	let held: Held[] = [];
	const hold = async (given: readonly Uint8Array[]): Promise<void> => {
		held = await Promise.all(given.map(heldFrom));
	};
	await hold(files);
	const asked: string[] = [];
	let authorization: string | undefined;
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		authorization = request.headers.authorization;
		const reply = replyTo(held, request.url ?? '');
		if (archive.mood?.(request, response, reply)) return;
		response.writeHead(reply.status, reply.headers).end(reply.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const archive: Archive = {
		url: `http://127.0.0.1:${port}/archive/dicom-web`,
		asked,
		authorization: () => authorization,
		mood: null,
		hold,
		[Symbol.asyncDispose]: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
	return archive;
}

async function heldFrom(file: Uint8Array): Promise<Held> {
	const read = await readDicomFile(memorySource(file));
	if (!read.ok) throw new Error(read.error);
	const { dataset } = read.value;
	return {
		file,
		json: toDicomJson(dataset, { bulkDataUri: 'elsewhere', pixelDataVr: 'OW' }),
		study: textOf(dataset, 'StudyInstanceUID') ?? '',
		series: textOf(dataset, 'SeriesInstanceUID') ?? '',
		sop: textOf(dataset, 'SOPInstanceUID') ?? ''
	};
}

const boundary = 'archive-boundary';

const searchKeys = { AccessionNumber: '00080050', PatientID: '00100020', StudyInstanceUID: '0020000D' };

function replyTo(held: readonly Held[], target: string): Reply {
	const url = new URL(target, 'http://archive');
	const parts = url.pathname.replace('/archive/dicom-web/', '').split('/').map(decodeURIComponent);
	const of = held.filter(({ study }) => study === parts[1]);
	if (parts.length === 1) {
		const found = held.filter(({ json }) =>
			Object.entries(searchKeys).every(([name, tag]) => {
				const wanted = url.searchParams.get(name);
				return wanted === null || (json[tag] as { Value?: unknown[] }).Value?.[0] === wanted;
			})
		);
		const studies = [...new Map(found.map((one) => [one.study, one])).values()].map((one) => {
			const objects = held.filter(({ study }) => study === one.study).length;
			return { ...one.json, '00201208': { vr: 'IS', Value: [objects] } };
		});
		return studies.length > 0 ? json(studies) : { status: 204, headers: {}, body: Buffer.of() };
	}
	if (parts[2] === 'metadata' && of.length > 0) return json(of.map((one) => one.json));
	const one = of.find(({ series, sop }) => series === parts[3] && sop === parts[5]);
	if (!one || parts.length !== 6) return { status: 404, headers: {}, body: Buffer.from('nothing') };
	return object(one.file);
}

function json(value: unknown): Reply {
	const body = Buffer.from(JSON.stringify(value));
	return { status: 200, headers: { 'content-type': 'application/dicom+json' }, body };
}

/** One object as a multipart answer. */
export function object(file: Uint8Array): Reply {
	const head = Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
	return {
		status: 200,
		headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}` },
		body: Buffer.concat([head, file, Buffer.from(`\r\n--${boundary}--\r\n`)])
	};
}
