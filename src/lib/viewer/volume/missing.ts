/** Which pixels of a slice that was cut have no value of the patient, by its pixels: 1 where there is none. */
const missing = new WeakMap<object, Uint8Array>();

export function noteMissing(pixels: object, which: Uint8Array | null): void {
	if (which) missing.set(pixels, which);
}

/** Null for acquired frames, and where nothing is missing. */
export function missingIn(pixels: object): Uint8Array | null {
	return missing.get(pixels) ?? null;
}
