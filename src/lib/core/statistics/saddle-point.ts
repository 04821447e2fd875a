/**
 * Binomial and Poisson terms without cancellation, for real arguments: Loader C (2000), "Fast and accurate computation of
 * binomial probabilities". Differences of log-gammas would lose eight digits at n = 1e8.
 */
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

// Coefficients of Stirling's series B(2k) / (2k (2k-1)), Abramowitz & Stegun 6.1.41.
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** log(x!) minus Stirling's (x + 1/2) log x - x + log(2π)/2, for real x > 0. */
export function stirlingError(x: number): number {
	let shifted = x;
	let error = 0;
	// δ(x) = δ(x+1) + (x + 1/2) log(1 + 1/x) - 1 carries x to where the series holds all digits.
	while (shifted < 16) {
		error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
		shifted += 1;
	}
	const inverseSquare = 1 / (shifted * shifted);
	let series = 0;
	for (const coefficient of STIRLING.toReversed()) series = series * inverseSquare + coefficient;
	return error + series / shifted;
}

/** Deviance x log(x/m) + m - x, for x > 0 and m > 0, accurate also where x is close to m. */
function deviance(x: number, m: number): number {
	if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
	const v = (x - m) / (x + m);
	let sum = (x - m) * v;
	let term = 2 * x * v;
	for (let j = 1; j < 1000; j++) {
		term *= v * v;
		const next = sum + term / (2 * j + 1);
		if (next === sum) return sum;
		sum = next;
	}
	return sum;
}

/**
 * log of Γ(n+1)/(Γ(x+1)Γ(n-x+1)) p^x q^(n-x), for real 0 ≤ x ≤ n. `q` is 1 - p, given so that neither is rounded.
 */
export function logBinomialTerm(x: number, n: number, p: number, q: number): number {
	if (p === 0) return x === 0 ? 0 : -Infinity;
	if (q === 0) return x === n ? 0 : -Infinity;
	if (x === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
	const rest = n - x;
	if (rest === 0) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
	const errors = stirlingError(n) - stirlingError(x) - stirlingError(rest);
	const shape = Math.log(x) + Math.log(rest) - Math.log(n);
	return errors - deviance(x, n * p) - deviance(rest, n * q) - HALF_LOG_TWO_PI - 0.5 * shape;
}

/** log of mean^x e^-mean / Γ(x+1), for real x ≥ 0. */
export function logPoissonTerm(x: number, mean: number): number {
	if (mean === 0) return x === 0 ? 0 : -Infinity;
	if (x === 0) return -mean;
	return -stirlingError(x) - deviance(x, mean) - HALF_LOG_TWO_PI - 0.5 * Math.log(x);
}
