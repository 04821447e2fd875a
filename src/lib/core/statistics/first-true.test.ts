import { describe, expect, it } from 'vitest';
import { firstTrue } from './first-true.ts';

describe('firstTrue', () => {
	it('finds every turning point from every guess', () => {
		for (let turn = 0; turn <= 12; turn++) {
			for (let guess = -3; guess <= 15; guess++) {
				const found = firstTrue({ low: 0, high: 10, guess, holds: (count) => count >= turn });
				expect(found).toBe(turn > 10 ? null : turn);
			}
		}
	});

	it('finds nothing in an empty range', () => {
		expect(firstTrue({ low: 1, high: 0, guess: 0, holds: () => true })).toBeNull();
	});
});
