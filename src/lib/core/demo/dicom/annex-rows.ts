import type { Dataset } from '#lib/core/dicom/dataset.ts';
import { makeDataset, type Row } from './elements.ts';

/** A sequence of items. */
export function sequence(tag: number, ...items: readonly Dataset[]): Row {
	return [tag, 'SQ', items];
}

/** A coded concept (PS3.3 8.8), of the DICOM code list where no other is named. */
export function code(value: string, meaning: string, scheme = 'DCM'): Dataset {
	return makeDataset([
		[0x00080100, 'SH', value],
		[0x00080102, 'SH', scheme],
		[0x00080104, 'LO', meaning]
	]);
}

/** Names an image where another object refers to it (PS3.3 10.3). */
export function referenceTo(sopClassUid: string, sopInstanceUid: string): Dataset {
	return makeDataset([
		[0x00081150, 'UI', sopClassUid],
		[0x00081155, 'UI', sopInstanceUid]
	]);
}

/** An item of the content of a document (PS3.3 C.17.3). */
export function item(type: string, relation: string, concept: Dataset | null, rows: readonly Row[]): Dataset {
	return makeDataset([
		[0x0040a010, 'CS', relation],
		[0x0040a040, 'CS', type],
		...(concept ? [sequence(0x0040a043, concept)] : []),
		...rows
	]);
}

export function textItem(concept: Dataset, text: string): Dataset {
	return item('TEXT', 'CONTAINS', concept, [[0x0040a160, 'UT', text]]);
}
