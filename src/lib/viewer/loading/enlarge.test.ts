import { expect, it } from 'vitest';
import { enlarged } from './enlarge.ts';

it.each([
	['whole numbers, rounded', Int16Array.of(-2, 2), [-2, -1, 1, 2]],
	['numbers without a sign', Uint16Array.of(0, 4), [0, 1, 3, 4]],
	['fractions', Float32Array.of(0, 2), [0, 0.5, 1.5, 2]]
])('a halved image grows between its values: %s', (_name, values, row) => {
	const made = enlarged(values, { rows: 1, columns: 2 }, { rows: 2, columns: 4 });
	expect([...made]).toEqual([...row, ...row]);
	expect(made.constructor).toBe(values.constructor);
});

it('an image of odd size keeps its corners', () => {
	const made = enlarged(Uint8Array.of(1, 2, 3, 4), { rows: 2, columns: 2 }, { rows: 3, columns: 3 });
	expect([made[0], made[2], made[6], made[8]]).toEqual([1, 2, 3, 4]);
});
