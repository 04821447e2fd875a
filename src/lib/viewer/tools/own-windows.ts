import type { OwnPreset } from './settings.ts';

/** A row of the form: one key, empty until somebody names it. A field that holds no number is null. */
export type OwnWindow = { name: string; center: number | null; width: number | null };

export const presetPlaces = [1, 2, 3, 4, 5, 6] as const;

/** One row for each key of a modality. */
export function ownWindows(presets: readonly OwnPreset[], modality: string): OwnWindow[] {
	return presetPlaces.map((place) => {
		const own = presets.find((each) => each.modality === modality && each.place === place);
		return { name: own?.name ?? '', center: own?.center ?? null, width: own?.width ?? null };
	});
}

/** The own windows of all modalities after the rows of one were edited; null where a named row is no window. */
export function takeWindows(
	presets: readonly OwnPreset[],
	modality: string,
	rows: readonly OwnWindow[]
): OwnPreset[] | null {
	const others = presets.filter((each) => each.modality !== modality);
	const own: OwnPreset[] = [];
	for (const [at, row] of rows.entries()) {
		const name = row.name.trim();
		if (name === '') continue;
		if (row.center === null || row.width === null || !(row.width >= 1) || !Number.isFinite(row.center))
			return null;
		own.push({ modality, place: at + 1, name, center: row.center, width: row.width });
	}
	return [...others, ...own];
}
