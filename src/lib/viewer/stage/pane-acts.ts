import type { Pane } from '#lib/viewer/grid/pane.ts';
import type { ViewerHandle, WindowPreset } from '#lib/viewer/types.ts';

type PaneActs = Pick<
	ViewerHandle,
	| 'window'
	| 'preset'
	| 'present'
	| 'invert'
	| 'reset'
	| 'fit'
	| 'actualSize'
	| 'zoomBy'
	| 'panBy'
	| 'rotate'
	| 'flip'
>;

/** What changes how the active cell shows its image, but not which image it is. */
export function paneActs(host: {
	pane(): Pane | null;
	presets(): WindowPreset[];
	onChange(): void;
}): PaneActs {
	return {
		window: (center, width) => host.pane()?.picture.window({ center, width }),
		preset(presetId) {
			const preset = host.presets().find((candidate) => candidate.id === presetId);
			if (preset) host.pane()?.picture.preset(preset);
			host.onChange();
		},
		present(state) {
			host.pane()?.presented.show(state);
			host.onChange();
		},
		invert() {
			host.pane()?.picture.invert();
			host.onChange();
		},
		reset() {
			host.pane()?.presented.forget();
			host.pane()?.picture.reset();
			host.pane()?.place.upright();
			host.pane()?.place.fit();
			host.onChange();
		},
		fit: () => host.pane()?.place.fit(),
		actualSize: () => host.pane()?.place.actualSize(),
		zoomBy: (factor) => host.pane()?.place.zoomBy(factor),
		panBy: (horizontalPx, verticalPx) => host.pane()?.place.panBy(horizontalPx, verticalPx),
		rotate: (quarterTurns) => host.pane()?.place.rotateBy(quarterTurns),
		flip: (way) => host.pane()?.place.flip(way)
	};
}
