/** A seeded stream of numbers. Every draw of the demo group comes from one of these, so a seed reproduces everything. */
export type Random = {
	/** Uniform in [0, 1). */
	next: () => number;
	/** Standard normal deviate. */
	normal: () => number;
	/** Poisson count with the given mean. */
	poisson: (mean: number) => number;
	/** Whole number from 0 to below `limit`. */
	below: (limit: number) => number;
	/** One element, each equally likely. */
	pick: <T>(items: readonly T[]) => T;
};

/** 32-bit mix of any number of words; the finaliser of MurmurHash3 (Appleby, public domain). */
export function mixWords(...words: readonly number[]): number {
	let hash = 0x9e3779b9;
	for (const word of words) {
		hash = Math.imul(hash ^ word, 0x85ebca6b);
		hash ^= hash >>> 13;
		hash = Math.imul(hash, 0xc2b2ae35);
		hash ^= hash >>> 16;
	}
	return hash >>> 0;
}

/** 32-bit hash of a text (FNV-1a), to give a named part of the demo its own stream. */
export function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand, public domain) seeded from words; period about 2^128, passes PractRand. */
export function makeRandom(...words: readonly number[]): Random {
	let a = mixWords(1, ...words) | 0;
	let b = mixWords(2, ...words) | 0;
	let c = mixWords(3, ...words) | 0;
	let counter = 1;
	const next = (): number => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + sum) | 0;
		return (sum >>> 0) / 4294967296;
	};
	for (let round = 0; round < 12; round++) next();
	let spare: number | null = null;
	const normal = (): number => {
		if (spare !== null) {
			const value = spare;
			spare = null;
			return value;
		}
		// Box and Muller 1958; 1 - u keeps the logarithm finite.
		const radius = Math.sqrt(-2 * Math.log(1 - next()));
		const angle = 2 * Math.PI * next();
		spare = radius * Math.sin(angle);
		return radius * Math.cos(angle);
	};
	const poisson = (mean: number): number => {
		if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
		const limit = Math.exp(-mean);
		let count = 0;
		for (let product = next(); product > limit; product *= next()) count++;
		return count;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	const pick = <T>(items: readonly T[]): T => {
		const item = items[below(items.length)];
		if (item === undefined) throw new Error('Cannot pick from an empty list.');
		return item;
	};
	return { next, normal, poisson, below, pick };
}

/** Index drawn with probability proportional to its weight. */
export function pickWeighted(random: Random, weights: readonly number[]): number {
	let total = 0;
	for (const weight of weights) total += weight;
	let rest = random.next() * total;
	for (let index = 0; index < weights.length; index++) {
		rest -= weights[index] ?? 0;
		if (rest < 0) return index;
	}
	return weights.length - 1;
}
