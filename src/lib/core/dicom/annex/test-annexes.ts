import { aCtFile, read, type Attributes } from '#lib/core/dicom/test-objects.ts';

/** Images that are shown, under new UIDs; no other is. */
const shown = new Map([
	['1.1', 'b.1'],
	['1.2', 'b.2']
]);
export const shownUid = (uid: string) => shown.get(uid) ?? null;
export const clean = (text: string) => text.replaceAll('Jones', '▮').replaceAll('Dr Doe', '▮');
export const uids = { shownUid, uidFor: (uid: string) => `b.${uid}` };
export const datasetOf = async (attributes: Attributes) => (await read(aCtFile(attributes))).dataset;

export const code = (value: string, meaning: string): Attributes => ({
	CodeValue: value,
	CodingSchemeDesignator: 'DCM',
	CodeMeaning: meaning
});
export const reference = (uid: string, frames?: number[]): Attributes => ({
	ReferencedSOPInstanceUID: uid,
	...(frames && { ReferencedFrameNumber: frames })
});
export const image = (uid: string, frames?: number[]): Attributes => ({
	ValueType: 'IMAGE',
	RelationshipType: 'CONTAINS',
	ReferencedSOPSequence: [reference(uid, frames)]
});
export const words: Attributes = {
	ValueType: 'TEXT',
	RelationshipType: 'CONTAINS',
	ConceptNameCodeSequence: [code('113012', 'Key Object Description')],
	TextValue: 'Dr Doe saw it first'
};
export const float = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
