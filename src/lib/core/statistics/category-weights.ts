import { requireCount } from './inputs.ts';

/** How near two categories of a scale count as agreeing: not at all, or by their distance. */
export type Weighting = 'none' | 'linear' | 'quadratic' | 'ordinal';

/**
 * The disagreement 1 - w of two categories of a scale with q steps, in [0, 1]: nominal; linear |i-j|/(q-1); quadratic
 * its square (Cohen 1968); ordinal C(|i-j|+1, 2)/C(q, 2) (Gwet 2014). Unused categories count.
 */
export function disagreementOf(weighting: Weighting, q: number): (i: number, j: number) => number {
	requireCount(q, 'categories');
	return (i, j) => {
		const distance = Math.abs(i - j);
		if (distance === 0) return 0;
		switch (weighting) {
			case 'none':
				return 1;
			case 'linear':
				return distance / (q - 1);
			case 'quadratic':
				return (distance / (q - 1)) ** 2;
			case 'ordinal':
				return (distance * (distance + 1)) / (q * (q - 1));
		}
	};
}

/** The same as a table, row by row. */
export function disagreementTable(weighting: Weighting, q: number): readonly (readonly number[])[] {
	const of = disagreementOf(weighting, q);
	const scale = Array.from({ length: q }, (_, category) => category);
	return scale.map((i) => scale.map((j) => of(i, j)));
}
