import { describe, expect, it } from 'vitest';
import { parseRendering } from './rendering-query.ts';

const windowOf = (window: string) => {
	const rendering = parseRendering(new URLSearchParams({ window }));
	return rendering.ok ? rendering.value.window?.shape : rendering.error;
};

describe('the window of a picture', () => {
	it.each([
		['40,400', 'linear'],
		['40,400,LINEAR_EXACT', 'linear-exact'],
		['40,400,sigmoid', 'sigmoid'],
		['40,400,cubic', 'bad-window'],
		['40,400,constructor', 'bad-window'],
		['40,400,__proto__', 'bad-window'],
		['40,0', 'bad-window']
	])('is of a function that there is: %s', (window, shape) => {
		expect(windowOf(window)).toBe(shape);
	});
});
