import type { WindowLevel, WindowPreset } from '#lib/viewer/types.ts';
import type { Curve } from './curve.ts';

/**
 * Windows in Hounsfield units, in the order of their keys. Commonly printed values; the subdural window is the
 * middle of the published range (width 130–300, centre 50–100).
 */
const ct: readonly { id: string; window: WindowLevel }[] = [
	{ id: 'brain', window: { center: 40, width: 80 } },
	{ id: 'subdural', window: { center: 75, width: 200 } },
	{ id: 'bone', window: { center: 480, width: 2500 } },
	{ id: 'lung', window: { center: -600, width: 1500 } },
	{ id: 'softTissue', window: { center: 40, width: 400 } },
	{ id: 'liver', window: { center: 90, width: 150 } }
];

/** All 256 grey values of a picture of 8 bits. */
const fullRange: WindowLevel = { center: 128, width: 256 };

/** What the header of a stack says about its grey values. */
export type GreyScale = {
	modality: string;
	isColour: boolean;
	bitsStored: number;
	windows: { window: WindowLevel; curve?: Curve }[];
	/** Of VOI LUT Sequence. */
	tables?: { window: WindowLevel; curve: Curve }[];
};

/**
 * Presets of a stack: for CT the fixed ones, elsewhere what the header asks for (PS3.3 C.11.2.1), its tables and then its windows,
 * the first of each first, then one from the pixels. Pictures of 8 bits are meant to be seen as they are. Colour has no window.
 */
export function listPresets({
	modality,
	isColour,
	bitsStored,
	windows,
	tables = []
}: GreyScale): WindowPreset[] {
	if (isColour) return [];
	const numbered = (id: string) => (each: { window: WindowLevel; curve?: Curve }, index: number) => ({
		id: index === 0 ? id : `${id}${index + 1}`,
		...each
	});
	const sent = [...tables.map(numbered('table')), ...windows.map(numbered('header'))];
	const auto: WindowPreset = { id: 'auto', window: 'auto' };
	if (modality === 'CT') return [...ct, ...sent, auto];
	return bitsStored <= 8 ? [...sent, { id: 'full', window: fullRange }, auto] : [...sent, auto];
}

/** The preset that a stack opens with: the header's table or window, else soft tissue (CT), else all of 8 bits, else from the pixels. */
export function defaultPreset(presets: WindowPreset[]): WindowPreset | undefined {
	const order = ['table', 'header', 'softTissue', 'full', 'auto'];
	return order.flatMap((id) => presets.filter((preset) => preset.id === id))[0];
}

/**
 * A window from the pixels: the 1st to 99th percentile of about 10,000 samples, because a few hot pixels or a
 * collimator's border would make the full range useless. What is only padding, or missing, is no sample.
 */
export function autoWindow(
	values: ArrayLike<number>,
	isOutside: (value: number, at: number) => boolean = () => false
): WindowLevel {
	const step = Math.max(1, Math.floor(values.length / 10_000));
	const samples: number[] = [];
	for (let index = 0; index < values.length; index += step) {
		const value = values[index] ?? 0;
		if (!isOutside(value, index)) samples.push(value);
	}
	samples.sort((a, b) => a - b);
	const low = samples[Math.floor(samples.length * 0.01)] ?? 0;
	const high = samples[Math.floor((samples.length - 1) * 0.99)] ?? 0;
	return { center: (low + high) / 2, width: Math.max(1, high - low) };
}
