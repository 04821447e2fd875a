import { existsSync } from 'node:fs';
import { makeCache } from '#lib/features/imaging/cache.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import { bringObject } from '#lib/features/imaging/pacs/bring-object.server.ts';
import type { App } from '#lib/server/app.ts';
import { plain, problem, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { pictureTypes } from '#lib/server/dicomweb/capabilities.ts';
import { isFresh } from '#lib/server/dicomweb/conditions.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import { boundaryOf, multipartChunks, multipartType } from '#lib/server/dicomweb/multipart-write.ts';
import { negotiate, type Form, type Offer } from '#lib/server/dicomweb/negotiate.ts';
import { parseRendering, type Rendering, type RenderingError } from '#lib/server/dicomweb/rendering-query.ts';
import type { Target } from '#lib/server/dicomweb/target.ts';
import { keepHeaders } from './headers.ts';
import { renderApart, type NoPicture } from './render-thread.server.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

type PictureType = (typeof pictureTypes)[number];
type RenderedTarget = Extract<Target, { kind: 'rendered' | 'thumbnail' }>;
type Made = Uint8Array | 'undecodable';
type Place = { readonly object: ServedObject; readonly frame: number };

/** The box of a thumbnail that says nothing else. */
const THUMBNAIL = { width: 128, height: 128 } as const;
const CACHED = 512;
const CACHED_MS = 600_000;

const wrong: Readonly<Record<RenderingError, string>> = {
	'bad-window': 'The window is a centre, a width above 0 and linear, linear-exact or sigmoid.',
	'bad-quality': 'The quality is a whole number from 1 to 100.',
	'bad-viewport':
		'The viewport is a width and a height from 1 to 8192, of at most 16 megapixels, and a part of the image by x, y, width and height.',
	'annotation-not-supported': 'Nothing is written into pictures.'
};

const later = { 'retry-after': '2' } as const;
const noPicture: Readonly<Record<NoPicture, Answer>> = {
	undecodable: problem(406, 'not-renderable', 'The image cannot be decoded for a picture.'),
	busy: problem(
		503,
		'too-many-pictures',
		'Too many pictures are being made. Ask again a little later.',
		later
	),
	lost: problem(503, 'picture-lost', 'The picture was not finished. Ask again a little later.', later)
};

const caches = new WeakMap<App, ReturnType<typeof makeCache<Made>>>();

/**
 * Pictures for eyes alone (PS3.18 10.4.1.1.3, 10.4.1.1.4): a frame, the middle one of an instance, or one of each instance of a
 * series or a study; a thumbnail is always one.
 */
export async function answerRendered(
	app: App,
	study: ServedStudy,
	{
		objects,
		target,
		request
	}: { objects: readonly ServedObject[]; target: RenderedTarget; request: DicomwebRequest }
): Promise<Answer> {
	const rendering = parseRendering(request.query);
	if (!rendering.ok) return problem(400, rendering.error, wrong[rendering.error]);
	const places = placesOf(objects, target);
	const [first, ...more] = places;
	if (!first)
		return target.frames
			? problems.noFrame
			: problem(404, 'no-image', 'There is no image here that can be shown.');
	const form = negotiate(acceptedBy(request), offersOf(places.length));
	if (!form) return problems.notAcceptable;
	const isThumbnail = target.kind === 'thumbnail';
	const how = { ...rendering.value, box: rendering.value.box ?? (isThumbnail ? THUMBNAIL : null) };
	const key = `${places.map(({ object, frame }) => `${object.etag}/${frame}`).join()} ${form.type} ${JSON.stringify(how)}`;
	const etag = `"${app.secrets.pseudonym('etag', key).toString('base64url').slice(0, 24)}${form.isMultipart ? 'm' : ''}"`;
	const headers = { ...keepHeaders, etag, vary: 'accept' };
	if (isFresh(request, etag)) return { status: 304, headers, body: null };
	const bytes = isThumbnail
		? await cached(app, key, () => render(app, first, how, form))
		: await render(app, first, how, form);
	if (typeof bytes === 'string') return noPicture[bytes];
	if (!form.isMultipart) return plain(bytes, { ...headers, 'content-type': form.type });
	const boundary = boundaryOf(etag);
	const { type } = form;
	const parts = async function* () {
		yield { type, chunks: [bytes] };
		for (const place of more) {
			const next = await render(app, place, how, form);
			// One image that cannot be shown leaves the others their place.
			if (typeof next !== 'string') yield { type, chunks: [next] };
		}
	};
	return {
		status: 200,
		headers: { ...headers, 'content-type': multipartType(type, boundary, null) },
		body: { kind: 'chunks', chunks: multipartChunks(boundary, parts()), length: null }
	};
}

function placesOf(
	objects: readonly ServedObject[],
	{ kind, frames, scope }: RenderedTarget
): readonly Place[] {
	const shown = objects.filter((object) => object.frames > 0);
	if (frames !== null) {
		const [object] = shown;
		return object && frames.every((frame) => frame <= object.frames)
			? frames.map((frame) => ({ object, frame }))
			: [];
	}
	const middle = (object: ServedObject): Place => ({ object, frame: Math.ceil(object.frames / 2) });
	if (kind === 'rendered' && scope.instance === null) return shown.map(middle);
	return shown.slice(shown.length >> 1, (shown.length >> 1) + 1).map(middle);
}

function offersOf(count: number): readonly Offer<PictureType>[] {
	const common = { isSingle: count === 1, isMultipart: count > 1, defaultSyntaxUid: null };
	return pictureTypes.map((type) => ({ ...common, type }));
}

/** What passes is not kept: the next who asks may have a picture. */
async function cached(
	app: App,
	key: string,
	make: () => Promise<Uint8Array | NoPicture>
): Promise<Uint8Array | NoPicture> {
	let cache = caches.get(app);
	if (!cache) caches.set(app, (cache = makeCache({ entries: CACHED, forMs: CACHED_MS, clock: app.clock })));
	try {
		return await cache.get(key, async () => {
			const made = await make();
			if (made === 'busy' || made === 'lost') throw new Passing(made);
			return made;
		});
	} catch (error) {
		if (error instanceof Passing) return error.reason;
		throw error;
	}
}

class Passing extends Error {
	readonly reason: 'busy' | 'lost';
	constructor(reason: 'busy' | 'lost') {
		super(reason);
		this.reason = reason;
	}
}

async function render(
	app: App,
	{ object, frame }: Place,
	rendering: Rendering,
	{ type }: Form<PictureType>
): Promise<Uint8Array | NoPicture> {
	const file = imagePath(app, object.path);
	const make = async () => {
		await bringObject(app, object.path);
		return renderApart({ file, frame, release: object.release, rendering, type });
	};
	const made = await make();
	// An object of the PACS may have made room for others while its turn had not come.
	return made === 'undecodable' && !existsSync(file) ? make() : made;
}
