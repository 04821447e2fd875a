import { describe, expect, it } from 'vitest';
import { decodeWithWasm } from './codecs.ts';
import { canPack, packFrame } from './pack-frame.ts';
import { packApart } from './pack-threads.ts';

const ct = { rows: 2, columns: 2, bitsAllocated: 16, bitsStored: 12 };

/** The same numbers for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		const once = Math.imul(state ^ (state >>> 15), 1 | state);
		const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
		return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A frame of any size, depth and sign that packing takes: a slope with noise, and here and there a value of all bits. */
function aFrame(seed: number) {
	const next = numbersFrom(seed);
	const upTo = (most: number) => 1 + Math.floor(next() * most);
	const bitsAllocated = next() < 0.4 ? 8 : 16;
	const shape = { rows: upTo(40), columns: upTo(40), bitsAllocated, bitsStored: upTo(bitsAllocated) };
	const isSigned = next() < 0.5;
	const isDrawnAbove = next() < 0.3;
	const bytes = new Uint8Array((shape.rows * shape.columns * bitsAllocated) / 8);
	const view = new DataView(bytes.buffer);
	const range = 2 ** shape.bitsStored;
	for (let at = 0; at < shape.rows * shape.columns; at++) {
		const grey = Math.floor(((at % shape.columns) / shape.columns) * range * 0.6 + next() * range * 0.1);
		const value =
			(isSigned ? grey - range / 2 : grey) | (isDrawnAbove && next() < 0.1 ? 1 << (bitsAllocated - 1) : 0);
		if (bitsAllocated === 8) view.setUint8(at, value & 0xff);
		else view.setUint16(at * 2, value & 0xffff, true);
	}
	return { shape, bytes };
}

describe('a packed frame', () => {
	it('comes back bit by bit, whatever its size, depth, sign and unused bits', async () => {
		for (let seed = 1; seed <= 150; seed++) {
			const { shape, bytes } = aFrame(seed);
			const back = await decodeWithWasm('jpeg-ls', await packFrame(bytes, shape));
			expect([back?.rows, back?.columns], JSON.stringify(shape)).toEqual([shape.rows, shape.columns]);
			expect(Buffer.from(back?.bytes ?? []).equals(bytes), JSON.stringify({ seed, shape })).toBe(true);
		}
	});

	it('declares the bits that are stored, and more only where a value has more', async () => {
		const bitsOf = async (...high: number[]) => {
			const packed = await packFrame(Uint8Array.from(high.flatMap((byte) => [7, byte])), ct);
			return (await decodeWithWasm('jpeg-ls', packed))?.bitsPerSample;
		};
		expect(await bitsOf(0, 1, 15, 0)).toBe(12);
		expect(await bitsOf(0, 1, 16, 0)).toBe(16);
	});

	it('is a third of a slope with little noise', async () => {
		const next = numbersFrom(1);
		const values = Uint16Array.from(
			{ length: 64 * 64 },
			(_, at) => 1000 + (at % 64) + Math.floor(next() * 8)
		);
		const packed = await packFrame(new Uint8Array(values.buffer), { ...ct, rows: 64, columns: 64 });
		expect(packed.length).toBeLessThan(values.byteLength / 3);
	});

	it('is made beside, as many as are asked for at once', async () => {
		const frames = [1, 2, 3, 4, 5].map(aFrame);
		const made = await Promise.all(
			frames.map(({ bytes, shape }) => packApart({ shape, read: () => Promise.resolve(bytes.slice()) }))
		);
		for (const [at, { bytes }] of frames.entries()) {
			const packed = made[at];
			if (!(packed instanceof Uint8Array)) expect.unreachable(String(packed));
			else
				expect(Buffer.from((await decodeWithWasm('jpeg-ls', packed))?.bytes ?? []).equals(bytes)).toBe(true);
		}
	});

	it('that the encoder cannot take is none', async () => {
		const read = () => Promise.resolve(new Uint8Array(8));
		expect(await packApart({ shape: { ...ct, rows: 0 }, read })).toBe('unfit');
		expect(await packApart({ shape: ct, read })).toBeInstanceOf(Uint8Array);
	});
});

it.each([
	['MONOCHROME2', 1, 16, true],
	['MONOCHROME1', 1, 8, true],
	['RGB', 3, 8, false],
	['PALETTE COLOR', 1, 8, false],
	['MONOCHROME2', 1, 32, false],
	['MONOCHROME2', 1, 1, false]
])(
	'%s of %i samples and %i bits can be packed: %s',
	(photometricInterpretation, samplesPerPixel, bits, can) => {
		const shape = { rows: 2, columns: 2, frames: 1, planarConfiguration: 0, pixelRepresentation: 0 };
		const depth = { bitsAllocated: bits, bitsStored: bits };
		expect(canPack({ ...shape, ...depth, photometricInterpretation, samplesPerPixel })).toBe(can);
	}
);

it('of half of what frames may take together is the largest that is packed', () => {
	const shape = { frames: 1, planarConfiguration: 0, pixelRepresentation: 0, samplesPerPixel: 1 };
	const words = { bitsAllocated: 16, bitsStored: 12, photometricInterpretation: 'MONOCHROME2' };
	expect(canPack({ ...shape, ...words, rows: 8192, columns: 4096 })).toBe(true);
	expect(canPack({ ...shape, ...words, rows: 8192, columns: 4097 })).toBe(false);
});
