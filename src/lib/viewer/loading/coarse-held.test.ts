import { expect, it } from 'vitest';
import { holdCoarse } from './coarse-held.ts';

function hold() {
	const [arrived, forgotten] = [[] as string[], [] as string[]];
	const loaded = new Set<string>();
	const held = holdCoarse({
		isLoaded: (stack, position) => loaded.has(`${stack}/${position}`),
		onArrived: (stack, position) => arrived.push(`${stack}/${position}`),
		forget: (coarseId) => forgotten.push(coarseId)
	});
	return { held, arrived, forgotten, loaded };
}

it('a coarse image is told of, and gives way to a finer one', () => {
	const { held, arrived, forgotten } = hold();
	held.put(0, 4, 'quarter');
	expect(held.find(0, 4)).toBe('quarter');
	held.put(0, 4, 'half');
	expect(held.find(0, 4)).toBe('half');
	expect([arrived, forgotten]).toEqual([['0/4', '0/4'], ['quarter']]);
	expect(held.find(0, 5)).toBeUndefined();
});

it('a coarse image is let go of when the whole one is here, and one that comes after it is not held', () => {
	const { held, arrived, forgotten, loaded } = hold();
	held.put(1, 2, 'coarse');
	loaded.add('1/2');
	held.drop(1, 2);
	held.drop(1, 2);
	held.put(1, 2, 'late');
	expect(held.find(1, 2)).toBeUndefined();
	expect([arrived, forgotten]).toEqual([['1/2'], ['coarse', 'late']]);
});

it('all are let go of with the viewer, and none is held after it', () => {
	const { held, arrived, forgotten } = hold();
	held.put(0, 1, 'first');
	held.put(2, 1, 'second');
	held.close();
	held.put(0, 1, 'late');
	expect(forgotten).toEqual(['first', 'second', 'late']);
	expect(arrived).toHaveLength(2);
	expect(held.find(0, 1)).toBeUndefined();
});
