import { continuedFraction } from './continued-fraction.ts';
import { tailsFromLower, tailsFromUpper, type LogTails } from './log-tails.ts';
import { logBinomialTerm } from './saddle-point.ts';

/** log of x^a y^b / B(a, b) with y = 1 - x: the slope of I_x(a, b) in logit x. */
export function logBetaKernel(x: number, y: number, a: number, b: number): number {
	return logBinomialTerm(a, a + b, x, y) + Math.log(a) - Math.log1p(a / b);
}

/**
 * Both tails of the regularised incomplete beta function I_x(a, b), as logarithms, by the continued fraction of
 * DiDonato & Morris (1992, ACM TOMS 18:360, eq. 9) on the side where it converges. It keeps its digits also where
 * x is within 1e-8 of an end, where the textbook fraction cancels.
 * @param y 1 - x, given so that neither is rounded
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): LogTails {
	if (x <= 0) return { lower: -Infinity, upper: 0 };
	if (y <= 0) return { lower: 0, upper: -Infinity };
	const kernel = logBetaKernel(x, y, a, b);
	if (x < (a + 1) / (a + b + 2)) return tailsFromLower(kernel - Math.log(fraction(x, y, a, b)));
	return tailsFromUpper(kernel - Math.log(fraction(y, x, b, a)));
}

function fraction(x: number, y: number, a: number, b: number): number {
	const gap = a * y - b * x + 1;
	return continuedFraction((a * gap) / (a + 1), (m) => {
		const odd = a + 2 * m - 1;
		const rise = (m * (b - m) * x) / odd;
		return {
			a: ((a + m - 1) * (a + b + m - 1) * x * rise) / odd,
			b: m + rise + ((a + m) * (gap + m * (1 + y))) / (odd + 2)
		};
	});
}
