import type { Window } from '#lib/core/dicom/render.ts';
import type { Region } from '#lib/core/dicom/scale-picture.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

/** How a picture is asked for (PS3.18 8.3.5.1). */
export type Rendering = {
	readonly window: Window | null;
	/** From 1 to 100; JPEG alone. */
	readonly quality: number;
	/** The box that the picture is to fit in, in pixels, and the part of the image that is shown; null for what there is. */
	readonly box: { readonly width: number; readonly height: number } | null;
	readonly part: Region | null;
};

export type RenderingError = 'bad-window' | 'bad-quality' | 'bad-viewport' | 'annotation-not-supported';

const MAX_SIDE = 8192;
/** Larger pictures than any detector makes would keep others waiting for theirs. */
const MAX_PIXELS = 16 * 1024 * 1024;
const QUALITY = 90;
const number = /^-?\d{1,9}(\.\d{1,9})?$/;
const functions: ReadonlyMap<string, Window['shape']> = new Map([
	['linear', 'linear'],
	['linear-exact', 'linear-exact'],
	['linear_exact', 'linear-exact'],
	['sigmoid', 'sigmoid']
]);

/**
 * Reads the parameters of a rendered resource. Annotations are refused: what they would write into the picture is what blinding
 * keeps out of it.
 */
export function parseRendering(query: URLSearchParams): Result<Rendering, RenderingError> {
	if (query.has('annotation')) return err('annotation-not-supported');
	const quality = query.get('quality') ?? String(QUALITY);
	if (!/^\d{1,3}$/.test(quality) || Number(quality) < 1 || Number(quality) > 100) return err('bad-quality');
	const window = parseWindow(query.get('window'));
	if (!window.ok) return window;
	const viewport = parseViewport(query.get('viewport'));
	if (!viewport.ok) return viewport;
	return ok({ window: window.value, quality: Number(quality), ...viewport.value });
}

function parseWindow(text: string | null): Result<Window | null, 'bad-window'> {
	if (text === null) return ok(null);
	const [center = '', width = '', name = 'linear', ...more] = text.split(',');
	const shape = functions.get(name.toLowerCase());
	if (!number.test(center) || !number.test(width) || more.length > 0 || !shape || Number(width) <= 0)
		return err('bad-window');
	return ok({ center: Number(center), width: Number(width), shape });
}

function parseViewport(text: string | null): Result<Pick<Rendering, 'box' | 'part'>, 'bad-viewport'> {
	if (text === null) return ok({ box: null, part: null });
	const values = text.split(',');
	if ((values.length !== 2 && values.length !== 6) || !values.every((value) => /^\d{1,6}$/.test(value)))
		return err('bad-viewport');
	const [width = 0, height = 0, x = 0, y = 0, w, h] = values.map(Number);
	if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
		return err('bad-viewport');
	if (w === undefined || h === undefined) return ok({ box: { width, height }, part: null });
	return w < 1 || h < 1
		? err('bad-viewport')
		: ok({ box: { width, height }, part: { x, y, width: w, height: h } });
}
