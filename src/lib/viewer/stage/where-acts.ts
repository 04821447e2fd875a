import type { Cell } from '#lib/viewer/grid/cell.ts';
import { middleOf, nearestSlice, normalOf } from '#lib/viewer/grid/slices.ts';
import { dot } from '#lib/viewer/marks/plane.ts';
import type { ViewerHandle } from '#lib/viewer/types.ts';

/** Cosine of about 14°: what leans more shows another plane and stays. */
const parallelCosine = 0.97;

/** Where somebody looks, and going there. */
export function whereActs(host: {
	cells(): Cell[];
	active(): Cell;
	/** The eye is elsewhere. */
	moved(): void;
}): Pick<ViewerHandle, 'whereabouts' | 'goTo' | 'tone' | 'takeTone'> {
	return {
		tone() {
			const cell = host.active();
			const displaySetId = cell.content()?.displaySetId;
			const picture = cell.pane()?.picture.state();
			if (displaySetId === undefined || !picture) return null;
			const { window, inverted } = picture;
			return { cell: host.cells().indexOf(cell), displaySetId, window, isInverted: inverted };
		},
		takeTone({ cell: index, displaySetId, window, isInverted }) {
			const candidates = [host.cells()[index], host.active(), ...host.cells()];
			const cell = candidates.find((each) => each?.content()?.displaySetId === displaySetId);
			const picture = cell?.pane()?.picture;
			if (!picture || !window) return;
			const now = picture.state();
			if (now.inverted !== isInverted) picture.invert();
			if (now.window?.center !== window.center || now.window.width !== window.width) picture.window(window);
			host.moved();
		},
		whereabouts() {
			const cell = host.active();
			const displaySetId = cell.content()?.displaySetId;
			if (displaySetId === undefined) return null;
			const sheet = cell.reel()?.sheet(cell.position());
			const place = sheet &&
				sheet.frameOfReferenceUid !== '' && {
					frameOfReferenceUid: sheet.frameOfReferenceUid,
					normal: normalOf(sheet),
					point: middleOf(sheet)
				};
			const position = cell.reel()?.cut ? null : cell.position();
			return { displaySetId, position, place: place || null };
		},
		goTo({ displaySetId, position, place }) {
			const positionIn = (cell: Cell): number | null => {
				const reel = cell.reel();
				const sheet = reel?.sheet(0);
				if (!reel) return null;
				if (cell.content()?.displaySetId === displaySetId && !reel.cut && position !== null) return position;
				const isParallel =
					place &&
					sheet?.frameOfReferenceUid === place.frameOfReferenceUid &&
					Math.abs(dot(normalOf(sheet), place.normal)) >= parallelCosine;
				return isParallel ? nearestSlice(reel, place.point) : null;
			};
			// The cell somebody works in, where it can; else whichever can.
			const active = host.active();
			const cells = positionIn(active) === null ? host.cells() : [active];
			for (const cell of cells) {
				const to = positionIn(cell);
				if (to !== null) cell.go(to);
			}
			host.moved();
		}
	};
}
