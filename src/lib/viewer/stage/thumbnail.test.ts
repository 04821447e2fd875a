import { expect, it } from 'vitest';
import { makeThumbnail, type DecodedFrame } from './thumbnail.ts';

const frame: DecodedFrame = {
	values: [0, 50, 100, 1000],
	columns: 2,
	rows: 2,
	components: 1,
	slope: 1,
	intercept: 0,
	isInverted: false
};
const reds = (bytes: Uint8ClampedArray) => [...bytes].filter((_, index) => index % 4 === 0);

it('maps the window to grey and clamps outside of it', () => {
	expect(reds(makeThumbnail(frame, { window: { center: 50, width: 100 } }, 2))).toEqual([0, 128, 255, 255]);
});

it('follows the curve that the header asks for', () => {
	const curve = { entries: [0, 1020, 4095], first: 0, bits: 12 };
	const steps = { ...frame, values: [0, 1, 2, 9] };
	expect(reds(makeThumbnail(steps, { window: { center: 1.5, width: 3 }, curve }, 2))).toEqual([
		0, 64, 255, 255
	]);
});

it('applies slope and intercept before the window', () => {
	const hounsfield = { ...frame, values: [1024, 1024, 1024, 1024], intercept: -1024 };
	expect(reds(makeThumbnail(hounsfield, { window: { center: 0, width: 100 } }, 2))).toEqual([
		128, 128, 128, 128
	]);
});

it('turns MONOCHROME1 round', () => {
	const inverted = { ...frame, isInverted: true };
	expect(reds(makeThumbnail(inverted, { window: { center: 50, width: 100 } }, 2))).toEqual([255, 128, 0, 0]);
});

it('fits a wide frame between black bars', () => {
	const wide = { ...frame, values: [300, 300], columns: 2, rows: 1 };
	expect(reds(makeThumbnail(wide, { window: { center: 128, width: 255 } }, 4))).toEqual([
		...[0, 0, 0, 0],
		...[255, 255, 255, 255],
		...[255, 255, 255, 255],
		...[0, 0, 0, 0]
	]);
});

it('copies colour, with and without alpha', () => {
	const rgb = { ...frame, values: [1, 2, 3], columns: 1, rows: 1, components: 3 };
	expect([...makeThumbnail(rgb, { window: { center: 0, width: 1 } }, 1)]).toEqual([1, 2, 3, 255]);
	const rgba = { ...rgb, values: [1, 2, 3, 9], components: 4 };
	expect([...makeThumbnail(rgba, { window: { center: 0, width: 1 } }, 1)]).toEqual([1, 2, 3, 255]);
});
