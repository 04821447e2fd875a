/**
 * Replaces UIDs deterministically: `2.25.` and the decimal value of 128 bits (PS3.5 B.2) of a keyed hash, so that the
 * same original gives the same new one within a case and tells nothing outside it.
 * @param hmac keyed hash of the original UID, at least 16 bytes
 */
export function makeUidMapper(hmac: (text: string) => Uint8Array): (original: string) => string {
	return (original) => {
		const { buffer, byteOffset } = hmac(original.trim());
		const bits = new DataView(buffer, byteOffset, 16);
		return `2.25.${(bits.getBigUint64(0) << 64n) | bits.getBigUint64(8)}`;
	};
}
