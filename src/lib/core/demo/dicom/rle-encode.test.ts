import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRle } from '#lib/core/dicom/rle.ts';
import { encodeRle } from './rle-encode.ts';

describe('RLE', () => {
	it('comes back as it went in, at 8 and at 16 bits', () => {
		const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 65535 }), fc.integer({ min: 1, max: 300 })), {
			minLength: 1,
			maxLength: 20
		});
		fc.assert(
			fc.property(runs, fc.boolean(), (pairs, isWide) => {
				const values = pairs.flatMap(([value, count]) => Array.from({ length: count }, () => value));
				const samples = isWide ? Uint16Array.from(values) : Uint8Array.from(values);
				const shape = {
					pixels: samples.length,
					samplesPerPixel: 1,
					bytesPerSample: samples.BYTES_PER_ELEMENT
				};
				const decoded = decodeRle(encodeRle(samples), shape);
				expect(decoded).toEqual({ ok: true, value: new Uint8Array(samples.buffer) });
			})
		);
	});

	it('shortens what repeats', () => {
		expect(encodeRle(new Uint16Array(10_000)).length).toBeLessThan(500);
	});
});
