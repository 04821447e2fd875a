import { bytesOf, itemsOf, numberOf, numbersOf, textOf, type Dataset } from './dataset.ts';
import type { Keyword } from './dictionary.ts';
import { lookUpTable, tableOf, type LookUpTable } from './look-up-table.ts';
import { expandSegments } from './segmented-table.ts';
import { swapBytes } from './vr.ts';

/** Stored values of one frame as a decoder gives them. */
type Samples = ArrayLike<number>;

/** How values of interest become grey (PS3.3 C.11.2); centre and width in output units of the modality transformation. */
export type Window = {
	readonly center: number;
	readonly width: number;
	readonly shape: 'linear' | 'linear-exact' | 'sigmoid';
};

/** An item of a functional group of a frame, its own before the shared one (PS3.3 C.7.6.16), or the data set itself. */
function groupOf(dataset: Dataset, keyword: Keyword, frame: number): Dataset {
	const own = itemsOf(dataset, 'PerFrameFunctionalGroupsSequence')[frame - 1];
	const [shared] = itemsOf(dataset, 'SharedFunctionalGroupsSequence');
	for (const group of [own, shared]) {
		const [item] = group ? itemsOf(group, keyword) : [];
		if (item) return item;
	}
	return dataset;
}

const shapes = { LINEAR: 'linear', LINEAR_EXACT: 'linear-exact', SIGMOID: 'sigmoid' } as const;

function windowOf(dataset: Dataset, frame: number): Window | null {
	const group = groupOf(dataset, 'FrameVOILUTSequence', frame);
	const [center] = numbersOf(group, 'WindowCenter');
	const [width] = numbersOf(group, 'WindowWidth');
	if (center === undefined || width === undefined || width <= 0) return null;
	const name = textOf(group, 'VOILUTFunction') ?? 'LINEAR';
	return { center, width, shape: name in shapes ? shapes[name as keyof typeof shapes] : 'linear' };
}

/** Value by value: modality transformation (PS3.3 C.11.1). */
function modalityOf(dataset: Dataset, frame: number): (value: number) => number {
	const [item] = itemsOf(dataset, 'ModalityLUTSequence');
	const isSigned = numberOf(dataset, 'PixelRepresentation') === 1;
	const table = item ? tableOf(item, 'LUTDescriptor', 'LUTData', { isSigned }) : null;
	if (table) return (value) => lookUpTable(table, value);
	const group = groupOf(dataset, 'PixelValueTransformationSequence', frame);
	const slope = numberOf(group, 'RescaleSlope') ?? 1;
	const intercept = numberOf(group, 'RescaleIntercept') ?? 0;
	return (value) => value * slope + intercept;
}

/** Whether the modality transformation may give values below zero. */
function hasSignedOutput(dataset: Dataset, frame: number): boolean {
	if (itemsOf(dataset, 'ModalityLUTSequence').length > 0) return false;
	const group = groupOf(dataset, 'PixelValueTransformationSequence', frame);
	return numberOf(dataset, 'PixelRepresentation') === 1 || (numberOf(group, 'RescaleIntercept') ?? 0) < 0;
}

function windowed(value: number, { center, width, shape }: Window): number {
	if (shape === 'sigmoid') return 255 / (1 + Math.exp((-4 * (value - center)) / width));
	if (shape === 'linear-exact' || width <= 1) {
		if (width <= 1 && shape === 'linear') return value <= center - 0.5 ? 0 : 255;
		return ((value - center) / width + 0.5) * 255;
	}
	return ((value - (center - 0.5)) / (width - 1) + 0.5) * 255;
}

function byTable(table: LookUpTable): (value: number) => number {
	const most = 2 ** table.bits - 1;
	return (value) => (lookUpTable(table, value) / most) * 255;
}

/**
 * Grey values of a frame as a screen shows them: modality transformation, then the window that is given, or the header's table or
 * window, or the frame's own range, and MONOCHROME1 turned round.
 */
export function renderGrey(
	samples: Samples,
	{
		dataset,
		frame,
		pixels,
		window
	}: { dataset: Dataset; frame: number; pixels: number; window: Window | null }
): Uint8Array {
	const modality = modalityOf(dataset, frame);
	const [item] = itemsOf(dataset, 'VOILUTSequence');
	const isSigned = hasSignedOutput(dataset, frame);
	const table = window === null && item ? tableOf(item, 'LUTDescriptor', 'LUTData', { isSigned }) : null;
	const chosen = window ?? windowOf(dataset, frame) ?? rangeOf(samples, pixels, modality);
	const toGrey = table ? byTable(table) : (value: number) => windowed(value, chosen);
	const isInverse = (textOf(dataset, 'PhotometricInterpretation') ?? '') === 'MONOCHROME1';
	const known = new Map<number, number>();
	const grey = new Uint8ClampedArray(pixels);
	for (let at = 0; at < pixels; at++) {
		const value = samples[at] ?? 0;
		let shown = known.get(value);
		if (shown === undefined) {
			shown = Math.min(255, Math.max(0, toGrey(modality(value))));
			if (isInverse) shown = 255 - shown;
			known.set(value, shown);
		}
		grey[at] = shown;
	}
	return new Uint8Array(grey.buffer);
}

function rangeOf(samples: Samples, pixels: number, modality: (value: number) => number): Window {
	let low = Infinity;
	let high = -Infinity;
	for (let at = 0; at < pixels; at++) {
		const value = modality(samples[at] ?? 0);
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return { center: (low + high) / 2, width: Math.max(1, high - low), shape: 'linear-exact' };
}

/** Colours of a PALETTE COLOR frame (PS3.3 C.7.6.3.1.5), interleaved; null where a table is missing. */
export function renderPalette(
	samples: Samples,
	{ dataset, pixels }: { dataset: Dataset; pixels: number }
): Uint8Array | null {
	const tables = (['Red', 'Green', 'Blue'] as const).map(
		(colour) =>
			tableOf(
				dataset,
				`${colour}PaletteColorLookupTableDescriptor`,
				`${colour}PaletteColorLookupTableData`
			) ?? segmentedOf(dataset, colour)
	);
	const [red, green, blue] = tables;
	if (!red || !green || !blue) return null;
	const rgb = new Uint8Array(pixels * 3);
	for (const [channel, table] of [red, green, blue].entries()) {
		const shift = Math.max(0, table.bits - 8);
		for (let at = 0; at < pixels; at++) rgb[at * 3 + channel] = lookUpTable(table, samples[at] ?? 0) >> shift;
	}
	return rgb;
}

function segmentedOf(dataset: Dataset, colour: 'Red' | 'Green' | 'Blue'): LookUpTable | null {
	const [, first = 0, bits = 16] = numbersOf(dataset, `${colour}PaletteColorLookupTableDescriptor`);
	const bytes = bytesOf(dataset, `Segmented${colour}PaletteColorLookupTableData`);
	if (!bytes) return null;
	const entries = expandSegments(dataset.littleEndian || bits <= 8 ? bytes : swapBytes(bytes, 2), bits);
	return entries && { entries, first, bits };
}
