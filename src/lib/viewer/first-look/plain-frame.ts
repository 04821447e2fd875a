import { findPadding, type Padding } from '#lib/viewer/formats/padding.ts';
import { openPart } from '#lib/viewer/formats/one-part.ts';
import { readPlainValues } from '#lib/viewer/formats/plain-values.ts';
import { aspectOf } from '#lib/viewer/study/aspect.ts';
import { findNumber, findNumbers, findText } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/** A frame of plain grey numbers, in the unit of its window. */
export type PlainFrame = {
	values: ArrayLike<number>;
	min: number;
	max: number;
	columns: number;
	rows: number;
	/** Height of a pixel in its widths. */
	aspect: number;
	isInverted: boolean;
	padding: Padding | null;
};

const native = /^1\.2\.840\.10008\.1\.2(?:\.1)?$/;
const mostPixels = 2 ** 20;
/** Beyond, a table of all values is larger than the frame. */
export const mostValues = 2 ** 17;

/**
 * Reads a frame that needs neither a decoder nor the viewer: uncompressed, grey, whole numbers. Undefined for all others, which are the
 * viewer's. `header` is that of the frame (`frameHeader`); the answer stays as it is.
 */
export function openPlainFrame(answer: ArrayBuffer, header: DicomJson): PlainFrame | undefined {
	const part = openPart(answer);
	const number = (tag: string) => findNumber(header, tag);
	const [rows = 0, columns = 0, bitsAllocated = 0] = ['00280010', '00280011', '00280100'].map(number);
	const photometric = findText(header, '00280004') ?? '';
	const isSigned = number('00280103') === 1;
	const [slope = 1, intercept = 0] = ['00281053', '00281052'].map(number);
	const count = rows * columns;
	if (!part || !native.test(part.syntax) || count === 0 || count > mostPixels) return undefined;
	if ((number('00280002') ?? 1) !== 1 || !photometric.startsWith('MONOCHROME')) return undefined;
	if (bitsAllocated !== 16 && (bitsAllocated !== 8 || isSigned)) return undefined;
	if (part.frame.length < (count * bitsAllocated) / 8 || header['00283000']) return undefined;
	if (!Number.isInteger(slope) || !Number.isInteger(intercept) || slope === 0) return undefined;
	if (['PT', 'RTDOSE'].includes(findText(header, '00080060') ?? '')) return undefined;
	const bitsStored = number('00280101') ?? bitsAllocated;
	// A copy: the values are written over the bytes that they are read from, which the viewer reads once more.
	const { values, min, max } = readPlainValues(part.frame.slice(), count, {
		bitsAllocated,
		bitsStored,
		isSigned,
		slope,
		intercept
	});
	if (max - min >= mostValues) return undefined;
	const [vertical = 0, horizontal = 0] = findNumbers(header, '00280030');
	return {
		values,
		min,
		max,
		columns,
		rows,
		aspect: vertical > 0 && horizontal > 0 ? vertical / horizontal : aspectOf(header),
		isInverted: photometric === 'MONOCHROME1',
		padding: findPadding(header)
	};
}
