import { cache, Enums, imageLoader, metaData, utilities, type Types } from '@cornerstonejs/core';
import { frameBytes } from '#lib/viewer/loading/frame-limit.ts';
import { findSheet } from '#lib/viewer/loading/sheets.ts';
import { decodedFrame } from '#lib/viewer/stage/decoded-frame.ts';
import type { Slab } from '#lib/viewer/cells.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { sliceOrigin, slabMm, type Cut } from './cut.ts';
import { noteMissing } from './missing.ts';
import { sampling, type SliceValues } from './sample.ts';
import { finish, goOn, nextTurn, type Making } from './turns.ts';
import { makeVolume, type Volume, type VolumeAnswer } from './volume.ts';

/**
 * Slices of a volume as images of Cornerstone, so that they are drawn, windowed and measured as acquired frames are, on the
 * CPU and with WebGL. They are made from the cached frames when they are shown; no second copy of the volume exists.
 */
export type CutImages = {
	key: string;
	imageIds: string[];
	/**
	 * Makes a slice before it is asked for, a few milliseconds at a time; undefined when it is made at once, or is there. Rejects never: what
	 * cannot be made fails where it is asked for.
	 */
	prepare(index: number): Promise<void> | undefined;
	/** Makes a slice anew, after more frames have come. */
	redraw(index: number): Types.IImage | undefined;
	close(): void;
};

type Source = {
	set: DisplaySet;
	volume: Volume;
	cut: Cut;
	slab: Slab | null;
	rendering: 'cpu' | 'gpu';
	/** Indices whose image the cache holds, oldest first. */
	made: number[];
};

const scheme = 'cut';
/** Slices kept behind the one on the screen: enough to scroll back and forth over a finding. */
const mostKept = 24;
/** As long as a slice is made without a pause: the page answers keys and the wheel in between. */
const turnMs = 8;

const sources = new Map<string, Source>();
let opened = 0;

/** The volume of a display set, or why it has none. */
export function findVolume(set: DisplaySet, budgetBytes: number): VolumeAnswer {
	const [first] = set.frames;
	const pixels = first && metaData.get(Enums.MetadataModules.IMAGE_PIXEL, first.imageId);
	const isColour =
		Number(pixels?.samplesPerPixel ?? 1) > 1 || pixels?.photometricInterpretation === 'PALETTE COLOR';
	const bytes = set.frames.length * frameBytes(set);
	const frames = set.frames.map(({ imageId }) => findSheet(imageId));
	return makeVolume(frames, { isColour, bytes, budgetBytes });
}

export function openCut(source: Omit<Source, 'made'>): CutImages {
	register();
	const key = `${++opened}`;
	sources.set(key, { ...source, made: [] });
	const idOf = (index: number) => `${scheme}:${key}/${index}`;
	return {
		key: `${scheme}:${key}`,
		imageIds: Array.from({ length: source.cut.count }, (_, index) => idOf(index)),
		prepare(index) {
			const entry = sources.get(key);
			if (!entry || cache.getImageLoadObject(idOf(index))) return undefined;
			const making = makeImage(entry, idOf(index), index);
			const keep = (image: Types.IImage | undefined) => {
				if (image) keepImage(key, entry, image, index);
			};
			const first = goOn(making, turnMs);
			if (!first) return inTurns(making, () => sources.get(key) === entry).then(keep);
			keep(first.made);
			return undefined;
		},
		redraw(index) {
			forget(key, [index]);
			const entry = sources.get(key);
			const image = entry && finish(makeImage(entry, idOf(index), index));
			if (entry && image) keepImage(key, entry, image, index);
			return image;
		},
		close() {
			forget(key, sources.get(key)?.made ?? []);
			sources.delete(key);
		}
	};
}

/** Whether an image is a slice that was made, not a frame that was acquired. */
export function isCutImage(imageId: string | undefined): boolean {
	return imageId?.startsWith(`${scheme}:`) === true;
}

let isRegistered = false;
function register(): void {
	if (isRegistered) return;
	isRegistered = true;
	imageLoader.registerImageLoader(scheme, loadCut);
	metaData.addProvider(describeCut, 10_000);
}

function find(imageId: string): { key: string; index: number; source: Source } | undefined {
	const [key = '', index] = imageId.slice(scheme.length + 1).split('/');
	const source = sources.get(key);
	return source && { key, index: Number(index), source };
}

function loadCut(imageId: string): { promise: Promise<Types.IImage> } {
	const found = find(imageId);
	const image = found && finish(makeImage(found.source, imageId, found.index));
	if (!found || !image) return { promise: Promise.reject(new Error('this plane is no longer open')) };
	noteMade(found.key, found.source, found.index);
	return { promise: Promise.resolve(image) };
}

async function inTurns<T>(making: Making<T>, isWanted: () => boolean): Promise<T | undefined> {
	for (;;) {
		await nextTurn();
		if (!isWanted()) return undefined;
		const last = goOn(making, turnMs);
		if (last) return last.made;
	}
}

function noteMade(key: string, { made }: Source, index: number): void {
	if (!made.includes(index)) made.push(index);
	forget(key, made.splice(0, Math.max(0, made.length - mostKept)));
}

/** What is drawn is in the cache, where tools look for its values. */
function keepImage(key: string, source: Source, image: Types.IImage, index: number): void {
	noteMade(key, source, index);
	try {
		cache.putImageSync(image.imageId, image);
	} catch {
		// The cache has no room for it: it is drawn, and not measured.
	}
}

function forget(key: string, indices: number[]): void {
	for (const index of indices) {
		const imageId = `${scheme}:${key}/${index}`;
		if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
	}
}

function* makeImage(source: Source, imageId: string, index: number): Making<Types.IImage | undefined> {
	const { set, volume, cut, slab, rendering } = source;
	const frames = set.frames.map((frame) => cache.getImage(frame.imageId));
	const example = frames.find((frame) => frame !== undefined);
	if (!example) return undefined;
	const decoded = frames.map((frame) => frame && decodedFrame(frame));
	const range = valueRange(frames, decoded);
	const isInteger = range.isInteger && range.min >= -32_768 && range.max <= 32_767;
	const sampled = yield* sampling(volume, decoded, cut, { index, slab, padding: range.min, isInteger });
	const { columns, rows } = cut;
	// Cornerstone's CPU path looks values up in a table: fractions are spread over whole numbers for it.
	const isScaled = isInteger || rendering === 'gpu';
	const stored = isScaled ? { ...sampled, slope: 1, intercept: 0 } : spread(sampled);
	noteMissing(stored.values, sampled.missing);
	const voxelManager = utilities.VoxelManager.createImageVoxelManager({
		width: columns,
		height: rows,
		scalarData: stored.values,
		numberOfComponents: 1
	});
	return {
		...example,
		imageId,
		referencedImageId: undefined,
		sharedCacheKey: undefined,
		imageFrame: undefined,
		bufferView: undefined,
		cachedLut: undefined,
		stats: undefined,
		modalityLUT: undefined,
		voxelManager,
		getPixelData: () => stored.values,
		dataType:
			stored.values instanceof Int16Array
				? 'Int16Array'
				: stored.values instanceof Uint16Array
					? 'Uint16Array'
					: 'Float32Array',
		minPixelValue: stored.min,
		maxPixelValue: stored.max,
		slope: stored.slope,
		intercept: stored.intercept,
		preScale: {
			enabled: true,
			scaled: isScaled,
			scalingParameters: { modality: set.modality, rescaleSlope: 1, rescaleIntercept: 0 }
		},
		isPreScaled: isScaled,
		columns,
		rows,
		width: columns,
		height: rows,
		columnPixelSpacing: cut.columnSpacing,
		rowPixelSpacing: cut.rowSpacing,
		sliceThickness: cut.step,
		sizeInBytes: stored.values.byteLength
	};
}

function valueRange(frames: (Types.IImage | undefined)[], decoded: (SliceValues | undefined)[]) {
	let [min, max, isInteger] = [Infinity, -Infinity, true];
	for (const [at, frame] of frames.entries()) {
		const slice = decoded[at];
		if (!frame || !slice) continue;
		const [low, high] = [frame.minPixelValue, frame.maxPixelValue].map(
			(value) => value * slice.slope + slice.intercept
		);
		min = Math.min(min, low ?? 0, high ?? 0);
		max = Math.max(max, low ?? 0, high ?? 0);
		const isWhole = Number.isInteger(slice.slope) && Number.isInteger(slice.intercept);
		if (!isWhole || slice.values instanceof Float32Array) isInteger = false;
	}
	return { min, max, isInteger };
}

function spread({ values, min, max }: { values: ArrayLike<number>; min: number; max: number }) {
	const slope = max > min ? (max - min) / 65_535 : 1;
	const whole = new Uint16Array(values.length);
	for (let at = 0; at < values.length; at++) whole[at] = Math.round(((values[at] ?? 0) - min) / slope);
	return { values: whole, min: 0, max: Math.round((max - min) / slope), slope, intercept: min };
}

/** What is asked about a slice: its own place and size; all else is as in the first frame. */
function describeCut(type: string, imageId: unknown): unknown {
	if (typeof imageId !== 'string' || !isCutImage(imageId)) return undefined;
	const found = find(imageId);
	const first = found?.source.set.frames[0]?.imageId;
	if (!found || !first) return undefined;
	const { cut, slab } = found.source;
	if (type === Enums.MetadataModules.IMAGE_PLANE) {
		return {
			frameOfReferenceUID: metaData.get(type, first)?.frameOfReferenceUID,
			rows: cut.rows,
			columns: cut.columns,
			imageOrientationPatient: [...cut.row, ...cut.column],
			rowCosines: cut.row,
			columnCosines: cut.column,
			imagePositionPatient: sliceOrigin(cut, found.index),
			sliceThickness: slabMm(slab, cut.step),
			pixelSpacing: [cut.rowSpacing, cut.columnSpacing],
			rowPixelSpacing: cut.rowSpacing,
			columnPixelSpacing: cut.columnSpacing,
			usingDefaultValues: false
		};
	}
	if (type === Enums.MetadataModules.IMAGE_PIXEL) {
		const own = {
			rows: cut.rows,
			columns: cut.columns,
			bitsAllocated: 16,
			bitsStored: 16,
			highBit: 15,
			pixelRepresentation: 1
		};
		return { ...metaData.get(type, first), ...own };
	}
	return metaData.get(type, first);
}
