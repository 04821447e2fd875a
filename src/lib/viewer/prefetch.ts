import { trackAhead } from '#lib/viewer/loading/ahead.ts';
import { aheadLimits, aheadShare } from '#lib/viewer/loading/frame-limit.ts';
import { lineFree } from '#lib/viewer/line.ts';
import { loadOrder } from '#lib/viewer/loading/load-order.ts';
import { prefetchStudy } from '#lib/viewer/study/study.ts';
import type { Rendering, StudySource } from './types.ts';

/** The page has one cache of images, so it has one account of what was fetched ahead. */
export const ahead = trackAhead();

/**
 * Fetches the headers and first frames of studies that will be opened next, so that they are on the screen without a
 * wait, as far as the part of the cache allows that is meant for it. What an earlier call fetched and nobody opened is forgotten. Failures are silent: opening asks again.
 */
export async function prefetchStudies(sources: StudySource[], rendering: Rendering = 'auto'): Promise<void> {
	const [engine, { loadFrame }, ...studies] = await Promise.all([
		import('#lib/viewer/loading/engine.ts'),
		import('#lib/viewer/loading/load-frame.ts'),
		...sources.map((source) => prefetchStudy(source))
	]);
	engine.startEngine(rendering);
	const first = studies.flatMap((displaySets) => displaySets.find((set) => set.frames.length > 0) ?? []);
	const { load, forget } = ahead.fetched(first);
	engine.release(forget);
	engine.registerHeaders(load);
	const limits = aheadLimits(load, engine.cacheBytes() * aheadShare);
	for (const [index, { frames }] of load.entries()) {
		const order = loadOrder(frames.length, frames.length >> 1, limits[index] ?? 0);
		await lineFree();
		await Promise.allSettled(order.map((at) => loadFrame(frames[at]?.imageId ?? '', 10)));
	}
}
