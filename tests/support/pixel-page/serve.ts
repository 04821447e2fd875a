import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { toDicomJson, type DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { describeInstance, type PixelShape } from '#lib/core/dicom/describe.ts';
import { frameTotal, type FrameIndex } from '#lib/core/dicom/frames.ts';
import { imageKind } from '#lib/core/dicom/image-kind.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { blindedDataset, blindedFrameOf } from '#lib/server/dicom/blinded-object.ts';
import { packFrame } from '#lib/server/dicom/pack-frame.ts';
import { jpegLsLossless } from '#lib/server/dicomweb/negotiate.ts';

/** A file behind the door, or why the door shows none of it. */
export type DoorObject =
	| {
			readonly kind: 'shown';
			readonly file: DicomFile;
			readonly index: FrameIndex;
			readonly shape: PixelShape;
			readonly frames: number;
			readonly header: DicomJson;
	  }
	| { readonly kind: 'kept-out'; readonly reason: string };

/** A file as a reviewer's door has it: held out with a reason, or de-identified. */
export async function openDoorObject(file: DicomFile): Promise<DoorObject> {
	const description = describeInstance(file);
	if (!description.ok) return { kind: 'kept-out', reason: description.error };
	const image = await imageKind(file, description.value);
	if (image.kind !== 'shown') return { kind: 'kept-out', reason: image.reason };
	const { pixels: shape } = description.value;
	if (!shape) return { kind: 'kept-out', reason: 'no-image-attributes' };
	const frames = frameTotal(image.frames);
	const options = {
		uidFor: (uid: string) => uid,
		caseLabel: 'BLINDED',
		pixels: { kind: 'checked' }
	} as const;
	const blinded = blindedDataset(file, options, { shape, frames });
	if (!blinded.ok) return { kind: 'kept-out', reason: blinded.error };
	const header: DicomJson = {
		// A store would not take an object without them; pixels can be looked at all the same.
		'0020000D': { vr: 'UI', Value: ['1.2.3'] },
		'0020000E': { vr: 'UI', Value: ['1.2.3.1'] },
		...toDicomJson(blinded.value)
	};
	return { kind: 'shown', file, index: image.frames, shape, frames, header };
}

/** What a store does that does not give what it has. */
export type Broken = {
	/** Attributes that stand over those of the header. */
	readonly header?: DicomJson;
	readonly frame?: (bytes: Uint8Array) => Uint8Array;
	/** Plain grey frames go out losslessly compressed, as over a slow line. */
	readonly isPacked?: boolean;
};

export type PixelServer = AsyncDisposable & {
	readonly origin: string;
	/** Puts an object behind the door; returns its root and study. */
	put(object: DoorObject & { kind: 'shown' }, broken?: Broken): { root: string; studyUid: string };
	/** What the page posted of a frame. */
	decoded(root: string, frame: number): Float32Array | undefined;
};

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the built page from `folder`, and each object as WADO-RS does. */
export async function servePixels(folder: string): Promise<PixelServer> {
	const objects = new Map<string, DoorObject & { kind: 'shown' }>();
	let breaking: Broken = {};
	const posted = new Map<string, Float32Array>();
	const server = createServer((request, response) => {
		answer(request, response).catch((cause: unknown) => {
			response.writeHead(500).end(String(cause));
		});
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = new URL(request.url ?? '/', 'http://door').pathname;
		const [, root = '', rest = ''] = /^(\/door\/\d+)(\/.*)$/.exec(path) ?? [];
		const object = objects.get(root);
		if (object) return answerObject(object, { root, rest, request, response });
		if (path === '/') {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end('<!doctype html><title>Pixels</title><script type="module" src="/page.js"></script>');
			return;
		}
		const bytes = await readFile(join(folder, path)).catch(() => null);
		if (!bytes) response.writeHead(404).end();
		else response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(bytes);
	}

	async function answerObject(
		object: DoorObject & { kind: 'shown' },
		asked: { root: string; rest: string; request: IncomingMessage; response: ServerResponse }
	): Promise<void> {
		const { root, rest, request, response } = asked;
		const number = Number(/\/(\d+)$/.exec(rest)?.[1] ?? 0);
		if (rest.endsWith('/metadata')) {
			response.writeHead(200, { 'content-type': 'application/dicom+json' });
			response.end(JSON.stringify([{ ...object.header, ...breaking.header }]));
		} else if (rest.startsWith('/decoded/')) {
			const body = Buffer.concat(await request.toArray());
			posted.set(
				`${root}/${number}`,
				new Float32Array(body.buffer.slice(body.byteOffset), 0, body.length / 4)
			);
			response.writeHead(204).end();
		} else {
			const frame = await blindedFrameOf(object.file, { ...object, number, pixels: { kind: 'checked' } });
			if (!frame.ok) {
				response.writeHead(404).end(frame.error);
				return;
			}
			const { bytes, transferSyntaxUID } = breaking.isPacked
				? { bytes: await packFrame(frame.value.bytes, object.shape), transferSyntaxUID: jpegLsLossless }
				: frame.value;
			const type = `application/octet-stream; transfer-syntax=${transferSyntaxUID}`;
			response.writeHead(200, {
				'content-type': `multipart/related; type="application/octet-stream"; boundary=frame`
			});
			response.write(`--frame\r\nContent-Type: ${type}\r\n\r\n`);
			response.write(breaking.frame?.(bytes) ?? bytes);
			response.end('\r\n--frame--');
		}
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	let count = 0;
	return {
		origin: `http://127.0.0.1:${port}`,
		put(object, broken = {}) {
			breaking = broken;
			const root = `/door/${++count}`;
			objects.clear();
			posted.clear();
			objects.set(root, object);
			return { root, studyUid: String(object.header['0020000D']?.Value?.[0] ?? '') };
		},
		decoded: (root, frame) => posted.get(`${root}/${frame}`),
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		}
	};
}
