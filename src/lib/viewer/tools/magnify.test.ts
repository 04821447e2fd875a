import { describe, expect, it } from 'vitest';
import { magnified } from './magnify.ts';
import type { Point2 } from '#lib/viewer/types.ts';

const ramp = {
	values: Int16Array.from({ length: 100 }, (_, at) => (at % 10) * 10 - 1000),
	columns: 10,
	rows: 10,
	components: 1,
	slope: 1,
	intercept: 1000,
	isInverted: false
};
const tone = { window: { center: 128, width: 256 }, curve: 'linear', isInverted: false } as const;
const look = { centre: [5, 5] as Point2, right: [0.25, 0] as Point2, down: [0, 0.25] as Point2 };
const greyAt = (bytes: Uint8ClampedArray, size: number, x: number, y: number) => bytes[(y * size + x) * 4];

describe('the magnifying glass', () => {
	it('shows the values under it in the window in force', () => {
		const bytes = magnified(ramp, look, tone, 9);
		// The middle is column 5, value 50; four screen pixels to the right one column on.
		expect(greyAt(bytes, 9, 4, 4)).toBe(50);
		expect(greyAt(bytes, 9, 8, 4)).toBe(60);
		expect(greyAt(bytes, 9, 6, 4)).toBe(55);
	});

	it('turns with the image', () => {
		const turned = { ...look, right: [0, 0.25] as Point2, down: [-0.25, 0] as Point2 };
		const bytes = magnified(ramp, turned, tone, 9);
		expect(greyAt(bytes, 9, 8, 4)).toBe(50);
		expect(greyAt(bytes, 9, 4, 0)).toBe(60);
	});

	it('is dark where there is no image, and inverted where the image is', () => {
		expect(greyAt(magnified(ramp, { ...look, centre: [40, 5] }, tone, 3), 3, 1, 1)).toBe(0);
		expect(greyAt(magnified(ramp, look, { ...tone, isInverted: true }, 3), 3, 1, 1)).toBe(205);
	});

	it('follows a sigmoid where the image has one', () => {
		const [dark, middle] = [-60, 127.5].map((center) =>
			greyAt(magnified(ramp, look, { ...tone, window: { center, width: 100 }, curve: 'sigmoid' }, 1), 1, 0, 0)
		);
		expect(dark).toBe(Math.round(255 / (1 + Math.exp(-4.4))));
		expect(middle).toBe(Math.round(255 / (1 + Math.exp(3.1))));
	});

	it('keeps the colours of a colour image', () => {
		const colour = {
			...ramp,
			values: Uint8Array.from({ length: 300 }, (_, at) => [10, 20, 30][at % 3] ?? 0),
			components: 3
		};
		expect([...magnified(colour, look, { ...tone, window: null }, 1)]).toEqual([10, 20, 30, 255]);
	});
});
