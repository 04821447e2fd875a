import { requireEvents, requireProbability } from './inputs.ts';
import { quantile } from './quantile.ts';

/** How much more the units vary than chance allows. `z` stands in input order, null for a unit without trials. */
export type Overdispersion = {
	readonly target: number | null;
	readonly z: readonly (number | null)[];
	readonly zWinsorised: readonly (number | null)[];
	readonly phi: number | null;
	readonly phiWinsorised: number | null;
	readonly tau2: number | null;
};

type Scaled = { z: number; s: number };

/**
 * Multiplicative (phi) and additive (tau²) overdispersion of proportions, after Winsorising z at its type-7 quantiles:
 * Spiegelhalter (2005) Stat Med 24:1185, section 4 and appendix. For facilities, not for persons.
 * @param target null for the pooled rate
 */
export function funnelOverdispersion(options: {
	units: readonly { x: number; n: number }[];
	target: number | null;
	winsor: number;
	transform: 'none' | 'arcsine';
}): Overdispersion {
	const { units, winsor, transform } = options;
	requireProbability(winsor, 'winsor');
	for (const { x, n } of units) requireEvents(x, n);
	const target = options.target ?? pooledRate(units);
	if (target !== null) requireProbability(target, 'target');
	const scaled = units.map((unit) => (target === null ? null : scale(unit, target, transform)));
	const known = scaled.filter((unit) => unit !== null);
	if (known.length === 0) return { target, ...unknown(units.length) };

	const zs = known.map(({ z }) => z);
	const [low, high] = [quantile(zs, winsor) ?? 0, quantile(zs, 1 - winsor) ?? 0];
	const winsorise = (z: number) => Math.min(Math.max(z, Math.min(low, high)), Math.max(low, high));
	const phiWinsorised = meanSquare(zs.map(winsorise));
	return {
		target,
		z: scaled.map((unit) => (unit === null ? null : unit.z)),
		zWinsorised: scaled.map((unit) => (unit === null ? null : winsorise(unit.z))),
		phi: meanSquare(zs),
		phiWinsorised,
		tau2: additiveVariance(known, phiWinsorised)
	};
}

function pooledRate(units: readonly { x: number; n: number }[]): number | null {
	const n = units.reduce((sum, unit) => sum + unit.n, 0);
	return n === 0 ? null : units.reduce((sum, unit) => sum + unit.x, 0) / n;
}

function scale(unit: { x: number; n: number }, target: number, transform: 'none' | 'arcsine'): Scaled | null {
	const { x, n } = unit;
	if (n === 0) return null;
	if (transform === 'arcsine') {
		const s = 1 / (2 * Math.sqrt(n));
		return { s, z: (Math.asin(Math.sqrt(x / n)) - Math.asin(Math.sqrt(target))) / s };
	}
	const s = Math.sqrt((target * (1 - target)) / n);
	return s === 0 ? null : { s, z: (x / n - target) / s };
}

/** Method-of-moments variance between units (DerSimonian & Laird). */
function additiveVariance(units: readonly Scaled[], phi: number): number | null {
	const count = units.length;
	const excess = count * phi - (count - 1);
	if (excess < 0) return 0;
	const weights = units.map(({ s }) => 1 / (s * s));
	const sum = weights.reduce((total, weight) => total + weight, 0);
	const sumSquares = weights.reduce((total, weight) => total + weight * weight, 0);
	const scaleOfWeights = sum - sumSquares / sum;
	return count < 2 ? null : Math.max(0, excess / scaleOfWeights);
}

function meanSquare(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

function unknown(count: number): Omit<Overdispersion, 'target'> {
	const none = Array.from({ length: count }, () => null);
	return { z: none, zWinsorised: none, phi: null, phiWinsorised: null, tau2: null };
}
