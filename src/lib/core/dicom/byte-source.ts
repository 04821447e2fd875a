/** Bytes that can be read by range: memory here, a file handle on the server. */
export type ByteSource = {
	readonly sizeBytes: number;
	/** The bytes from `offset`, fewer than `length` only where the source ends. */
	read(offset: number, length: number): Promise<Uint8Array>;
	/** Fills memory of the caller's from `offset`; gives how many bytes there were, fewer only where the source ends. Not all can. */
	readInto?(bytes: Uint8Array, offset: number): Promise<number>;
};

/** Bytes in memory as a source; nothing is copied. */
export function memorySource(bytes: Uint8Array): ByteSource {
	return {
		sizeBytes: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + length)
	};
}
