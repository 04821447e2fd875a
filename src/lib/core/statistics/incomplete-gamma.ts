import { continuedFraction } from './continued-fraction.ts';
import { tailsFromLower, tailsFromUpper, type LogTails } from './log-tails.ts';
import { logPoissonTerm } from './saddle-point.ts';

/** log of x^a e^-x / Γ(a): the slope of P(a, x) in log x. */
export function logGammaKernel(x: number, a: number): number {
	return logPoissonTerm(a, x) + Math.log(a);
}

/**
 * Both tails of the regularised incomplete gamma function, P(a, x) and Q(a, x), as logarithms.
 * Series of Abramowitz & Stegun 6.5.29 below a + 1, continued fraction 6.5.31 above.
 */
export function incompleteGamma(a: number, x: number): LogTails {
	if (x <= 0) return { lower: -Infinity, upper: 0 };
	const kernel = logGammaKernel(x, a);
	if (x < a + 1) return tailsFromLower(kernel - Math.log(a) + Math.log(series(a, x)));
	const fraction = continuedFraction(x + 1 - a, (step) => ({
		a: -step * (step - a),
		b: x + 2 * step + 1 - a
	}));
	return tailsFromUpper(kernel - Math.log(fraction));
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function series(a: number, x: number): number {
	let sum = 1;
	let term = 1;
	for (let n = 1; ; n++) {
		term *= x / (a + n);
		sum += term;
		if (term < sum * 1e-17) return sum;
	}
}
