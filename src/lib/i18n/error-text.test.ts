import { describe, expect, it } from 'vitest';
import { errorText } from './error-text.ts';

describe('the text of an error', () => {
	it.each([
		[null, null],
		['required', 'Please fill this in.'],
		['too-long', 'This is too long.'],
		['text-too-long|2000|2412', 'This has 2 412 characters; at most 2 000 fit. Nothing was cut.'],
		['too-long|60|61', 'This has 61 characters; at most 60 fit. Nothing was cut.'],
		['nobody-wrote-this', 'This did not work, and nothing was changed. (nobody-wrote-this)']
	])('of %s', (code, words) => expect(errorText(code)?.replaceAll('\u202f', ' ') ?? null).toBe(words));
});
