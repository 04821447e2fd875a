import { Enums, RenderingEngine, StackViewport } from '@cornerstonejs/core';
import { makeAnnotations } from './annotations.ts';
import { makeCine } from './cine.ts';
import {
	cacheBytes,
	cancelFrame,
	isLoaded,
	loadFrame,
	onFrameDropped,
	registerHeaders,
	release,
	startEngine
} from './engine.ts';
import { frameLimit } from './frame-limit.ts';
import { openFrameQueue } from './frame-queue.ts';
import { makePicture } from './picture.ts';
import { takeOver } from './prefetch.ts';
import { defaultPreset } from './presets.ts';
import { openToolbox, redrawAnnotations } from './tools.ts';
import type { DisplaySet, OpenViewerOptions, ToolName, ViewerHandle, ViewerState } from './types.ts';
import { onWheel } from './wheel.ts';

let viewers = 0;

/** Part of the cache that one study may fill: the rest is for what was fetched ahead. */
const cacheShare = 0.8;

/** Builds the viewport, its tools and its loading in an element; `openViewer` is the way in. */
export function openStage(element: HTMLDivElement, options: OpenViewerOptions): ViewerHandle {
	const rendering = startEngine(options.rendering);
	const id = `viewer-${++viewers}`;
	const engine = new RenderingEngine(id);
	const viewport = enableElement(engine, id, element);
	const toolbox = openToolbox(id, id);
	const picture = makePicture(viewport);

	const sets: DisplaySet[] = [...options.displaySets];
	registerHeaders(sets);
	takeOver(sets);

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
		displaySets: () => sets,
		onMark: (marks) => options.onMark?.(marks),
		onChange: () => changed()
	});

	const queue = openFrameQueue({
		totals: sets.map((set) => set.frames.length),
		limit: (stack, isOpen) => frameLimit(sets, stack, { isOpen, budgetBytes: cacheBytes() * cacheShare }),
		isLoaded: (stack, at) => isLoaded(imageId(stack, at)),
		load: (stack, at, isUrgent) => loadFrame(imageId(stack, at), isUrgent ? -5 : Math.abs(at - position)),
		cancel: (stack, at) => cancelFrame(imageId(stack, at)),
		onSettled(stack, at, failure) {
			reportProgress(stack);
			if (failure !== undefined) {
				const isSignedOut = failure === 'status 401';
				options.onError?.({
					code: isSignedOut ? 'signed-out' : 'frame-failed',
					subject: imageId(stack, at),
					reason: failure
				});
			}
			if (stack === open && at === position) void present();
		}
	});
	const stopListening = onFrameDropped((dropped) => {
		const stack = sets.findIndex((set) => set.frames.some((frame) => frame.imageId === dropped));
		if (stack >= 0 && !isDisposed) reportProgress(stack);
	});

	function imageId(stack: number, at: number): string {
		return sets[stack]?.frames[at]?.imageId ?? '';
	}

	function reportProgress(stack: number): void {
		const set = sets[stack];
		if (!set) return;
		const ready = queue.ready(stack);
		const failed = set.frames.filter((_, at) => queue.failure(stack, at) !== undefined).length;
		options.onProgress?.({
			displaySetId: set.id,
			loaded: ready.filter(Boolean).length,
			failed,
			total: set.frames.length,
			ready
		});
	}

	/** Draws the frame at the position, if it has arrived. */
	async function present(): Promise<void> {
		const set = sets[open];
		const at = position;
		if (!set || isDisposed || !isLoaded(imageId(open, at))) {
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
			options.onError?.({ code: 'rendering-failed', subject: imageId(open, at), reason });
		}
		if (isDisposed) return;
		redrawAnnotations(id);
		settle();
		changed();
	}

	/** Lets `show` return: its frame is on the screen, or is known to have failed. */
	function settle(): void {
		const isSettled = shown === position && mounted === open;
		if (!isSettled && queue.failure(open, position) === undefined) return;
		for (const resolve of whenShown.splice(0)) resolve();
	}

	function go(to: number): void {
		const total = sets[open]?.frames.length ?? 0;
		const next = Math.min(Math.max(0, to), total - 1);
		if (next === position || total === 0) return;
		position = next;
		annotations.deselect();
		queue.aim(open, position);
		void present();
	}

	const cine = makeCine(() => {
		const total = sets[open]?.frames.length ?? 0;
		const next = (position + 1) % total;
		if (isLoaded(imageId(open, next))) go(next);
	});

	function state(): ViewerState {
		const set = sets[open];
		return {
			displaySetId: set?.id ?? null,
			position,
			total: set?.frames.length ?? 0,
			...picture.state(),
			isLoading: set !== undefined && (mounted !== open || shown !== position),
			failure: queue.failure(open, position) ?? null,
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
		queue.aim(open, position);
		changed();
	}

	const handle: ViewerHandle = {
		async show(displaySetId, at) {
			const next = sets.findIndex((set) => set.id === displaySetId);
			const set = sets[next];
			if (!set || set.frames.length === 0) return;
			cine.pause();
			annotations.deselect();
			open = next;
			position = Math.min(Math.max(0, at ?? set.frames.length >> 1), set.frames.length - 1);
			queue.aim(open, position);
			const done = new Promise<void>((resolve) => whenShown.push(resolve));
			void present();
			await done;
			const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
			if (set.cineRate && at === undefined && open === next && !isStill) handle.play();
		},
		async showMark(mark) {
			for (const set of sets) {
				const at = set.frames.findIndex(
					(frame) => frame.sopInstanceUid === mark.sopInstanceUid && frame.frameNumber === mark.frameNumber
				);
				if (at < 0) continue;
				await handle.show(set.id, at);
				return true;
			}
			return false;
		},
		tool(name) {
			tool = name;
			toolbox.choose(name);
			changed();
		},
		window: (center, width) => picture.window({ center, width }),
		preset(presetId) {
			const preset = sets[open]?.presets.find((candidate) => candidate.id === presetId);
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
			const set = sets[open];
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
		labelMark: (markId, label) => annotations.label(markId, label),
		removeSelected: () => annotations.removeSelected(),
		undo: () => annotations.undo(),
		add(more) {
			sets.push(...more);
			registerHeaders(more);
			takeOver(more);
			queue.add(more.map((set) => set.frames.length));
			annotations.refresh();
		},
		retry: () => queue.retry(open),
		state,
		thumbnail: (displaySetId, canvas) => {
			const set = sets.find((candidate) => candidate.id === displaySetId);
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
			stopListening();
			stopWheel();
			for (const name of pictureEvents) element.removeEventListener(name, onPicture);
			element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
			queue.stop();
			annotations.close();
			picture.close();
			toolbox.close();
			engine.destroy();
			release(sets);
			settleAll();
		}
	};

	function settleAll(): void {
		for (const resolve of whenShown.splice(0)) resolve();
	}

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
