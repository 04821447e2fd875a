/** A Huffman table (T.81 annex C) as a decoder uses it: by code length. */
export type HuffmanTable = {
	readonly firstCode: Int32Array;
	readonly lastCode: Int32Array;
	readonly firstIndex: Int32Array;
	readonly symbols: Uint8Array;
	/** For every 8-bit beginning: length in the high byte and symbol in the low one; 0 where the code is longer. */
	readonly short: Uint16Array;
};

/** Builds a table from the 16 counts and the symbols of a DHT segment. */
export function makeHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
	const firstCode = new Int32Array(17);
	const lastCode = new Int32Array(17).fill(-1);
	const firstIndex = new Int32Array(17);
	const short = new Uint16Array(256);
	let code = 0;
	let index = 0;
	for (let length = 1; length <= 16; length++) {
		const count = counts[length - 1] ?? 0;
		firstCode[length] = code;
		firstIndex[length] = index;
		if (count > 0) lastCode[length] = code + count - 1;
		for (let i = 0; i < count && length <= 8; i++) {
			const start = (code + i) << (8 - length);
			short.fill((length << 8) | (symbols[index + i] ?? 0), start, start + (1 << (8 - length)));
		}
		code = (code + count) << 1;
		index += count;
	}
	return { firstCode, lastCode, firstIndex, symbols, short };
}

/** Reads bits of an entropy-coded segment, taking out stuffed zeros and stopping at markers. */
export class BitReader {
	readonly #bytes: Uint8Array;
	at: number;
	#bits = 0;
	#count = 0;
	/** Bytes asked for behind the end of the segment. */
	overrun = 0;

	constructor(bytes: Uint8Array, at: number) {
		this.#bytes = bytes;
		this.at = at;
	}

	#fill(): void {
		const byte = this.#bytes[this.at];
		const isMarker = byte === 0xff && this.#bytes[this.at + 1] !== 0;
		if (byte === undefined || isMarker) {
			this.overrun += 1;
			this.#bits = (this.#bits << 8) & 0xffffff;
		} else {
			this.at += byte === 0xff ? 2 : 1;
			this.#bits = ((this.#bits << 8) | byte) & 0xffffff;
		}
		this.#count += 8;
	}

	bit(): number {
		if (this.#count === 0) this.#fill();
		this.#count -= 1;
		return (this.#bits >> this.#count) & 1;
	}

	/** An unsigned number of up to 16 bits. */
	bits(length: number): number {
		while (this.#count < length) this.#fill();
		this.#count -= length;
		return (this.#bits >> this.#count) & ((1 << length) - 1);
	}

	/** A signed number of `length` bits in the form of T.81 F.2.2.1 (EXTEND). */
	signed(length: number): number {
		if (length === 0) return 0;
		const value = this.bits(length);
		return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
	}

	symbol(table: HuffmanTable): number {
		if (this.#count < 8) this.#fill();
		const found = table.short[(this.#bits >> (this.#count - 8)) & 0xff] ?? 0;
		if (found > 0) {
			this.#count -= found >> 8;
			return found & 0xff;
		}
		let code = this.bits(8);
		for (let length = 9; length <= 16; length++) {
			code = (code << 1) | this.bit();
			if (code <= (table.lastCode[length] ?? -1)) {
				return table.symbols[(table.firstIndex[length] ?? 0) + code - (table.firstCode[length] ?? 0)] ?? 0;
			}
		}
		return 0;
	}

	/** Drops what is left of the current byte and steps over a restart marker; false where there is none. */
	restart(): boolean {
		this.#bits = 0;
		this.#count = 0;
		const marker = this.#bytes[this.at + 1] ?? 0;
		if (this.#bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) return false;
		this.at += 2;
		this.overrun = 0;
		return true;
	}
}
