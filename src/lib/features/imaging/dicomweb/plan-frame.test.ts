import { describe, expect, it } from 'vitest';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { imageKind } from '#lib/core/dicom/image-kind.ts';
import { aCtFile, read, type Attributes } from '#lib/core/dicom/test-objects.ts';
import type { OpenObject } from '#lib/features/imaging/open-objects.server.ts';
import type { PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import { decodeWithWasm } from '#lib/server/dicom/codecs.ts';
import { jpegLsLossless } from '#lib/server/dicomweb/negotiate.ts';
import { planFrame, planWhole } from './plan-frame.server.ts';

const pixels = Uint8Array.from({ length: 24 }, (_, at) => at);

async function opened(bytes: Uint8Array): Promise<OpenObject> {
	const file = await read(bytes);
	const description = describeInstance(file);
	if (!description.ok) throw new Error(description.error);
	return {
		file,
		whole: file.body,
		description: description.value,
		image: await imageKind(file, description.value)
	};
}

async function packedOf(changes: Attributes, release: PixelRelease | null) {
	const object = await opened(aCtFile(changes));
	const planned = await planFrame(object, { number: 1, release, syntaxUid: jpegLsLossless, isMade: true });
	if (!planned.ok) return planned.error;
	const { piece, syntaxUid } = planned.value;
	if (!('bytes' in piece)) throw new Error('it is a range of its file');
	expect(syntaxUid).toBe(jpegLsLossless);
	return Uint8Array.from((await decodeWithWasm('jpeg-ls', piece.bytes))?.bytes ?? []);
}

describe('a frame as lossless JPEG-LS', () => {
	const words = Uint8Array.of(1, 0, 2, 0, 3, 0x50, 0xfc, 0xff);

	it.each([
		['as it was stored', {}, null, words],
		['signed', { PixelRepresentation: 1 }, null, words],
		['with bits above the stored ones', { BitsStored: 12, HighBit: 11 }, { kind: 'checked' }, words],
		[
			'blanked before',
			{},
			{ kind: 'masked', rectangles: [{ x: 0, y: 0, width: 2, height: 1 }] },
			Uint8Array.of(0, 0, 0, 0, 3, 0x50, 0xfc, 0xff)
		]
	] as const)('is, %s, what goes out plain', async (_, changes, release, expected) => {
		expect(await packedOf({ PixelData: words, ...changes }, release)).toEqual(expected);
	});

	it('is read only when there is room for it, and refused unread where too many wait', async () => {
		const side = 2048;
		const object = await opened(
			aCtFile({ Rows: side, Columns: side, PixelData: new Uint8Array(side * side * 2) })
		);
		let askedBytes = 0;
		let open: (bytes: Uint8Array) => void = () => undefined;
		const gate = new Promise<Uint8Array>((resolve) => (open = resolve));
		const read = (_offset: number, length: number) => {
			askedBytes += length;
			return gate;
		};
		const file = { ...object.file, body: { sizeBytes: object.file.body.sizeBytes, read } };
		const wanted = { number: 1, release: null, syntaxUid: jpegLsLossless, isMade: true };
		const planned = Array.from({ length: 100 }, () => planFrame({ ...object, file }, wanted));
		// As many as do not wait are answered now.
		const isBusy = (one: Awaited<(typeof planned)[number]>) => !one.ok && one.error === 'too-busy';
		expect((await Promise.all(planned.slice(64))).every(isBusy)).toBe(true);
		expect(askedBytes).toBeGreaterThan(0);
		expect(askedBytes).toBeLessThanOrEqual(128 * 1024 * 1024);
		open(new Uint8Array(0));
		expect((await Promise.all(planned)).filter(isBusy)).toHaveLength(36);
	});

	it('is for who may have it made alone', async () => {
		const object = await opened(aCtFile({ PixelData: words }));
		const wanted = { number: 1, release: null, syntaxUid: jpegLsLossless };
		expect(await planFrame(object, wanted)).toEqual({ ok: false, error: 'not-transcoded' });
	});

	it('leaves the memory of its file alone', async () => {
		const object = await opened(aCtFile({ PixelData: words }));
		const wanted = { number: 1, release: null, syntaxUid: jpegLsLossless, isMade: true };
		for (const _ of [1, 2]) expect((await planFrame(object, wanted)).ok).toBe(true);
	});

	it.each<[string, Attributes]>([
		['in colour', { SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', BitsAllocated: 8, BitsStored: 8 }],
		['of a palette', { PhotometricInterpretation: 'PALETTE COLOR' }]
	])('is not to be had %s', async (_, changes) => {
		expect(await packedOf({ PixelData: new Uint8Array(16), PlanarConfiguration: 0, ...changes }, null)).toBe(
			'not-transcoded'
		);
	});
});

async function wholeOf(changes: Attributes, release: Parameters<typeof planFrame>[1]['release']) {
	const object = await opened(aCtFile({ NumberOfFrames: 3, PixelData: pixels, ...changes }));
	const first = await planFrame(object, { number: 1, release, syntaxUid: null });
	if (!first.ok) throw new Error(first.error);
	return planWhole(object, first.value);
}

describe('all frames of an object', () => {
	it.each([
		['as they were stored', null],
		['blinded, with nothing to blank', { kind: 'checked' as const }]
	])('are one range of its file, %s', async (_, release) => {
		const whole = await wholeOf({}, release);
		if (!whole || 'bytes' in whole) expect.unreachable('they are no range');
		else expect(await whole.source.read(whole.offset, whole.length)).toEqual(pixels);
	});

	it('are no range where they are masked', async () => {
		const rectangles = [{ x: 0, y: 0, width: 1, height: 1 }];
		expect(await wholeOf({}, { kind: 'masked', rectangles })).toBeNull();
	});
});
