import type { Dataset, DicomElement } from '#lib/core/dicom/dataset.ts';
import type { Vr } from '#lib/core/dicom/vr.ts';

/** An attribute as it is written down: tag, VR and values. */
export type Row = readonly [tag: number, vr: Vr, value: string | readonly number[] | readonly Dataset[]];

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);

/** A little endian data set of rows; rows with empty text are kept, as type 2 attributes are. */
export function makeDataset(rows: readonly Row[]): Dataset {
	const elements = rows.map(makeElement).sort((a, b) => a.tag - b.tag);
	return {
		elements: new Map(elements.map((element) => [element.tag, element])),
		littleEndian: true,
		characterSets: ['ISO_IR 100']
	};
}

function makeElement([tag, vr, value]: Row): DicomElement {
	if (vr === 'SQ')
		return {
			tag,
			vr,
			items: typeof value === 'string' ? [] : value.filter((item) => typeof item !== 'number')
		};
	if (typeof value !== 'string')
		return {
			tag,
			vr,
			bytes: numberBytes(
				vr,
				value.filter((item) => typeof item === 'number')
			)
		};
	const padding = vr === 'UI' ? '\0' : ' ';
	return { tag, vr, bytes: latin1(value.length % 2 === 0 ? value : value + padding) };
}

function numberBytes(vr: Vr, values: readonly number[]): Uint8Array {
	if (vr === 'DS' || vr === 'IS') {
		const text = values.map(decimalString).join('\\');
		return latin1(text.length % 2 === 0 ? text : `${text} `);
	}
	const size = vr === 'US' || vr === 'SS' ? 2 : vr === 'FD' ? 8 : 4;
	const bytes = new Uint8Array(values.length * size);
	const view = new DataView(bytes.buffer);
	for (const [at, value] of values.entries()) writeNumber(view, at * size, vr, value);
	return bytes;
}

function writeNumber(view: DataView, at: number, vr: Vr, value: number): void {
	if (vr === 'US') view.setUint16(at, value, true);
	else if (vr === 'SS') view.setInt16(at, value, true);
	else if (vr === 'FD') view.setFloat64(at, value, true);
	else if (vr === 'FL') view.setFloat32(at, value, true);
	else if (vr === 'AT') {
		view.setUint16(at, value >>> 16, true);
		view.setUint16(at + 2, value & 0xffff, true);
	} else view.setUint32(at, value, true);
}

/** A number in at most 16 characters (PS3.5 6.2, DS). */
function decimalString(value: number): string {
	const text = String(value);
	return text.length <= 16 ? text : String(Number(value.toPrecision(9)));
}
