import { describe, expect, it } from 'vitest';
import { byarRatio, poissonRatio } from './poisson-ratio.ts';

describe('poissonRatio', () => {
	// Garwood (1936) Biometrika 28:437.
	it.each([
		[0, 0, 3.68887945411394],
		[1, 0.0253178079842899, 5.5716433909389],
		[5, 1.62348639011842, 11.6683320793227],
		[10, 4.79538869613243, 18.3903560420178],
		[20, 12.2165195854039, 30.8883779026746]
	])('has the exact limits of %d events', (o, lower, upper) => {
		const ratio = poissonRatio(o, 1, 0.95);
		expect(ratio.ratio).toBe(o);
		expect(ratio.lower).toBeCloseTo(lower, 11);
		expect(ratio.upper).toBeCloseTo(upper, 11);
	});

	it('says nothing where nothing was expected, whatever was seen', () => {
		expect(poissonRatio(3, 0, 0.95)).toEqual({ ratio: null, lower: null, upper: null });
		expect(() => poissonRatio(-1, 2, 0.95)).toThrow(RangeError);
	});
});

describe('byarRatio', () => {
	it('comes close to the exact limits and never goes below 0', () => {
		const [byar, exact] = [byarRatio(20, 10, 0.95), poissonRatio(20, 10, 0.95)];
		expect(byar.lower).toBeCloseTo(exact.lower ?? NaN, 2);
		expect(byar.upper).toBeCloseTo(exact.upper ?? NaN, 2);
		expect(byarRatio(1, 1, 0.9999).lower).toBe(0);
		expect(byarRatio(0, 1, 0.95).lower).toBe(0);
	});
});
