/** Makes identifiers. A source is passed in, so that the core stays free of clock and randomness. */
export type Ids = () => string;

/** The id with another instant in it: where the instant of making must not be told. */
export function redateUuid(id: string, atMs: number): string {
	const time = atMs.toString(16).padStart(12, '0');
	return `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
}

/**
 * A UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits, so that ids sort by age.
 * @param atMs Unix milliseconds
 * @param random 10 random bytes
 */
export function makeUuidV7(atMs: number, random: Uint8Array): string {
	if (random.length < 10) throw new Error('a UUIDv7 needs 10 random bytes');
	const bytes = new Uint8Array(16);
	let rest = atMs;
	for (let i = 5; i >= 0; i--) {
		bytes[i] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	bytes.set(random.subarray(0, 10), 6);
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
