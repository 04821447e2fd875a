import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

describe('the way back after signing in', () => {
	it.each([
		['/reviews/7', '/reviews/7'],
		['/quality?modality=CT', '/quality?modality=CT'],
		['/a/../reads', '/reads'],
		[null, '/'],
		['', '/'],
		['reviews', '/'],
		['//evil.example', '/'],
		['/\\evil.example', '/'],
		['/x\\..\\..\\evil.example', '/'],
		['/..//evil.example', '/'],
		['/\t/evil.example', '/'],
		['/\n/evil.example', '/'],
		['https://evil.example', '/'],
		['javascript:alert(1)', '/'],
		['/sign-in?to=/sign-in', '/'],
		['/sign-out', '/']
	])('from %j is %j', (to, path) => {
		expect(returnPath(to)).toBe(path);
	});
});
