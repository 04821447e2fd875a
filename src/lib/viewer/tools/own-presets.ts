import type { DisplaySet, WindowPreset } from '#lib/viewer/types.ts';
import type { OwnPreset } from './settings.ts';

const prefix = 'own:';
/** What the header and the modality offered, before anybody's own windows came among them. */
const offered = new WeakMap<DisplaySet, WindowPreset[]>();

/** Puts somebody's own windows at the places whose keys they chose, on series of that modality; the others move on. */
export function applyOwnPresets(displaySets: readonly DisplaySet[], own: readonly OwnPreset[]): void {
	for (const set of displaySets) {
		const before = offered.get(set) ?? set.presets;
		offered.set(set, before);
		set.presets = withOwn(before, set.modality, own);
	}
}

function withOwn(presets: WindowPreset[], modality: string, own: readonly OwnPreset[]): WindowPreset[] {
	// Colour has no window, its own or another's.
	if (presets.length === 0) return presets;
	const result = [...presets];
	const fitting = own.filter((each) => each.modality === modality).sort((a, b) => a.place - b.place);
	for (const { place, name, center, width } of fitting)
		result.splice(place - 1, 0, { id: `${prefix}${name}`, window: { center, width } });
	return result;
}

/** The name of one's own window, or undefined for those of the viewer. */
export function ownPresetName(presetId: string): string | undefined {
	return presetId.startsWith(prefix) ? presetId.slice(prefix.length) : undefined;
}
