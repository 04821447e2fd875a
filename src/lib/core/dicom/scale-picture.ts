/** An 8-bit picture, interleaved, of one sample a pixel or three. */
export type Picture = {
	readonly width: number;
	readonly height: number;
	readonly samples: 1 | 3;
	readonly bytes: Uint8Array;
};

/** A part of a picture in its pixels. */
export type Region = {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
};

/**
 * A part of a picture as large as fits into a box, its shape kept, where a pixel is `aspect` times as high as wide: averaged where
 * it shrinks, linear between pixels where it grows.
 */
export function scalePicture(
	picture: Picture,
	region: Region,
	box: { readonly width: number; readonly height: number },
	aspect = 1
): Picture {
	const square = squareSize(region, aspect);
	const factor = Math.min(box.width / square.width, box.height / square.height);
	const width = Math.max(1, Math.round(square.width * factor));
	const height = Math.max(1, Math.round(square.height * factor));
	const across = weightsOf(width, region.x, region.width, picture.width);
	const down = weightsOf(height, region.y, region.height, picture.height);
	const { samples } = picture;
	const rows = new Float32Array(width * samples * picture.height);
	for (let y = 0; y < picture.height; y++) {
		for (const [x, { from, weights }] of across.entries()) {
			for (let s = 0; s < samples; s++) {
				let sum = 0;
				for (const [i, weight] of weights.entries()) {
					sum += weight * (picture.bytes[(y * picture.width + from + i) * samples + s] ?? 0);
				}
				rows[(y * width + x) * samples + s] = sum;
			}
		}
	}
	const bytes = new Uint8ClampedArray(width * height * samples);
	for (const [y, { from, weights }] of down.entries()) {
		for (let at = 0; at < width * samples; at++) {
			let sum = 0;
			for (const [i, weight] of weights.entries())
				sum += weight * (rows[(from + i) * width * samples + at] ?? 0);
			bytes[y * width * samples + at] = sum;
		}
	}
	return { width, height, samples, bytes: new Uint8Array(bytes.buffer) };
}

type Weights = { readonly from: number; readonly weights: readonly number[] };

/** For each place of the result the places that it is made of, with their weights; they add up to one. */
function weightsOf(count: number, start: number, length: number, limit: number): Weights[] {
	const step = length / count;
	const reach = Math.max(1, step);
	return Array.from({ length: count }, (_, at) => {
		const middle = start + (at + 0.5) * step - 0.5;
		const from = Math.min(limit - 1, Math.max(0, Math.ceil(middle - reach)));
		const to = Math.min(limit - 1, Math.max(from, Math.floor(middle + reach)));
		const weights = Array.from({ length: to - from + 1 }, (_, i) =>
			Math.max(0, 1 - Math.abs(from + i - middle) / reach)
		);
		const sum = weights.reduce((total, weight) => total + weight, 0);
		return sum > 0 ? { from, weights: weights.map((weight) => weight / sum) } : { from, weights: [1] };
	});
}

/** The size that a region has in square pixels, none of its own lost. */
export function squareSize(
	{ width, height }: Pick<Region, 'width' | 'height'>,
	aspect: number
): { width: number; height: number } {
	return aspect >= 1 ? { width, height: height * aspect } : { width: width / aspect, height };
}
