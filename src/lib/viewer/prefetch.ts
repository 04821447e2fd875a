import { loadOrder } from './load-order.ts';
import { prefetchStudy } from './study.ts';
import type { DisplaySet, Rendering, StudySource } from './types.ts';

/** Enough to see something at once and to scroll a little while the rest arrives. */
const framesAhead = 5;
/** Display sets fetched ahead and not opened yet. */
let ahead: DisplaySet[] = [];

/**
 * Fetches the headers and first frames of studies that will be opened next, so that they are on the screen without a
 * wait. What an earlier call fetched and nobody opened is forgotten. Failures are silent: opening asks again.
 */
export async function prefetchStudies(sources: StudySource[], rendering: Rendering = 'auto'): Promise<void> {
	const [engine, ...studies] = await Promise.all([
		import('./engine.ts'),
		...sources.map((source) => prefetchStudy(source))
	]);
	engine.startEngine(rendering);
	const first = studies.flatMap((displaySets) => displaySets.find((set) => set.frames.length > 0) ?? []);
	const wanted = new Set(first.flatMap((set) => set.frames.map((frame) => frame.imageId)));
	engine.release(ahead.filter((set) => !set.frames.some((frame) => wanted.has(frame.imageId))));
	ahead = first;
	engine.registerHeaders(first);
	for (const { frames } of first) {
		const order = loadOrder(frames.length, frames.length >> 1, framesAhead);
		await Promise.allSettled(order.map((at) => engine.loadFrame(frames[at]?.imageId ?? '', 10)));
	}
}

/** Called when display sets are opened: they belong to the viewer from now on. */
export function takeOver(displaySets: DisplaySet[]): void {
	const opened = new Set(displaySets.map((set) => set.id));
	ahead = ahead.filter((set) => !opened.has(set.id));
}
