/** Ratings that the agreement literature shares: Krippendorff (2011), example C, twelve units by four observers. */
export const krippendorffUnits: readonly (readonly (number | null)[])[] = [
	[1, 1, null, 1],
	[2, 2, 3, 2],
	[3, 3, 3, 3],
	[3, 3, 3, 3],
	[2, 2, 2, 2],
	[1, 2, 3, 4],
	[4, 4, 4, 4],
	[1, 1, 2, 1],
	[2, 2, 2, 2],
	[null, 5, 5, 5],
	[null, null, 1, 1],
	[null, null, 3, null]
];

/** Deaths `x` of `n` operations on the heart below one year of age, 12 English centres, 1991–95 (Spiegelhalter 2005). */
export const heartCentres: readonly { readonly x: number; readonly n: number }[] = [
	{ x: 41, n: 143 },
	{ x: 25, n: 187 },
	{ x: 24, n: 323 },
	{ x: 23, n: 122 },
	{ x: 25, n: 164 },
	{ x: 42, n: 405 },
	{ x: 24, n: 239 },
	{ x: 53, n: 482 },
	{ x: 26, n: 195 },
	{ x: 25, n: 177 },
	{ x: 58, n: 581 },
	{ x: 31, n: 301 }
];
