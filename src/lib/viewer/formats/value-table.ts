import { findNumbers } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/** A look-up table (PS3.3 C.11.1.1): the entry of the value `first`, then of those that follow it. */
export type ValueTable = { entries: ArrayLike<number>; first: number; bits: number };

/**
 * The table of an item of Modality LUT Sequence or VOI LUT Sequence; undefined where there is none or it is shorter than it says.
 * Where values are signed, the first one is, whatever its VR is written as (C.11.1.1.1).
 */
export function findTable(item: DicomJson, isSigned: boolean): ValueTable | undefined {
	const [count, written = 0, bits = 16] = findNumbers(item, '00283002');
	if (count === undefined) return undefined;
	// A table of 65,536 entries writes 0 as its count.
	const total = count === 0 ? 65_536 : count;
	const entries = entriesOf(item, { total, bits });
	const first = isSigned && written > 32_767 ? written - 65_536 : written;
	return entries && entries.length >= total ? { entries, first, bits } : undefined;
}

function entriesOf(item: DicomJson, { total, bits }: { total: number; bits: number }) {
	const inline = item['00283006']?.InlineBinary;
	if (inline === undefined) return findNumbers(item, '00283006');
	const bytes = Uint8Array.from(atob(inline), (character) => character.charCodeAt(0));
	// Tables of 8 bits are packed two in a word, or written one in a word by systems that do not know better.
	if (bits <= 8 && bytes.length < total * 2) return bytes;
	const view = new DataView(bytes.buffer);
	return Uint16Array.from({ length: bytes.length >> 1 }, (_, at) => view.getUint16(2 * at, true));
}

/** The entry of a value; what lies before the first and after the last takes theirs. */
export function lookUp({ entries, first }: ValueTable, value: number): number {
	const at = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
	return entries[at] ?? 0;
}
