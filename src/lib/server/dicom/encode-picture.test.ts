import { describe, expect, it } from 'vitest';
import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import type { Picture } from '#lib/core/dicom/scale-picture.ts';
import { encodeJpeg } from './encode-picture.ts';

/** The picture that compresses worst, the same in every run. */
function noise(width: number, height: number, samples: 1 | 3): Picture {
	let seed = 7;
	const bytes = new Uint8Array(width * height * samples).map(() => {
		seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		return (seed >> 16) & 1 ? 255 : 0;
	});
	return { width, height, samples, bytes };
}

describe('a JPEG', () => {
	it.each([
		[1, 1],
		[2, 2],
		[1, 700],
		[700, 1],
		[17, 17],
		[31, 33],
		[33, 33],
		[49, 65],
		[512, 512]
	])('of the worst noise, %i × %i, fits into what its encoder sets aside', async (width, height) => {
		for (const samples of [1, 3] as const) {
			for (const quality of [50, 100, 90]) {
				const jpeg = await encodeJpeg(noise(width, height, samples), quality);
				const header = readCodestreamHeader(jpeg);
				const times = (header?.columns ?? 0) / width;
				expect([Number.isInteger(times), header?.rows]).toEqual([true, height * times]);
				expect(jpeg.length).toBeLessThan(width * times * height * times * 3);
				expect([...jpeg.slice(-2)]).toEqual([0xff, 0xd9]);
			}
		}
	});

	it('of a picture that is large enough keeps its size', async () => {
		expect(readCodestreamHeader(await encodeJpeg(noise(40, 48, 1), 90))).toMatchObject({
			columns: 40,
			rows: 48
		});
	});
});
