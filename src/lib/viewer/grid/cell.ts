import type { RenderingEngine } from '@cornerstonejs/core';
import type { Aim } from '#lib/viewer/loading/frame-queue.ts';
import { isCoarseImage } from '#lib/viewer/loading/coarse-image.ts';
import type { Stacks } from '#lib/viewer/loading/stacks.ts';
import type { WheelHabit } from '#lib/viewer/stage/wheel.ts';
import type { Basis } from '#lib/viewer/volume/cut.ts';
import type { CellContent, CellState, NoVolumeReason, Plane, Slab } from '#lib/viewer/cells.ts';
import type { Point3, ViewerError } from '#lib/viewer/types.ts';
import { beginLook, findDrawable, keepLook, type Drawable, type Kept } from './drawable.ts';
import { openPane, type Pane } from './pane.ts';
import { openReel, type Reel } from './reel.ts';
import { middleOf, nearestSlice, positionMm } from './slices.ts';

/** What all cells of a viewer share, and what they tell it. */
export type CellHost = {
	viewerId: string;
	engine: RenderingEngine;
	rendering: 'cpu' | 'gpu';
	stacks: Stacks;
	/** The tools work in a viewport; the returned function takes it out. */
	addTools(viewportId: string): () => void;
	wheelHabit(): WheelHabit;
	onPressed(cell: number): void;
	onResize(): void;
	/** Something that `state` tells has changed. */
	onChange(cell: number): void;
	onScrolled(cell: number): void;
	onWindow(cell: number): void;
	/** An image was drawn where another or none was. */
	onShown(cell: number): void;
	onError(error: ViewerError): void;
};

/** One cell of the grid: what it shows stays its own while its element comes and goes. */
export type Cell = {
	pane(): Pane | null;
	mount(element: HTMLDivElement, overlay: SVGSVGElement): () => void;
	put(content: CellContent | null): Promise<void>;
	go(position: number): void;
	/** Another plane or slab of the same series, through the middle of what is seen. */
	cut(asked: { plane?: Plane; slab?: Slab | null; basis?: Basis; through?: Point3 }): void;
	arrived(stack: number, position: number): void;
	reel(): Reel | null;
	position(): number;
	/** Whether it is a frame that is looked at here. */
	isAt(stack: number, position: number): boolean;
	aim(): Aim | null;
	content(): CellContent | null;
	state(): CellState;
	close(): void;
};

/** A volume that is still loading is drawn anew this often, one cell after the other: each time costs a slice. */
const redrawMs = 500;
const staggerMs = 90;

export function makeCell(host: CellHost, index: number): Cell {
	const { stacks, rendering } = host;
	let pane: Pane | null = null;
	let reel: Reel | null = null;
	let position = 0;
	let asked: CellContent | null = null;
	let noVolume: NoVolumeReason | null = null;
	/** The reel whose images the viewport holds, the stack whose first window and size were given, and the position that is drawn. */
	let mounted = '';
	let begunStack = -1;
	let shown = -1;
	let kept: Kept | null = null;
	/** One slice is cut at a time, and then that which is looked at by then. */
	let isCutting = false;
	let redrawTimer: ReturnType<typeof setTimeout> | undefined;
	const whenShown: (() => void)[] = [];

	const set = () => (reel ? stacks.get(reel.stack) : undefined);
	const isShown = () => reel !== null && mounted === reel.key && shown === position;

	/** Draws the slice at the position, if it has arrived. */
	async function present(): Promise<void> {
		const [here, now, at] = [pane, reel, position];
		if (isCutting) return;
		const what = now && findDrawable(stacks, now, at);
		if (!here || !now || !what) {
			settle();
			return host.onChange(index);
		}
		try {
			const cutting = now.cut?.prepare(at);
			if (cutting) {
				isCutting = true;
				await cutting.finally(() => (isCutting = false));
				if (pane !== here || reel !== now) return void present();
			}
			if (mounted === what.key) {
				shown = at;
				await here.viewport.setImageIdIndex(what.index);
			} else await load(here, what, at);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			host.onError({ code: 'rendering-failed', subject: now.imageIds[at] ?? '', reason });
		}
		if (pane !== here || reel !== now) return;
		host.onShown(index);
		settle();
		host.onChange(index);
		if (now.cut && position !== at) void present();
	}

	/** Gives the viewport other images. Another plane of the same series keeps window, size and place. */
	async function load(here: Pane, now: Drawable, at: number): Promise<void> {
		const isSameSeries = mounted !== '' && begunStack === now.stack;
		const wasCoarse = isCoarseImage(mounted);
		// While one plane is on its way already, it is what was before it that is kept.
		kept = isSameSeries ? (kept ?? { shade: here.picture.shade(), view: here.place.view() }) : null;
		if (!isSameSeries) begunStack = -1;
		mounted = now.key;
		shown = at;
		here.picture.leave();
		await here.viewport.setStack(now.imageIds, now.index);
		if (pane !== here || mounted !== now.key) return;
		const presets = stacks.get(now.stack)?.presets ?? [];
		if (kept) keepLook(here, kept, { presets, wasCoarse });
		else beginLook(here, asked, presets);
		begunStack = now.stack;
		kept = null;
		here.viewport.render();
	}

	/** Lets `put` return: its image is on the screen, is known to have failed, or has no element any longer to be shown in. */
	function settle(): void {
		const isDone =
			pane === null ||
			reel === null ||
			(isShown() && reel.isWhole(position)) ||
			reel.failure(position) !== undefined;
		if (isDone) for (const resolve of whenShown.splice(0)) resolve();
	}

	function redraw(): void {
		redrawTimer = undefined;
		if (!pane || !reel?.cut || mounted !== reel.key) return void present();
		const image = reel.cut.redraw(position);
		if (image) pane.viewport.renderImageObject(image);
		pane.viewport.render();
		settle();
		host.onChange(index);
	}

	function change(next: Reel | null, at: number): void {
		const old = reel;
		reel = next;
		position = next ? Math.min(Math.max(0, at), Math.max(0, next.total - 1)) : 0;
		void present().finally(() => old !== next && old?.close());
	}

	const cell: Cell = {
		pane: () => pane,
		mount(element, overlay) {
			const viewportId = `${host.viewerId}-cell-${index}`;
			pane = openPane(
				host,
				{ viewportId, element, overlay },
				{
					onPressed: () => host.onPressed(index),
					onChange: () => host.onChange(index),
					onWindow: () => host.onWindow(index),
					onNewImage(at) {
						if (mounted !== reel?.key || at === shown) return;
						shown = at;
						position = at;
						host.onScrolled(index);
					},
					onWheel(notches) {
						host.onPressed(index);
						cell.go(position + notches);
						host.onScrolled(index);
					},
					onResize: () => host.onResize()
				}
			);
			mounted = '';
			shown = -1;
			kept = null;
			void present();
			return () => {
				pane?.close();
				pane = null;
				mounted = '';
				settle();
			};
		},
		async put(content) {
			const stack = content ? stacks.indexOf(content.displaySetId) : -1;
			const total = stacks.total(stack);
			noVolume = null;
			asked = content;
			if (!content || total === 0) {
				clear();
				return;
			}
			const { plane = 'stack', slab = null } = content;
			const answer = openReel(stacks, rendering, { stack, plane, slab });
			const plain = openReel(stacks, rendering, { stack, plane: 'stack', slab: null });
			if (!answer.ok) noVolume = answer.reason;
			const next = answer.ok ? answer.reel : plain.ok ? plain.reel : null;
			// The same stack again must begin anew, not keep what was done to it.
			if (next && begunStack === stack) begunStack = -1;
			if (next?.key === mounted) mounted = '';
			const done = new Promise<void>((resolve) => whenShown.push(resolve));
			change(next, content.position ?? (next?.total ?? 0) >> 1);
			if (pane) await done;
		},
		go(to) {
			const next = Math.min(Math.max(0, to), (reel?.total ?? 0) - 1);
			if (!reel || next === position || next < 0) return;
			position = next;
			void present();
		},
		cut({ plane = reel?.plane ?? 'stack', slab = reel?.slab ?? null, basis, through }) {
			if (!reel) return;
			const sheet = reel.sheet(position);
			const point = through ?? middleSeen() ?? (sheet && middleOf(sheet));
			const keptBasis = plane === 'oblique' ? (basis ?? reel.basis ?? undefined) : basis;
			const answer = openReel(stacks, rendering, { stack: reel.stack, plane, slab, basis: keptBasis });
			noVolume = answer.ok ? null : answer.reason;
			if (answer.ok) change(answer.reel, point ? nearestSlice(answer.reel, point) : 0);
			else host.onChange(index);
		},
		arrived(stack, at) {
			if (reel?.stack !== stack) return;
			if (!reel.cut) {
				if (at === position) void present();
			} else if (reel.isWhole(position)) {
				// A task of its own: other cells may be cut from the same last frame.
				clearTimeout(redrawTimer);
				redrawTimer = setTimeout(redraw);
			} else redrawTimer ??= setTimeout(redraw, redrawMs + index * staggerMs);
		},
		reel: () => reel,
		position: () => position,
		isAt: (stack, at) => pane !== null && reel?.stack === stack && !reel.cut && position === at,
		aim: () => reel && { stack: reel.stack, position: reel.aim(position) },
		content() {
			const shownSet = set();
			if (!reel || !shownSet) return null;
			const { presetId, rotation, flipped } = cell.state();
			return {
				displaySetId: shownSet.id,
				plane: reel.plane,
				position,
				...(presetId !== null && { presetId }),
				...(reel.slab && { slab: reel.slab }),
				rotation,
				flipped,
				...(asked?.align && { align: asked.align })
			};
		},
		state() {
			const sheet = reel?.sheet(position) ?? null;
			const nothing = { window: null, presetId: null, inverted: false } as const;
			return {
				displaySetId: set()?.id ?? null,
				plane: reel?.plane ?? 'stack',
				position,
				total: reel?.total ?? 0,
				positionMm: sheet ? positionMm(sheet) : null,
				slab: reel?.slab ?? null,
				slabMm: reel?.slabMm ?? null,
				...(pane?.picture.state() ?? nothing),
				...(pane?.place.state() ?? { scale: 1, rotation: 0, flipped: false, edges: null }),
				isLoading: reel !== null && !(isShown() && reel.isWhole(position)),
				isCoarse: shown === position && isCoarseImage(mounted),
				failure: reel?.failure(position) ?? null,
				noVolume,
				presentation: pane?.presented.now() ?? null,
				inStepBy: null
			};
		},
		close() {
			clear();
			pane?.close();
			pane = null;
		}
	};
	return cell;

	function clear(): void {
		clearTimeout(redrawTimer);
		redrawTimer = undefined;
		reel?.close();
		reel = null;
		mounted = '';
		settle();
		host.onChange(index);
	}

	function middleSeen(): Point3 | null {
		return isShown() ? (pane?.place.view()?.centre ?? null) : null;
	}
}
