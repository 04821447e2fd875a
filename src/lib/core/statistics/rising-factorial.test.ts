import { describe, expect, it } from 'vitest';
import { logRising, risingSlope } from './rising-factorial.ts';

// mpmath, 40 digits: differences of loggamma, digamma and trigamma.
const cases: [a: number, k: number, log: number, first: number, second: number][] = [
	[0.5, 65, 206.681105116705, 6.13790715744157, -4.91941788857902],
	[3.8, 140, 567.548275541298, 3.76725251789151, -0.293802803041453],
	[1e5, 4874, 56230.8702288675, 0.0475896759677567, -4.64752713507757e-7],
	[1e6, 70, 967.088154001554, 6.99975851118892e-5, -6.99951703356617e-11],
	[1e7, 4874, 78560.7855600003, 4.87281283559405e-4, -4.87162605674125e-11]
];

describe('logRising and its slopes', () => {
	it.each(cases)('at a = %d over k = %d', (a, k, log, first, second) => {
		const slope = risingSlope(a, k);
		expect(logRising(a, k) / log).toBeCloseTo(1, 13);
		expect(slope.first / first).toBeCloseTo(1, 11);
		expect(slope.second / second).toBeCloseTo(1, 9);
	});

	it('are 0 over nothing', () => {
		expect([logRising(3, 0), risingSlope(3, 0)]).toEqual([0, { first: 0, second: 0 }]);
	});
});
