import type * as Core from '@cornerstonejs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DisplaySet } from '#lib/viewer/types.ts';
import type * as Decoded from '#lib/viewer/stage/decoded-frame.ts';
import type * as Images from './cut-images.ts';
import { basisOf, makeCut, type Basis } from './cut.ts';
import type { Volume } from './volume.ts';

let core: typeof Core;
let openCut: typeof Images.openCut;
let decodedFrame: typeof Decoded.decodedFrame;

class Bare {
	readonly isBare = true;
}

beforeAll(async () => {
	// What Cornerstone looks for when it is loaded; nothing is drawn here.
	for (const name of ['HTMLElement', 'HTMLDivElement', 'SVGSVGElement', 'Element', 'Image', 'XMLHttpRequest'])
		vi.stubGlobal(name, Bare);
	const canvas = { getContext: () => null, style: {} };
	vi.stubGlobal('document', { createElement: () => canvas, addEventListener: () => undefined });
	vi.stubGlobal('location', new URL('http://page.test/'));
	for (const name of ['window', 'self']) vi.stubGlobal(name, globalThis);
	vi.stubGlobal('requestAnimationFrame', () => 1);
	vi.stubGlobal('cancelAnimationFrame', () => undefined);
	core = await import('@cornerstonejs/core');
	({ openCut } = await import('./cut-images.ts'));
	({ decodedFrame } = await import('#lib/viewer/stage/decoded-frame.ts'));
}, 60_000);

afterAll(() => {
	core.cache.purgeCache();
	vi.unstubAllGlobals();
});

const volume: Volume = {
	origin: [0, 0, 0],
	axes: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	spacing: [1, 1, 1],
	size: [4, 4, 4]
};
const coronal = basisOf('coronal', volume);
const leaning: Basis = {
	row: [Math.SQRT1_2, Math.SQRT1_2, 0],
	column: [0, 0, 1],
	normal: [Math.SQRT1_2, -Math.SQRT1_2, 0]
};

let opened = 0;

/** A plane through a volume whose voxels are as `values` says, the same in each frame; only `count` of four frames are here. */
function openPlane(values: Float32Array, rendering: 'cpu' | 'gpu', { basis = coronal, count = 4 } = {}) {
	const name = `cut-images-test:${++opened}`;
	const set: DisplaySet = {
		id: name,
		studyUid: '1.2',
		seriesUid: '1.2.3',
		modality: 'CT',
		label: '',
		frames: [1, 2, 3, 4].map((frameNumber) => ({
			imageId: `${name}/${frameNumber}`,
			sopInstanceUid: '1.2.3.4',
			frameNumber
		})),
		presets: [],
		headers: []
	};
	const add = ({ imageId }: DisplaySet['frames'][number]) =>
		core.cache.putImageSync(imageId, imageOf(imageId, values));
	set.frames.slice(0, count).forEach(add);
	const cut = makeCut(volume, basis);
	const images = openCut({ set, volume, cut, slab: null, rendering });
	return { images, cut, addOthers: () => set.frames.slice(count).forEach(add) };
}

function imageOf(imageId: string, values: Float32Array): Core.Types.IImage {
	const image = {
		imageId,
		columns: 4,
		rows: 4,
		width: 4,
		height: 4,
		slope: 1,
		intercept: 0,
		minPixelValue: Math.min(...values),
		maxPixelValue: Math.max(...values),
		getPixelData: () => values,
		preScale: { enabled: true, scaled: true },
		sizeInBytes: values.byteLength,
		color: false
	};
	return image as unknown as Core.Types.IImage; // of a frame, this is what is asked for
}

function valuesOf(image: Core.Types.IImage): number[] {
	const { values, slope, intercept } = decodedFrame(image);
	return Array.from(values, (value) => value * slope + intercept);
}

describe.each(['cpu', 'gpu'] as const)('a plane that is cut for the %s', (rendering) => {
	it.each([
		['all the same', new Float32Array(16).fill(7.5)],
		[
			'over a range that numbers of 16 bits just hold',
			Float32Array.from({ length: 16 }, (_, at) => 10.5 + (at % 4) * 21_845)
		],
		['small', Float32Array.from({ length: 16 }, (_, at) => 0.001 * at)]
	])('keeps fractions: %s', async (_, values) => {
		const { images, cut } = openPlane(values, rendering);
		const image = await core.imageLoader.loadAndCacheImage(images.imageIds[2] ?? '');
		const found = valuesOf(image);
		expect(found).toHaveLength(cut.columns * cut.rows);
		const slack = (Math.max(...values) - Math.min(...values)) / 65_000 + 1e-5;
		for (const [at, value] of found.entries())
			expect(Math.abs(value - (values[8 + (at % 4)] ?? NaN))).toBeLessThan(slack);
		images.close();
	});

	it('is in the cache after it was made anew, where tools look for it, and out of it when it is closed', async () => {
		const { images, addOthers } = openPlane(new Float32Array(16).fill(40), rendering, { count: 2 });
		const imageId = images.imageIds[1] ?? '';
		const before = await core.imageLoader.loadAndCacheImage(imageId);
		expect(decodedFrame(before).missing).toContain(1);
		addOthers();
		const image = images.redraw(1);
		expect(image && valuesOf(image)).toEqual(Array.from({ length: 16 }, () => 40));
		expect(core.cache.getImage(imageId)).toBe(image);
		images.redraw(1);
		expect(core.cache.getImage(imageId)).not.toBe(image);
		images.close();
		expect(core.cache.getImage(imageId)).toBeUndefined();
	});

	it('is made before it is asked for, and then not again', async () => {
		const { images } = openPlane(new Float32Array(16).fill(40), rendering);
		const imageId = images.imageIds[1] ?? '';
		expect(images.prepare(1)).toBeUndefined();
		const made = core.cache.getImage(imageId);
		expect(made && valuesOf(made)).toContain(40);
		expect(images.prepare(1)).toBeUndefined();
		expect(await core.imageLoader.loadAndCacheImage(imageId)).toBe(made);
		images.close();
	});

	describe('whose making takes longer than the page may wait', () => {
		beforeEach(() => {
			let nowMs = 0;
			vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 10));
		});
		afterEach(() => void vi.restoreAllMocks());

		it('is made in turns', async () => {
			const { images } = openPlane(new Float32Array(16).fill(40), rendering, { basis: leaning });
			const imageId = images.imageIds[2] ?? '';
			const making = images.prepare(2);
			expect(making).toBeInstanceOf(Promise);
			expect(core.cache.getImage(imageId)).toBeUndefined();
			await making;
			const made = core.cache.getImage(imageId);
			expect(made && valuesOf(made)).toContain(40);
			expect(images.prepare(2)).toBeUndefined();
			images.close();
			expect(core.cache.getImage(imageId)).toBeUndefined();
		});

		it('is not kept when its plane was closed meanwhile', async () => {
			const { images } = openPlane(new Float32Array(16).fill(40), rendering, { basis: leaning });
			const making = images.prepare(2);
			images.close();
			await making;
			expect(core.cache.getImage(images.imageIds[2] ?? '')).toBeUndefined();
		});
	});

	it('tells what of it lies outside of the volume', async () => {
		const { images } = openPlane(new Float32Array(16).fill(50), rendering, { basis: leaning });
		const decoded = decodedFrame(await core.imageLoader.loadAndCacheImage(images.imageIds[0] ?? ''));
		expect(decoded.missing).toContain(1);
		expect(decoded.missing).toContain(0);
		images.close();
	});
});
