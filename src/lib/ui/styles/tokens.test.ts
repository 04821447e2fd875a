// The file itself is read: Vitest empties imported styles.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Palette = Record<string, string>;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** Declarations of the first rule with this selector. */
function declarations(selector: string): Palette {
	const start = css.indexOf(`${selector} {`);
	const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
	return Object.fromEntries(
		[...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value])
	);
}

function side(palette: Palette, index: 1 | 2): Palette {
	const pair = /^light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)$/;
	const entries = Object.entries(palette).map(([name, value]) => [name, pair.exec(value)?.[index] ?? value]);
	return Object.fromEntries(entries);
}

const root = declarations(':root');
const palettes: Record<string, Palette> = {
	light: side(root, 1),
	dark: side(root, 2),
	reading: { ...side(root, 2), ...declarations("[data-theme='reading']") }
};

/** Relative luminance of `#rrggbb` (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
	const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
	const [red = 0, green = 0, blue = 0] = channels.map((c) =>
		c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

const grounds = ['page', 'surface', 'sunken', 'hover'];
const tones = ['accent', 'watch', 'look', 'good', 'neutral'];
const texts = ['text', 'text-muted', 'text-faint'];

const textPairs = [
	...[...texts, ...tones].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
	...tones.flatMap((tone) => [[tone, `${tone}-tint`] as const, ['text', `${tone}-tint`] as const]),
	...tones.map((tone) => ['text-muted', `${tone}-tint`] as const),
	['on-accent', 'accent-fill'] as const,
	['on-accent', 'accent-fill-hover'] as const
];
const graphicPairs = [
	...['line-strong', 'focus'].flatMap((graphic) => grounds.map((ground) => [graphic, ground] as const)),
	...[1, 2, 3, 4, 5, 6].flatMap((n) => ['page', 'surface'].map((ground) => [`chart-${n}`, ground] as const))
];

describe.each(Object.keys(palettes))('the %s theme', (theme) => {
	const colour = (role: string): string => {
		const value = palettes[theme]?.[role] ?? '';
		expect(value, `${role} is one plain colour`).toMatch(/^#[0-9a-f]{6}$/);
		return value;
	};

	it.each(textPairs)('has text %s readable on %s (4.5)', (text, ground) => {
		expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
	});

	it.each(graphicPairs)('has graphic %s visible on %s (3)', (graphic, ground) => {
		expect(contrast(colour(graphic), colour(ground))).toBeGreaterThanOrEqual(3);
	});
});

/** Linear sRGB of `#rrggbb`. */
function linear(colour: string): number[] {
	return [1, 3, 5].map((at) => {
		const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
}

type Matrix = readonly (readonly number[])[];
const through = (matrix: Matrix, values: readonly number[]) =>
	matrix.map((row) => row.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0));

/** CIE L*a*b* (D65) of linear sRGB. */
function lab(rgb: readonly number[]): number[] {
	const toXyz = [
		[0.4124564, 0.3575761, 0.1804375],
		[0.2126729, 0.7151522, 0.072175],
		[0.0193339, 0.119192, 0.9503041]
	];
	const white = [0.95047, 1, 1.08883];
	const [x = 0, y = 0, z = 0] = through(toXyz, rgb).map((value, at) => {
		const share = Math.max(0, value) / (white[at] ?? 1);
		return share > (6 / 29) ** 3 ? Math.cbrt(share) : share / (3 * (6 / 29) ** 2) + 4 / 29;
	});
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** What people see who lack one kind of cone: Machado, Oliveira & Fernandes (2009) IEEE TVCG 15:1291, severity 1. */
const sight: Record<string, Matrix> = {
	'all cones': [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	]
};

describe.each(Object.keys(palettes))('the chart colours of the %s theme', (theme) => {
	it.each(Object.entries(sight))('stay apart with %s', (_, matrix) => {
		const seen = [1, 2, 3, 4, 5, 6].map((n) =>
			lab(through(matrix, linear(palettes[theme]?.[`chart-${n}`] ?? '#000000')))
		);
		const distances = seen.flatMap((one, at) =>
			seen.slice(at + 1).map((other, after) => ({
				pair: `${at + 1} and ${at + after + 2}`,
				distance: Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))
			}))
		);
		// Some 2 is the least that is noticed side by side; small points lie far from each other.
		for (const { pair, distance } of distances) expect(distance, pair).toBeGreaterThanOrEqual(20);
	});
});

it('keeps the greys of the reading theme without a cast', () => {
	for (const role of [...grounds, ...texts, 'line', 'line-strong']) {
		const value = palettes.reading?.[role] ?? '';
		expect(new Set([value.slice(1, 3), value.slice(3, 5), value.slice(5, 7)]).size, role).toBe(1);
	}
});

it('keeps text of the reading theme below the brightness of an image', () => {
	expect(luminance(palettes.reading?.text ?? '#ffffff')).toBeLessThan(0.7);
});

it('replaces only roles that exist', () => {
	expect(Object.keys(root)).toEqual(
		expect.arrayContaining(Object.keys(declarations("[data-theme='reading']")))
	);
});
