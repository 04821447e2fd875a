import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRle } from './rle.ts';
import { concatBytes } from './write.ts';

/** One frame from segments, each written as literal runs. */
function encode(segments: readonly Uint8Array[]): Uint8Array {
	const packed = segments.map((segment) => {
		const runs: Uint8Array[] = [];
		for (let at = 0; at < segment.length; at += 128) {
			const run = segment.subarray(at, at + 128);
			runs.push(Uint8Array.of(run.length - 1), run);
		}
		return concatBytes(runs);
	});
	const header = new Uint8Array(64);
	const view = new DataView(header.buffer);
	view.setUint32(0, segments.length, true);
	let offset = 64;
	packed.forEach((segment, index) => {
		view.setUint32(4 + index * 4, offset, true);
		offset += segment.length;
	});
	return concatBytes([header, ...packed]);
}

describe('decodeRle', () => {
	it('unpacks runs, literals and no-operations', () => {
		const frame = encode([Uint8Array.of(0)]);
		const packed = concatBytes([frame.subarray(0, 64), Uint8Array.of(254, 9, 128, 1, 7, 8)]);
		const decoded = decodeRle(packed, { pixels: 5, samplesPerPixel: 1, bytesPerSample: 1 });
		expect(decoded).toEqual({ ok: true, value: Uint8Array.of(9, 9, 9, 7, 8) });
	});

	it('puts high and low bytes of 16-bit samples together', () => {
		const decoded = decodeRle(encode([Uint8Array.of(1, 2), Uint8Array.of(3, 4)]), {
			pixels: 2,
			samplesPerPixel: 1,
			bytesPerSample: 2
		});
		expect(decoded).toEqual({ ok: true, value: Uint8Array.of(3, 1, 4, 2) });
	});

	it('gives back any planes, interleaved', () => {
		const planes = fc
			.integer({ min: 1, max: 300 })
			.chain((length) =>
				fc.array(fc.uint8Array({ minLength: length, maxLength: length }), { minLength: 3, maxLength: 3 })
			);
		fc.assert(
			fc.property(planes, (segments) => {
				const pixels = segments[0]?.length ?? 0;
				const decoded = decodeRle(encode(segments), { pixels, samplesPerPixel: 3, bytesPerSample: 1 });
				const wanted = Uint8Array.from(
					{ length: pixels * 3 },
					(_, at) => segments[at % 3]?.[Math.floor(at / 3)] ?? 0
				);
				expect(decoded).toEqual({ ok: true, value: wanted });
			})
		);
	});

	it('never throws and never gives more than the frame', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 64, maxLength: 300 }), (bytes) => {
				bytes.set([1, 0, 0, 0, 64, 0, 0, 0]);
				const decoded = decodeRle(bytes, { pixels: 16, samplesPerPixel: 1, bytesPerSample: 1 });
				expect(decoded.ok && decoded.value.length).toBe(16);
			})
		);
		expect(decodeRle(new Uint8Array(64), { pixels: 1, samplesPerPixel: 1, bytesPerSample: 1 }).ok).toBe(
			false
		);
	});
});
