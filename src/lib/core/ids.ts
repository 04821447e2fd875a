/** Makes identifiers. A source is passed in, so that the core stays free of clock and randomness. */
export type Ids = () => string;

/**
 * A UUID version 4 (RFC 9562 §5.4): random throughout. For whatever has its address told to somebody blinded: a version 7 tells the
 * millisecond at which its row was made, and with it by which door a case came.
 * @param random 16 random bytes
 */
export function makeUuidV4(random: Uint8Array): string {
	if (random.length < 16) throw new Error('a UUIDv4 needs 16 random bytes');
	return formatUuid(random.slice(0, 16), 4);
}

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
	return formatUuid(bytes, 7);
}

/** Sets version and variant, and writes 16 bytes as text. */
function formatUuid(bytes: Uint8Array, version: 4 | 7): string {
	bytes[6] = (version << 4) | ((bytes[6] ?? 0) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
