import type { Stacks } from '#lib/viewer/loading/stacks.ts';
import type { Shade } from '#lib/viewer/stage/picture.ts';
import type { View } from '#lib/viewer/stage/place.ts';
import { defaultPreset } from '#lib/viewer/study/presets.ts';
import type { CellContent } from '#lib/viewer/cells.ts';
import type { WindowPreset } from '#lib/viewer/types.ts';
import type { Pane } from './pane.ts';
import type { Reel } from './reel.ts';

/** What a viewport is given, and which of its images is drawn. */
export type Drawable = Pick<Reel, 'key' | 'stack' | 'imageIds'> & { index: number };

/** The slices of a reel, or the coarse image of the one at a position while that is on its way; null while there is neither. */
export function findDrawable(stacks: Stacks, reel: Reel, position: number): Drawable | null {
	if (reel.canDraw(position)) return { ...reel, index: position };
	const coarseId = reel.cut ? undefined : stacks.coarse(reel.stack, position);
	return coarseId === undefined ? null : { key: coarseId, stack: reel.stack, imageIds: [coarseId], index: 0 };
}

/** Window and place of what was on the screen. */
export type Kept = { shade: Shade; view: View | null };

/** The same window and place for other images of the same series. */
export function keepLook(
	{ picture, place }: Pane,
	{ shade, view }: Kept,
	{ presets, wasCoarse }: { presets: WindowPreset[]; wasCoarse: boolean }
): void {
	picture.keep(shade);
	const chosen = presets.find(({ id }) => id === shade.presetId);
	// What was found in coarse values is found anew in the whole ones.
	if (wasCoarse && chosen?.window === 'auto') picture.preset(chosen);
	if (view) place.look(view);
}

/** The first window and place of a series. */
export function beginLook(
	{ picture, place, presented }: Pane,
	asked: CellContent | null,
	presets: WindowPreset[]
): void {
	presented.forget();
	picture.begin(presets.find(({ id }) => id === asked?.presetId) ?? defaultPreset(presets));
	place.begin(asked ?? {});
}
