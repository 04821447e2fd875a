import type { ViewerLabels } from '#lib/viewer/labels.ts';
import { ownPresetName } from '#lib/viewer/tools/own-presets.ts';

/** The word for a preset: one's own name, the viewer's word, or for a further header window that of the first. */
export function presetName(id: string, labels: Pick<ViewerLabels, 'presets'>): string {
	return ownPresetName(id) ?? labels.presets[id] ?? labels.presets[id.replace(/\d+$/, '')] ?? id;
}
