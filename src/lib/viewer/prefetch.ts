import { trackAhead } from '#lib/viewer/loading/ahead.ts';
import { aheadLimits, aheadShare } from '#lib/viewer/loading/frame-limit.ts';
import { lineFree } from '#lib/viewer/line.ts';
import { loadOrder } from '#lib/viewer/loading/load-order.ts';
import {
	openingOf,
	seenFirst,
	type FindProtocols,
	type OpeningGiven,
	type SeenFirst
} from '#lib/viewer/first-look/opening.ts';
import { prefetchStudy } from '#lib/viewer/study/study.ts';
import type { Rendering, StudySource } from './types.ts';

/** The page has one cache of images, so it has one account of what was fetched ahead. */
export const ahead = trackAhead();

/** How the studies will be opened, as far as the page knows it: without it the stack that is read is what is fetched. */
export type AheadGiven = { rendering?: Rendering; opening?: OpeningGiven & { findProtocols: FindProtocols } };

/**
 * Fetches the headers and first frames of studies that will be opened next, so that they are on the screen without a
 * wait, as far as the part of the cache allows that is meant for it: first what each cell shows, then the frames around that. What an
 * earlier call fetched and nobody opened is forgotten. Failures are silent: opening asks again.
 */
export async function prefetchStudies(
	sources: StudySource[],
	{ rendering = 'auto', opening }: AheadGiven = {}
): Promise<void> {
	const [engine, { loadFrame }, ...studies] = await Promise.all([
		import('#lib/viewer/loading/engine.ts'),
		import('#lib/viewer/loading/load-frame.ts'),
		...sources.map((source) => openAhead(source, opening))
	]);
	engine.startEngine(rendering);
	const seen = studies.flat();
	const { load, forget } = ahead.fetched(seen.map(({ set }) => set));
	engine.release(forget);
	engine.registerHeaders(load);
	const limits = aheadLimits(load, engine.cacheBytes() * aheadShare);
	const orders = load.map((set, index) => {
		const position = seen.find((each) => each.set === set)?.position ?? 0;
		const order = loadOrder(set.frames.length, position, limits[index] ?? 0);
		return { set, imageIds: order.map((at) => set.frames[at]?.imageId ?? '') };
	});
	const firsts = orders.flatMap(({ imageIds }) => imageIds.slice(0, 1));
	await lineFree();
	await Promise.allSettled(firsts.map((imageId) => loadFrame(imageId, 10)));
	for (const { set, imageIds } of orders) {
		await lineFree();
		// Whoever shows it by now asks for the rest, and for nothing any more once it is left.
		if (ahead.isWaiting(set)) await Promise.allSettled(imageIds.map((imageId) => loadFrame(imageId, 10)));
	}
}

async function openAhead(source: StudySource, opening: AheadGiven['opening']): Promise<SeenFirst[]> {
	const displaySets = await prefetchStudy(source);
	const { studyUid } = source;
	const protocols = opening?.findProtocols();
	const screen =
		opening && protocols ? await openingOf(displaySets, { ...opening, studyUid }, protocols) : undefined;
	return seenFirst(screen, displaySets);
}
