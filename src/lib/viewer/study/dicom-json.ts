import { expandSegments } from '#lib/core/dicom/segmented-table.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/** First value as text without padding, or undefined. A person name or a sequence has no text. */
export function findText(header: DicomJson, tag: string): string | undefined {
	const value = header[tag]?.Value?.[0];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** All values that are numbers or decimal strings, in order. */
export function findNumbers(header: DicomJson, tag: string): number[] {
	const values = header[tag]?.Value ?? [];
	return values
		.map((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value))
		.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

export function findNumber(header: DicomJson, tag: string): number | undefined {
	return findNumbers(header, tag)[0];
}

/** Items of a sequence; none when it is absent. */
export function findItems(header: DicomJson, tag: string): DicomJson[] {
	const attribute = header[tag];
	if (attribute?.vr !== 'SQ') return [];
	return (attribute.Value ?? []).filter(
		(item): item is DicomJson => typeof item === 'object' && item !== null
	);
}

const paletteData = ['00281201', '00281202', '00281203'];
const segmentedData = ['00281221', '00281222', '00281223'];
const paletteDescriptors = ['00281101', '00281102', '00281103'];

/**
 * Palette tables arrive inline as base64 (PS3.18 F.2.7), while the image loader looks for numbers.
 * Returns the header with the tables as numbers, segmented ones laid out; 16-bit entries are little endian (PS3.18 F.2.7).
 */
export function withPaletteNumbers(header: DicomJson): DicomJson {
	const result = { ...header };
	for (const [index, tag] of paletteData.entries()) {
		const [entryCount = 0, , bits = 16] = findNumbers(header, paletteDescriptors[index] ?? '');
		const segments = bytesOf(header, segmentedData[index] ?? '');
		const laidOut = segments && expandSegments(segments, bits);
		if (laidOut) result[tag] = { vr: 'US', Value: laidOut };
		const bytes = bytesOf(header, tag);
		if (!bytes) continue;
		// A table of 65,536 entries writes 0 as its count (PS3.3 C.7.6.3.1.5).
		const isWide = bytes.length >= 2 * (entryCount || 65_536);
		const view = new DataView(bytes.buffer);
		const values = isWide
			? Array.from({ length: bytes.length >> 1 }, (_, at) => view.getUint16(2 * at, true))
			: [...bytes];
		result[tag] = { vr: 'US', Value: values };
	}
	return result;
}

function bytesOf(header: DicomJson, tag: string): Uint8Array<ArrayBuffer> | undefined {
	const inline = header[tag]?.InlineBinary;
	return inline === undefined
		? undefined
		: Uint8Array.from(atob(inline), (character) => character.charCodeAt(0));
}
