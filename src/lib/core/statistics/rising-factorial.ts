/**
 * How the logarithm of a (a+1) … (a+k-1) = Γ(a+k)/Γ(a) grows with a: its first and second derivative. For few factors
 * their sum, which keeps its digits where a is large; else the difference of asymptotic series (Abramowitz & Stegun
 * 6.3.18, 6.4.12).
 */
export type RisingSlope = { readonly first: number; readonly second: number };

const FEW = 64;
const PSI = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
const TRIGAMMA = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];

/** ψ(a+k) - ψ(a) and ψ'(a+k) - ψ'(a), for a > 0 and a whole k ≥ 0. */
export function risingSlope(a: number, k: number): RisingSlope {
	let first = 0;
	let second = 0;
	// Factors taken one by one until few are left or the series holds.
	let at = a;
	let left = k;
	while (left > 0 && (left <= FEW || at < 16)) {
		first += 1 / at;
		second -= 1 / (at * at);
		at += 1;
		left -= 1;
	}
	if (left === 0) return { first, second };
	return {
		first: first + Math.log1p(left / at) + psiRest(at + left) - psiRest(at),
		second: second + trigammaRest(at + left) - trigammaRest(at)
	};
}

/** log Γ(a+k) - log Γ(a). */
export function logRising(a: number, k: number): number {
	let sum = 0;
	let at = a;
	let left = k;
	while (left > 0 && (left <= FEW || at < 16)) {
		sum += Math.log(at);
		at += 1;
		left -= 1;
	}
	if (left === 0) return sum;
	const end = at + left;
	// Stirling: (z - 1/2) log z - z + 1/(12 z) - …, taken as a difference.
	return (
		sum +
		(at - 0.5) * Math.log1p(left / at) +
		left * (Math.log(end) - 1) +
		stirlingRest(end) -
		stirlingRest(at)
	);
}

/** ψ(z) - log z. */
function psiRest(z: number): number {
	return -0.5 / z - series(PSI, z);
}

/** ψ'(z). */
function trigammaRest(z: number): number {
	return 1 / z + 0.5 / (z * z) + series(TRIGAMMA, z) / z;
}

function stirlingRest(z: number): number {
	return series([1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156], z) * z;
}

/** Σ c_j / z^(2j), j from 1. */
function series(coefficients: readonly number[], z: number): number {
	const inverseSquare = 1 / (z * z);
	let sum = 0;
	for (const coefficient of coefficients.toReversed()) sum = (sum + coefficient) * inverseSquare;
	return sum;
}
