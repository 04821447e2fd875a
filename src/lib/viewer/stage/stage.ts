import { RenderingEngine } from '@cornerstonejs/core';
import { makeAnnotations } from '#lib/viewer/marks/annotations.ts';
import { makeImageMarks } from '#lib/viewer/marks/image-marks.ts';
import { aimCells } from './aim-cells.ts';
import { makeCine } from './cine.ts';
import { cutActs } from './cut-acts.ts';
import { makeCell, type Cell } from '#lib/viewer/grid/cell.ts';
import { cellCount, fillEmpty, mostCells } from '#lib/viewer/grid/layouts.ts';
import { makeLinks } from '#lib/viewer/grid/links.ts';
import { startEngine } from '#lib/viewer/loading/engine.ts';
import { drawingActs } from './drawing-acts.ts';
import { paneActs } from './pane-acts.ts';
import { drawThumbnail } from './picture.ts';
import { whereActs } from './where-acts.ts';
import { openStacks } from '#lib/viewer/loading/stacks.ts';
import { openToolbox, redrawAnnotations } from '#lib/viewer/controls/tools.ts';
import type { Layout } from '#lib/viewer/cells.ts';
import type { MisplacedMark, OpenViewerOptions, ViewerHandle, ViewerState } from '#lib/viewer/types.ts';

let viewers = 0;

/** Builds the grid of viewports, their tools and their loading; `openViewer` is the way in. */
export function openStage(options: OpenViewerOptions): ViewerHandle {
	const rendering = startEngine(options.rendering);
	const id = `viewer-${++viewers}`;
	const engine = new RenderingEngine(id);
	const halfPixel = rendering === 'cpu' ? 0.5 : 0;
	const toolbox = openToolbox(id, halfPixel, options.words);
	const stacks = openStacks(options, {
		onArrived: (stack, at) => shownCells().forEach((cell) => cell.arrived(stack, at)),
		isSeen: (stack, at) => shownCells().some((cell) => cell.isAt(stack, at))
	});

	let layout: Layout = { rows: 1, columns: 1 };
	let active = 0;
	let maximised: number | null = null;
	let misplaced: MisplacedMark | null = null;
	let isDisposed = false;

	const cells: Cell[] = [];
	const cellAt = (index: number): Cell => (cells[index] ??= makeCell(cellHost, index));
	const shownCells = () => Array.from({ length: cellCount(layout) }, (_, index) => cellAt(index));
	const activeCell = () => cellAt(active);
	const activePane = () => activeCell().pane();
	const viewportIds = () => shownCells().flatMap((cell) => cell.pane()?.viewport.id ?? []);

	const links = makeLinks({
		cells: shownCells,
		active: () => active,
		modality: (cell) => stacks.get(cell.reel()?.stack ?? -1)?.modality ?? null,
		onMoved: () => moved(),
		onChange: () => changed()
	});
	const cellHost = {
		viewerId: id,
		engine,
		rendering,
		stacks,
		addTools: (viewportId: string) => toolbox.add(viewportId),
		wheelHabit: toolbox.wheelHabit,
		onPressed: activate,
		onResize: resize,
		onChange() {
			if (links.hasCrosshairs || links.hasReferenceLines) links.draw();
			changed();
		},
		onScrolled: (index: number) => links.scrolled(index),
		onWindow: (index: number) => links.windowed(index),
		onShown() {
			annotations.refresh();
			redrawAnnotations(viewportIds());
		},
		onError: (error: Parameters<NonNullable<OpenViewerOptions['onError']>>[0]) => options.onError?.(error)
	};

	const annotations = makeAnnotations({
		viewport: () => activePane()?.viewport,
		viewportIds,
		halfPixel,
		displaySets: () => stacks.all(),
		onMark: () => told(),
		onDrawn: (markId) => options.onDrawn?.(markId),
		onMisplaced,
		onChange: () => changed()
	});
	const imageMarks = makeImageMarks();

	function onMisplaced(why: MisplacedMark): void {
		misplaced = why;
		changed();
	}

	const told = () => options.onMark?.(handle.marks());

	function activate(index: number): void {
		if (index === active || index >= cellCount(layout)) return;
		cine.pause();
		active = index;
		moved();
		links.draw();
	}

	/** The eye is elsewhere: what it needs is fetched first. */
	function moved(): void {
		misplaced = null;
		annotations.deselect();
		aimCells(stacks, activeCell(), shownCells());
		changed();
	}

	/** Cornerstone sizes all viewports at once, so all keep what they show at once. */
	function resize(): void {
		const places = shownCells().flatMap((cell) => cell.pane()?.place ?? []);
		if (isDisposed || !places.some((place) => place.isOutgrown())) return;
		const putBack = places.map((place) => place.hold());
		engine.resize(true, true);
		for (const each of putBack) each();
		redrawAnnotations(viewportIds());
		links.draw();
	}

	function go(to: number): void {
		const before = activeCell().position();
		activeCell().go(to);
		if (activeCell().position() !== before) links.scrolled(active);
	}

	const cine = makeCine(() => {
		const cell = activeCell();
		const reel = cell.reel();
		const next = (cell.position() + 1) % (reel?.total ?? 1);
		if (reel?.isWhole(next)) go(next);
	});

	function state(): ViewerState {
		const stepOf = (index: number) => ({ inStepBy: links.inStepBy(index, active) });
		const states = shownCells().map((cell, index) => ({ ...cell.state(), ...stepOf(index) }));
		return {
			...(states[active] ?? activeCell().state()),
			selectedMarkId: annotations.selectedMarkId(),
			imageMarks: imageMarks.all(),
			misplacedMark: misplaced,
			tool: toolbox.chosen(),
			playing: cine.isPlaying(),
			rendering,
			layout,
			cells: states,
			activeCell: active,
			maximisedCell: maximised,
			sync: links.sync,
			crosshairs: links.hasCrosshairs,
			referenceLines: links.hasReferenceLines
		};
	}

	let isChangePending = false;
	/** One notice for many changes. */
	function changed(): void {
		if (isChangePending || isDisposed) return;
		isChangePending = true;
		queueMicrotask(() => {
			isChangePending = false;
			if (!isDisposed) options.onChange?.(state());
		});
	}

	toolbox.choose(toolbox.chosen());

	function maximise(index: number | null): void {
		maximised = index;
		for (const [at, cell] of shownCells().entries()) cell.pane()?.show(index === null || at === index);
		changed();
	}

	function setLayout(next: Layout): void {
		cine.pause();
		layout = next;
		maximise(null);
		active = Math.min(active, cellCount(next) - 1);
		moved();
	}

	const handle: ViewerHandle = {
		mount(index, element, overlay) {
			if (isDisposed || index >= mostCells) return () => undefined;
			const unmount = cellAt(index).mount(element, overlay);
			const letGo = links.hold(cellAt(index));
			return () => {
				letGo();
				if (!isDisposed) unmount();
			};
		},
		layout(next) {
			setLayout(next);
			const shown = shownCells().map((cell) => cell.content()?.displaySetId ?? null);
			for (const [index, displaySetId] of fillEmpty(shown, stacks.all()).entries())
				if (displaySetId !== null) void handle.put(index, { displaySetId });
		},
		async arrange(arrangement) {
			setLayout(arrangement.layout);
			const puts: Promise<void>[] = [];
			for (const [index, cell] of shownCells().entries()) {
				puts.push(cell.put(arrangement.cells[index] ?? null));
				// Each plane is cut in a task of its own, so that the page answers in between.
				await new Promise((resolve) => setTimeout(resolve));
				if (isDisposed) return;
			}
			moved();
			await Promise.all(puts);
			if (links.hasCrosshairs) links.meet(active);
		},
		arrangement: () => ({ layout, cells: shownCells().map((cell) => cell.content()) }),
		activate,
		async put(index, content) {
			if (index === active) cine.pause();
			const done = cellAt(index).put(content);
			moved();
			await done;
			links.joined(index);
		},
		maximise(index) {
			maximise(maximised === null ? index : null);
			activate(index);
		},
		...cutActs({ cell: activeCell, links, pause: cine.pause, moved }),
		...whereActs({ cells: shownCells, active: activeCell, moved }),
		sync: links.keepInStep,
		crosshairs: links.cross,
		referenceLines: links.refer,
		...paneActs({
			pane: activePane,
			presets: () => stacks.get(activeCell().reel()?.stack ?? -1)?.presets ?? [],
			onChange: changed
		}),
		async show(displaySetId, at) {
			const set = stacks.get(stacks.indexOf(displaySetId));
			if (!set || set.frames.length === 0) return;
			const index = active;
			await handle.put(index, { displaySetId, ...(at !== undefined && { position: at }) });
			const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
			const isOpen = active === index && activeCell().content()?.displaySetId === displaySetId;
			if (set.cineRate && at === undefined && isOpen && !isStill) handle.play();
		},
		async showMark(mark) {
			const found = stacks.find(mark);
			if (found) await handle.show(found.displaySetId, found.position);
			return found !== undefined;
		},
		scrollBy: (frames) => go(activeCell().position() + frames),
		scrollTo: go,
		play() {
			const reel = activeCell().reel();
			if (reel && reel.total > 1) cine.play(stacks.get(reel.stack)?.cineRate ?? 10);
			changed();
		},
		pause() {
			cine.pause();
			changed();
		},
		...drawingActs({
			annotations,
			imageMarks,
			stacks,
			toolbox,
			cell: activeCell,
			handle: () => handle,
			onActed() {
				misplaced = null;
				changed();
			},
			onMisplaced,
			onMark: told
		}),
		add(more) {
			stacks.add(more);
			annotations.refresh();
		},
		retry: (index = active) => stacks.retry(cellAt(index).reel()?.stack ?? -1),
		state,
		thumbnail: (displaySetId, canvas) => {
			const set = stacks.get(stacks.indexOf(displaySetId));
			return set !== undefined && drawThumbnail(set, canvas);
		},
		resize,
		dispose() {
			if (isDisposed) return;
			isDisposed = true;
			cine.pause();
			links.close();
			annotations.close();
			for (const cell of cells) cell?.close();
			toolbox.close();
			engine.destroy();
			stacks.close();
		}
	};

	return handle;
}
