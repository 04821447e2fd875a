import { Enums, RenderingEngine, StackViewport } from '@cornerstonejs/core';
import { makeAnnotations } from '#lib/viewer/marks/annotations.ts';
import { makeCine } from './cine.ts';
import { startEngine } from '#lib/viewer/loading/engine.ts';
import { makePicture } from './picture.ts';
import { defaultPreset } from '#lib/viewer/study/presets.ts';
import { openStacks } from '#lib/viewer/loading/stacks.ts';
import { openToolbox, redrawAnnotations } from '#lib/viewer/controls/tools.ts';
import type { OpenViewerOptions, ToolName, ViewerHandle, ViewerState } from '#lib/viewer/types.ts';
import { onWheel } from './wheel.ts';

let viewers = 0;

/** Builds the viewport, its tools and its loading in an element; `openViewer` is the way in. */
export function openStage(element: HTMLDivElement, options: OpenViewerOptions): ViewerHandle {
	const rendering = startEngine(options.rendering);
	const id = `viewer-${++viewers}`;
	const engine = new RenderingEngine(id);
	const viewport = enableElement(engine, id, element);
	const toolbox = openToolbox(id, id);
	const picture = makePicture(viewport);

	const stacks = openStacks(options, (stack, at) => {
		if (stack === open && at === position) void present();
	});

	let open = -1;
	let position = 0;
	/** The stack whose frames the viewport holds, and the frame that is drawn. */
	let mounted = -1;
	let shown = -1;
	let tool: ToolName = 'window';
	let isDisposed = false;
	const whenShown: (() => void)[] = [];

	const annotations = makeAnnotations({
		viewport,
		halfPixel: rendering === 'cpu' ? 0.5 : 0,
		displaySets: () => stacks.all(),
		onMark: (marks) => options.onMark?.(marks),
		onDrawn: (markId) => options.onDrawn?.(markId),
		onChange: () => changed()
	});

	/** Draws the frame at the position, if it has arrived. */
	async function present(): Promise<void> {
		const set = stacks.get(open);
		const at = position;
		if (!set || isDisposed || !stacks.isLoaded(open, at)) {
			settle();
			return changed();
		}
		try {
			if (mounted !== open) {
				mounted = open;
				shown = at;
				picture.leave();
				await viewport.setStack(
					set.frames.map((frame) => frame.imageId),
					at
				);
				if (isDisposed || mounted !== open) return;
				picture.begin(defaultPreset(set.presets));
			} else {
				shown = at;
				await viewport.setImageIdIndex(at);
			}
			annotations.refresh();
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			options.onError?.({ code: 'rendering-failed', subject: stacks.imageId(open, at), reason });
		}
		if (isDisposed) return;
		redrawAnnotations(id);
		settle();
		changed();
	}

	/** Lets `show` return: its frame is on the screen, or is known to have failed. */
	function settle(): void {
		const isSettled = shown === position && mounted === open;
		if (!isSettled && stacks.failure(open, position) === undefined) return;
		for (const resolve of whenShown.splice(0)) resolve();
	}

	function go(to: number): void {
		const total = stacks.total(open);
		const next = Math.min(Math.max(0, to), total - 1);
		if (next === position || total === 0) return;
		position = next;
		annotations.deselect();
		stacks.aim(open, position);
		void present();
	}

	const cine = makeCine(() => {
		const total = stacks.total(open);
		const next = (position + 1) % total;
		if (stacks.isLoaded(open, next)) go(next);
	});

	function state(): ViewerState {
		const set = stacks.get(open);
		return {
			displaySetId: set?.id ?? null,
			position,
			total: set?.frames.length ?? 0,
			...picture.state(),
			isLoading: set !== undefined && (mounted !== open || shown !== position),
			failure: stacks.failure(open, position) ?? null,
			selectedMarkId: annotations.selectedMarkId(),
			tool,
			playing: cine.isPlaying(),
			rendering
		};
	}

	let isChangePending = false;
	/** One notice for many changes in the same frame of the screen. */
	function changed(): void {
		if (isChangePending || isDisposed) return;
		isChangePending = true;
		queueMicrotask(() => {
			isChangePending = false;
			if (!isDisposed) options.onChange?.(state());
		});
	}

	const stopWheel = onWheel(element, {
		scroll: (notches) => go(position + notches),
		zoom: (factor) => picture.zoomBy(factor)
	});
	const pictureEvents = [Enums.Events.VOI_MODIFIED, Enums.Events.CAMERA_MODIFIED];
	for (const name of pictureEvents) element.addEventListener(name, onPicture);
	// The scroll tool moves the stack itself; the position follows it.
	element.addEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
	const observer = new ResizeObserver(() => handle.resize());
	observer.observe(element);
	toolbox.choose(tool);

	function onPicture(): void {
		changed();
	}
	function onNewImage(event: Event): void {
		const index = event instanceof CustomEvent ? Number(event.detail.imageIdIndex) : NaN;
		if (mounted !== open || Number.isNaN(index) || index === shown) return;
		shown = index;
		position = index;
		stacks.aim(open, position);
		changed();
	}

	const handle: ViewerHandle = {
		async show(displaySetId, at) {
			const next = stacks.indexOf(displaySetId);
			const set = stacks.get(next);
			if (!set || set.frames.length === 0) return;
			cine.pause();
			annotations.deselect();
			open = next;
			position = Math.min(Math.max(0, at ?? set.frames.length >> 1), set.frames.length - 1);
			stacks.aim(open, position);
			const done = new Promise<void>((resolve) => whenShown.push(resolve));
			void present();
			await done;
			const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
			if (set.cineRate && at === undefined && open === next && !isStill) handle.play();
		},
		async showMark(mark) {
			const found = stacks.find(mark);
			if (found) await handle.show(found.displaySetId, found.position);
			return found !== undefined;
		},
		tool(name) {
			tool = name;
			toolbox.choose(name);
			changed();
		},
		window: (center, width) => picture.window({ center, width }),
		preset(presetId) {
			const preset = stacks.get(open)?.presets.find((candidate) => candidate.id === presetId);
			if (preset) picture.preset(preset);
			changed();
		},
		invert: () => picture.invert(),
		reset: () => picture.reset(),
		fit: () => picture.fit(),
		actualSize: () => picture.actualSize(),
		scrollBy: (frames) => go(position + frames),
		scrollTo: go,
		zoomBy: (factor) => picture.zoomBy(factor),
		panBy: (horizontalPx, verticalPx) => picture.panBy(horizontalPx, verticalPx),
		play() {
			const set = stacks.get(open);
			if (!set || set.frames.length < 2) return;
			cine.play(set.cineRate ?? 10);
			changed();
		},
		pause() {
			cine.pause();
			changed();
		},
		marks: () => annotations.marks(),
		setMarks: (marks, markOptions) => annotations.set(marks, markOptions?.readOnly === true),
		removeMark: (markId) => annotations.remove(markId),
		placeMark: (kind) => annotations.place(kind),
		moveMark: (horizontalPx, verticalPx) => annotations.move(horizontalPx, verticalPx),
		growMark: (factor) => annotations.grow(factor),
		labelMark: (markId, label) => annotations.label(markId, label),
		removeSelected: () => annotations.removeSelected(),
		undo: () => annotations.undo(),
		add(more) {
			stacks.add(more);
			annotations.refresh();
		},
		retry: () => stacks.retry(open),
		state,
		thumbnail: (displaySetId, canvas) => {
			const set = stacks.get(stacks.indexOf(displaySetId));
			return set !== undefined && picture.thumbnail(set, canvas);
		},
		resize() {
			if (isDisposed || element.clientWidth === 0) return;
			engine.resize(true, true);
			redrawAnnotations(id);
		},
		dispose() {
			if (isDisposed) return;
			isDisposed = true;
			cine.pause();
			observer.disconnect();
			stopWheel();
			for (const name of pictureEvents) element.removeEventListener(name, onPicture);
			element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
			annotations.close();
			picture.close();
			toolbox.close();
			engine.destroy();
			stacks.close();
			for (const resolve of whenShown.splice(0)) resolve();
		}
	};

	return handle;
}

function enableElement(engine: RenderingEngine, viewportId: string, element: HTMLDivElement): StackViewport {
	engine.enableElement({
		viewportId,
		element,
		type: Enums.ViewportType.STACK,
		defaultOptions: { background: [0, 0, 0] }
	});
	// Cornerstone swallows every key pressed in its element, Tab included: the focus belongs one level above.
	element.removeAttribute('tabindex');
	const viewport = engine.getViewport(viewportId);
	if (!(viewport instanceof StackViewport)) throw new Error('No stack viewport');
	return viewport;
}
