import { openedOn } from '#lib/core/hanging/stage.ts';
import type { Arrangement, CellContent } from '#lib/viewer/cells.ts';
import { beginPart } from '#lib/viewer/formats/one-part.ts';
import { sizeOf } from '#lib/viewer/hanging/stage-size.ts';
import { dropEarly, keepEarly } from '#lib/viewer/loading/early.ts';
import { frameMediaType, urlOf } from '#lib/viewer/loading/fetch-frame.ts';
import { fetchBytes } from '#lib/viewer/loading/patient-fetch.ts';
import { frameHeader } from '#lib/viewer/study/frame-header.ts';
import { defaultPreset } from '#lib/viewer/study/presets.ts';
import { prefetchStudy } from '#lib/viewer/study/study.ts';
import { applyOwnPresets } from '#lib/viewer/tools/own-presets.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { openingOf, type FindProtocols, type OpeningGiven } from './opening.ts';
import { paint } from './paint.ts';
import { openPlainFrame, type PlainFrame } from './plain-frame.ts';
import { preparedFrame } from './prepared.ts';

/** What all transfer syntaxes of the JPEG and JPEG 2000 families begin with. */
const compressed = '1.2.840.10008.1.2.4.';

/** What a page says of the study that it opens with: in the attribute `data-first-look` of the element to draw in, too. */
export type FirstLookGiven = OpeningGiven & { root: string; studyUid: string };

/** Places that are drawn in, with the frames that were asked for; null once they are left. */
const taken = new WeakMap<HTMLElement, Set<string> | null>();

/** Draws where the server wrote a place for it into the page, if it did; the rest of the page need not have come. */
export async function takeFirstLookAtOnce(findProtocols: FindProtocols): Promise<void> {
	if (document.readyState === 'loading')
		await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
	const place = document.querySelector<HTMLElement>('[data-first-look]');
	// Before the styles are here the place has no size, and the page draws no frame.
	const isLaidOut = new Promise<unknown>((resolve) => requestAnimationFrame(resolve));
	if (place)
		await takeFirstLook(place, JSON.parse(place.dataset['firstLook'] ?? ''), findProtocols, isLaidOut);
}

/**
 * Draws what a page opens with before the viewer does, whose code is large, and which takes a while to begin. Headers and frames are
 * handed on to it, and frames that it has already are drawn without asking. What needs its decoders, planes or turns is left to it.
 */
export async function takeFirstLook(
	place: HTMLElement,
	{ root, studyUid, words, liked }: FirstLookGiven,
	findProtocols: FindProtocols,
	isLaidOut?: Promise<unknown>
): Promise<void> {
	if (taken.has(place)) return;
	taken.set(place, new Set());
	const protocols = findProtocols();
	const displaySets = await prefetchStudy({ root, studyUid });
	applyOwnPresets(displaySets, liked.presets);
	const arrangement = await openingOf(displaySets, { studyUid, words, liked }, protocols);
	if (arrangement) await drawAll(place, { arrangement, displaySets, isLaidOut });
}

/** Gives up what was asked for and nobody took, and asks for no more: the viewer has all that it shows, or the page is left. */
export function leaveFirstLook(place: HTMLElement): void {
	for (const url of taken.get(place) ?? []) dropEarly(url);
	taken.set(place, null);
}

async function drawAll(
	place: HTMLElement,
	{
		arrangement,
		displaySets,
		isLaidOut
	}: { arrangement: Arrangement; displaySets: DisplaySet[]; isLaidOut: Promise<unknown> | undefined }
): Promise<void> {
	const frames = new Map<string, Promise<PlainFrame | undefined>>();
	// As the viewer will open: before the styles are here nobody knows how, and all is asked for.
	const onPlace = () => openedOn(arrangement, sizeOf(place));
	const drawn = onPlace().cells.map(async (content) => {
		const set = displaySets.find(({ id }) => id === content?.displaySetId);
		const preset =
			set?.presets.find(({ id }) => id === content?.presetId) ?? defaultPreset(set?.presets ?? []);
		if (!content || !set || !preset || !isPlain(content)) return;
		const at = content.position ?? set.frames.length >> 1;
		const { imageId = '' } = set.frames[at] ?? {};
		const pending = frames.get(imageId) ?? findFrame(place, set, at);
		frames.set(imageId, pending);
		const frame = await pending;
		await isLaidOut;
		const { layout, cells } = onPlace();
		const index = cells.indexOf(content);
		if (!frame || !place.isConnected || index < 0) return;
		place.style.setProperty('--rows', String(layout.rows));
		place.style.setProperty('--columns', String(layout.columns));
		const canvas = document.createElement('canvas');
		canvas.style.gridArea = `${1 + Math.floor(index / layout.columns)} / ${1 + (index % layout.columns)}`;
		place.append(canvas);
		paint(canvas, frame, { preset, align: content.align });
	});
	await Promise.all(drawn);
}

/** Acquired frames as they were sent; planes, slabs and turned pictures are the viewer's. */
function isPlain({ plane = 'stack', slab, rotation = 0, flipped = false }: CellContent): boolean {
	return plane === 'stack' && !slab && rotation === 0 && !flipped;
}

async function findFrame(place: HTMLElement, set: DisplaySet, at: number): Promise<PlainFrame | undefined> {
	return preparedFrame(set.frames[at]?.imageId ?? '') ?? readFrame(place, set, at);
}

async function readFrame(place: HTMLElement, set: DisplaySet, at: number): Promise<PlainFrame | undefined> {
	const frame = set.frames[at];
	const asking = taken.get(place);
	const ofInstance = (imageId: string) => imageId.slice(0, imageId.lastIndexOf('/frames/'));
	const header = set.headers.find(({ imageId }) => ofInstance(imageId) === ofInstance(frame?.imageId ?? ''));
	if (!frame || !header || !asking) return undefined;
	const url = urlOf(frame.imageId);
	const controller = new AbortController();
	const asked = fetchBytes(url, {
		accept: frameMediaType,
		signal: controller.signal,
		// The viewer shows what is compressed while it is on its way, for which it asks itself.
		onMore: ({ bytes }) => beginPart(bytes())?.syntax.startsWith(compressed) && controller.abort()
	});
	keepEarly(url, asked, () => controller.abort());
	asking.add(url);
	const answer = await asked.catch(() => undefined);
	return answer?.response.ok
		? openPlainFrame(answer.bytes, frameHeader(header.metadata, frame.frameNumber))
		: undefined;
}
