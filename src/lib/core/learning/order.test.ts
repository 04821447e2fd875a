import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveInOrder } from './order.ts';

describe('the order of cases', () => {
	it.each<[string, 'up' | 'down' | number, string]>([
		['b', 'up', 'bacd'],
		['b', 'down', 'acbd'],
		['a', 'up', 'abcd'],
		['d', 'down', 'abcd'],
		['d', 0, 'dabc'],
		['a', 9, 'bcda'],
		['x', 'up', 'abcd']
	])('moves %s %s', (item, to, expected) => {
		expect(moveInOrder([...'abcd'], item, to).join('')).toBe(expected);
	});

	it('never loses or doubles one', () => {
		const list = fc.uniqueArray(fc.integer(), { minLength: 1 });
		fc.assert(
			fc.property(list, fc.nat(), fc.integer({ min: -5, max: 50 }), (items, pick, to) => {
				const item = items[pick % items.length];
				if (item === undefined) return;
				expect([...moveInOrder(items, item, to)].sort()).toEqual([...items].sort());
			})
		);
	});
});
