import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { closePart } from '#lib/viewer/formats/one-part.ts';
import { watchBeginning } from './coarse.ts';

const size = { rows: 512, columns: 400 };
const samples = Uint16Array.from({ length: 512 * 400 }, (_, at) => (at * 2_654_435_761) % 4096);
const image = {
	seriesNumber: 1,
	seriesDescription: '',
	instanceNumber: 1,
	...size,
	frames: 1,
	pixels: samples,
	bitsStored: 12,
	photometric: 'MONOCHROME2',
	plane: null,
	pixelMm: null,
	rescaleIntercept: null,
	windows: []
} as const;
const encoded = async (name: 'htj2k' | 'jpeg-ls') =>
	Uint8Array.from((await loadFrameEncoder(name))(samples, image));

/** Lets a frame come in parts, given as fractions of it, 100 ms after each other; gives the halvings that were decoded. */
async function come(
	frame: Uint8Array<ArrayBuffer>,
	parts: number[],
	{
		syntax = '1.2.840.10008.1.2.4.201',
		everyMs = 100,
		isSeen = (): boolean => true,
		isSlowToDecode = false
	} = {}
): Promise<number[]> {
	const answer = new Uint8Array(closePart({ boundary: 'b', syntax, frame }));
	const decoded: number[] = [];
	const never = new Promise<void>(() => undefined);
	const watch = watchBeginning({
		size,
		isSeen,
		decode({ halvings }) {
			decoded.push(halvings);
			return isSlowToDecode ? never : Promise.resolve();
		}
	});
	for (const part of parts) {
		await vi.advanceTimersByTimeAsync(everyMs);
		const lengthBytes = Math.floor(answer.length * part);
		watch({ lengthBytes, totalBytes: answer.length, bytes: () => answer.subarray(0, lengthBytes) });
	}
	await vi.advanceTimersByTimeAsync(1_000);
	return decoded;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a frame that comes slowly', () => {
	it('is decoded coarsely when enough of it is here, and finer when more is', async () => {
		const frame = await encoded('htj2k');
		expect(await come(frame, [0.001, 0.02, 0.03, 0.1, 0.2, 0.3, 0.6, 1])).toEqual([2, 1]);
	});

	it('is left alone while the line is quick', async () => {
		expect(await come(await encoded('htj2k'), [0.1, 0.3, 0.9, 1], { everyMs: 19 })).toEqual([]);
	});

	it('is decoded coarsely when the line pauses', async () => {
		expect(await come(await encoded('htj2k'), [0.3], { everyMs: 10 })).toEqual([1]);
	});

	it('is left alone while nobody looks at it', async () => {
		let looks = 0;
		const frame = await encoded('htj2k');
		expect(await come(frame, [0.1, 0.2, 0.3], { isSeen: () => ++looks > 2 })).toEqual([1]);
	});

	it('is not decoded again while that is under way', async () => {
		expect(await come(await encoded('htj2k'), [0.1, 0.3, 0.9], { isSlowToDecode: true })).toEqual([2]);
	});

	it.each([
		['JPEG 2000, of which the decoder needs all', 'htj2k', '1.2.840.10008.1.2.4.90'],
		['JPEG-LS', 'jpeg-ls', '1.2.840.10008.1.2.4.80']
	] as const)('is waited for whole in another compression: %s', async (_name, encoder, syntax) => {
		expect(await come(await encoded(encoder), [0.1, 0.3, 0.9], { syntax })).toEqual([]);
	});
});
