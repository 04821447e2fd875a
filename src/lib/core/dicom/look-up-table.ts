import { bytesOf, numbersOf, type Dataset } from './dataset.ts';
import type { Keyword } from './dictionary.ts';

/** A table as PS3.3 C.11.1.1 describes it: the entry of the first value, and how many bits the entries have. */
export type LookUpTable = {
	readonly entries: ArrayLike<number>;
	readonly first: number;
	readonly bits: number;
};

/**
 * Reads a table of a data set or an item; null where there is none or it is broken. Where values are signed, the first one that
 * is mapped is, whatever its VR is written as (C.11.1.1.1).
 */
export function tableOf(
	dataset: Dataset,
	descriptor: Keyword,
	data: Keyword,
	{ isSigned = false }: { isSigned?: boolean } = {}
): LookUpTable | null {
	const [count, written = 0, bits = 16] = numbersOf(dataset, descriptor);
	const first = isSigned && written > 32_767 ? written - 65_536 : written;
	const bytes = bytesOf(dataset, data);
	if (count === undefined || !bytes) return null;
	const total = count === 0 ? 65_536 : count;
	// Tables of 8 bits are packed two in a word, or written one in a word by systems that do not know better.
	const isPacked = bits <= 8 && bytes.length < total * 2;
	if (bytes.length < total * (isPacked ? 1 : 2)) return null;
	if (isPacked) return { entries: bytes, first, bits: 8 };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const entries = Uint16Array.from({ length: total }, (_, at) =>
		view.getUint16(at * 2, dataset.littleEndian)
	);
	return { entries, first, bits: Math.min(16, Math.max(1, bits)) };
}

/** The entry of a value; values before the first and after the last take theirs. */
export function lookUpTable({ entries, first }: LookUpTable, value: number): number {
	const at = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
	return entries[at] ?? 0;
}
