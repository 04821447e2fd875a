import { cacheBytes, isLoaded, onFrameDropped, registerHeaders, release } from './engine.ts';
import { cancelFrame, urlOf } from './fetch-frame.ts';
import { loadFrame } from './load-frame.ts';
import { aheadShare, frameLimit } from './frame-limit.ts';
import { openFrameQueue, type Aim } from './frame-queue.ts';
import { isReachable } from './reachable.ts';
import { holdCoarse } from './coarse-held.ts';
import { forgetCoarse } from './coarse-image.ts';
import { isLineHeld, onLineFree } from '#lib/viewer/line.ts';
import { ahead } from '#lib/viewer/prefetch.ts';
import type { DisplaySet, Mark, OpenViewerOptions } from '#lib/viewer/types.ts';

/** Part of the cache that one viewer may fill: the rest is for what was fetched ahead. */
const cacheShare = 1 - aheadShare;
/** Progress is told this often while frames come. */
const progressMs = 150;

/** The display sets of one viewer, by index, and the loading of their frames. */
export type Stacks = {
	all(): DisplaySet[];
	get(stack: number): DisplaySet | undefined;
	indexOf(displaySetId: string): number;
	total(stack: number): number;
	imageId(stack: number, position: number): string;
	isLoaded(stack: number, position: number): boolean;
	/** The image made of the beginning of a frame that is on its way. */
	coarse(stack: number, position: number): string | undefined;
	/** Why a frame could not be loaded, if it could not. */
	failure(stack: number, position: number): string | undefined;
	/** The display set and position of the frame that a mark points at. */
	find(mark: Mark): { displaySetId: string; position: number } | undefined;
	/** What the active cell shows, and what the others show. */
	aim(stack: number, position: number, elsewhere?: Aim[]): void;
	/** Bytes that the frames of one viewer may take in the cache. */
	budgetBytes(): number;
	retry(stack: number): void;
	add(displaySets: DisplaySet[]): void;
	close(): void;
};

export function openStacks(
	options: OpenViewerOptions,
	{
		onArrived,
		isSeen
	}: {
		/** A frame is here, or failed, or a coarse image of it is here. */
		onArrived(stack: number, position: number): void;
		isSeen(stack: number, position: number): boolean;
	}
): Stacks {
	const sets = [...options.displaySets];
	let aimedAt = 0;
	/** Stacks that some cell shows: they share the cache. */
	let open = new Set<number>();
	const budgetBytes = () => cacheBytes() * cacheShare;

	const imageId = (stack: number, position: number) => sets[stack]?.frames[position]?.imageId ?? '';
	registerHeaders(sets);
	ahead.opened(sets);

	const queue = openFrameQueue({
		totals: sets.map((set) => set.frames.length),
		limit: (stack, isOpen) =>
			frameLimit(sets, stack, { isOpen, budgetBytes: budgetBytes() / (isOpen ? Math.max(1, open.size) : 1) }),
		isLoaded: (stack, at) => isLoaded(imageId(stack, at)),
		load: (stack, at, isUrgent) =>
			loadFrame(imageId(stack, at), isUrgent ? -5 : Math.abs(at - aimedAt), {
				isSeen: () => isSeen(stack, at),
				onCoarse: (coarseId) => coarse.put(stack, at, coarseId)
			}),
		cancel: (stack, at) => cancelFrame(imageId(stack, at)),
		onSettled(stack, at, failure) {
			reportSoon(stack);
			if (failure !== undefined) {
				const code = failure === 'status 401' ? 'signed-out' : 'frame-failed';
				options.onError?.({ code, subject: imageId(stack, at), reason: failure });
			}
			onArrived(stack, at);
			coarse.drop(stack, at);
		},
		isHeld: isLineHeld,
		isReachable: () => isReachable(urlOf(sets.flatMap((set) => set.frames)[0]?.imageId ?? '')),
		onConnection: (isLost) => options.onConnection?.(isLost)
	});
	const coarse = holdCoarse({
		isLoaded: (stack, at) => isLoaded(imageId(stack, at)),
		onArrived,
		forget: forgetCoarse
	});
	const hurry = () => queue.hurry();
	addEventListener('online', hurry);
	const stopWaiting = onLineFree(() => queue.goOn());
	const stopListening = onFrameDropped((dropped) => {
		const stack = sets.findIndex((set) => set.frames.some((frame) => frame.imageId === dropped));
		if (stack >= 0) reportProgress(stack);
	});

	/** Stacks of which frames have come since they were last told of. */
	const untold = new Set<number>();
	let telling: ReturnType<typeof setTimeout> | undefined;

	/** The first frame is told of at once, and those that pour in after it some times a second: each time the page is drawn anew. */
	function reportSoon(stack: number): void {
		if (telling !== undefined) return void untold.add(stack);
		reportProgress(stack);
		telling = setTimeout(() => {
			telling = undefined;
			for (const each of untold) reportProgress(each);
			untold.clear();
		}, progressMs);
	}

	function reportProgress(stack: number): void {
		const set = sets[stack];
		if (!set) return;
		const ready = queue.ready(stack);
		options.onProgress?.({
			displaySetId: set.id,
			loaded: ready.filter(Boolean).length,
			failed: set.frames.filter((_, at) => queue.failure(stack, at) !== undefined).length,
			total: set.frames.length,
			ready
		});
	}

	return {
		all: () => sets,
		get: (stack) => sets[stack],
		indexOf: (displaySetId) => sets.findIndex((set) => set.id === displaySetId),
		total: (stack) => sets[stack]?.frames.length ?? 0,
		imageId,
		isLoaded: (stack, position) => isLoaded(imageId(stack, position)),
		coarse: coarse.find,
		failure: (stack, position) => queue.failure(stack, position),
		find(mark) {
			for (const set of sets) {
				const position = set.frames.findIndex(
					(frame) => frame.sopInstanceUid === mark.sopInstanceUid && frame.frameNumber === mark.frameNumber
				);
				if (position >= 0) return { displaySetId: set.id, position };
			}
			return undefined;
		},
		aim(stack, position, elsewhere = []) {
			aimedAt = position;
			const before = open;
			open = new Set([stack, ...elsewhere.map((aim) => aim.stack)]);
			queue.aim(stack, position, elsewhere);
			// What was fetched ahead is there without ever arriving.
			for (const each of open) if (each === stack || !before.has(each)) reportProgress(each);
		},
		budgetBytes,
		retry: (stack) => queue.retry(stack),
		add(more) {
			sets.push(...more);
			registerHeaders(more);
			ahead.opened(more);
			queue.add(more.map((set) => set.frames.length));
		},
		close() {
			clearTimeout(telling);
			stopListening();
			removeEventListener('online', hurry);
			stopWaiting();
			queue.stop();
			coarse.close();
			release(sets);
			ahead.closed(sets);
		}
	};
}
