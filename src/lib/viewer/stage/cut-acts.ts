import type { Cell } from '#lib/viewer/grid/cell.ts';
import type { Links } from '#lib/viewer/grid/links.ts';
import type { ViewerHandle } from '#lib/viewer/types.ts';

/** What cuts the volume of the active cell in another way. */
export function cutActs(host: {
	cell(): Cell;
	links: Links;
	/** Before: nothing plays on. */
	pause(): void;
	/** Afterwards: the eye is elsewhere. */
	moved(): void;
}): Pick<ViewerHandle, 'plane' | 'slab' | 'tilt'> {
	function recut(act: () => void): void {
		host.pause();
		act();
		host.moved();
		host.links.draw();
	}
	return {
		plane: (plane) => recut(() => host.cell().cut({ plane })),
		slab: (slab) => recut(() => host.cell().cut({ slab })),
		tilt: (aboutVertical, aboutHorizontal) =>
			recut(() => host.links.tilt(host.cell(), aboutVertical, aboutHorizontal))
	};
}
