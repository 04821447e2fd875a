/** Value representations of PS3.5 table 6.2-1 with the size of one binary value, which is what byte swapping needs. */
const valueBytes = {
	AE: 1,
	AS: 1,
	AT: 2,
	CS: 1,
	DA: 1,
	DS: 1,
	DT: 1,
	FD: 8,
	FL: 4,
	IS: 1,
	LO: 1,
	LT: 1,
	OB: 1,
	OD: 8,
	OF: 4,
	OL: 4,
	OV: 8,
	OW: 2,
	PN: 1,
	SH: 1,
	SL: 4,
	SQ: 1,
	SS: 2,
	ST: 1,
	SV: 8,
	TM: 1,
	UC: 1,
	UI: 1,
	UL: 4,
	UN: 1,
	UR: 1,
	US: 2,
	UT: 1,
	UV: 8
} as const;

export type Vr = keyof typeof valueBytes;

const longForm: ReadonlySet<string> = new Set([
	'OB',
	'OD',
	'OF',
	'OL',
	'OV',
	'OW',
	'SQ',
	'SV',
	'UC',
	'UN',
	'UR',
	'UT',
	'UV'
]);

/** Whether the two letters are a value representation of the standard. */
export function isVr(letters: string): letters is Vr {
	return Object.hasOwn(valueBytes, letters);
}

/** Whether explicit VR writes a 32-bit length after two reserved bytes (PS3.5 7.1.2). */
export function hasLongLength(vr: Vr): boolean {
	return longForm.has(vr);
}

/** Bytes of one binary value: what is swapped between the byte orders; 1 where nothing is. */
export function bytesPerValue(vr: Vr): 1 | 2 | 4 | 8 {
	return valueBytes[vr];
}

/** A copy of the bytes with every unit of `size` bytes reversed; an odd rest is kept as it is. */
export function swapBytes(bytes: Uint8Array, size: number): Uint8Array {
	const swapped = bytes.slice();
	if (size === 1) return swapped;
	for (let at = 0; at + size <= bytes.length; at += size) {
		for (let i = 0; i < size; i++) swapped[at + i] = bytes[at + size - 1 - i] ?? 0;
	}
	return swapped;
}
