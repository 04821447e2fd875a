import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDataset, aPart10, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { markers } from './study-files.ts';

const classes = {
	keyObjects: '1.2.840.10008.5.1.4.1.1.88.59',
	report: '1.2.840.10008.5.1.4.1.1.88.22',
	presentation: '1.2.840.10008.5.1.4.1.1.11.1',
	document: '1.2.840.10008.5.1.4.1.1.104.1',
	segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
	waveform: '1.2.840.10008.5.1.4.1.1.9.1.1'
} as const;

const code = (value: string, meaning: string): Attributes => ({
	CodeValue: value,
	CodingSchemeDesignator: 'DCM',
	CodeMeaning: meaning
});
const slice = (number: number): Attributes => ({
	ReferencedSOPInstanceUID: `${markers.sopUidRoot}${number}`
});
const reader = `Dr. ${markers.readerGiven} ${markers.readerFamily}`;
const text = (heading: string, value: string, relation = 'CONTAINS', concept = '1'): Attributes => ({
	ValueType: 'TEXT',
	RelationshipType: relation,
	ConceptNameCodeSequence: [code(concept, heading)],
	TextValue: value
});
const float = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** What the reader's station and the scanner left beside the study of {@link markers}, by the file's name. */
const objects: Record<string, Attributes> = {
	'key-objects': {
		SOPClassUID: classes.keyObjects,
		Modality: 'KO',
		ConceptNameCodeSequence: [code('113000', `Of Interest to ${markers.readerFamily}`)],
		ContentSequence: [
			text(
				'Key Object Description',
				`${reader} saw a bright ball in ${markers.patientFamily}`,
				'CONTAINS',
				'113012'
			),
			{ ValueType: 'IMAGE', RelationshipType: 'CONTAINS', ReferencedSOPSequence: [slice(9)] },
			{ ValueType: 'IMAGE', RelationshipType: 'CONTAINS', ReferencedSOPSequence: [slice(4)] }
		]
	},
	report: {
		SOPClassUID: classes.report,
		Modality: 'SR',
		ValueType: 'CONTAINER',
		ConceptNameCodeSequence: [code('126000', 'Imaging Measurement Report')],
		ContentSequence: [
			text('Person Observer Name', reader, 'HAS OBS CONTEXT'),
			{
				ValueType: 'PNAME',
				RelationshipType: 'CONTAINS',
				ConceptNameCodeSequence: [code('121008', 'Person')],
				PersonName: `${markers.readerFamily}^${markers.readerGiven}`
			},
			text('Finding', `Hyperdense ball, discussed with ${reader} at ${markers.institution}.`),
			{
				ValueType: 'NUM',
				RelationshipType: 'CONTAINS',
				ConceptNameCodeSequence: [code('103339001', 'Long axis')],
				MeasuredValueSequence: [
					{ NumericValue: '18.5', MeasurementUnitsCodeSequence: [code('mm', 'millimeter')] }
				],
				ContentSequence: [
					{
						ValueType: 'SCOORD',
						RelationshipType: 'INFERRED FROM',
						GraphicType: 'POLYLINE',
						GraphicData: float(75.5, 54.5, 94.5, 54.5),
						ContentSequence: [
							{ ValueType: 'IMAGE', RelationshipType: 'SELECTED FROM', ReferencedSOPSequence: [slice(9)] }
						]
					}
				]
			},
			{
				...text('Centre', 'In the middle of the head'),
				ContentSequence: [
					{
						ValueType: 'SCOORD3D',
						RelationshipType: 'INFERRED FROM',
						GraphicType: 'POINT',
						GraphicData: float(0, 0, 20),
						ReferencedFrameOfReferenceUID: markers.frameOfReferenceUid
					}
				]
			}
		]
	},
	presentation: {
		SOPClassUID: classes.presentation,
		Modality: 'PR',
		ReferencedSeriesSequence: [{ ReferencedImageSequence: [slice(9)] }],
		SoftcopyVOILUTSequence: [{ WindowCenter: 70, WindowWidth: 30 }],
		ImageRotation: 90,
		ImageHorizontalFlip: 'N',
		GraphicAnnotationSequence: [
			{
				ReferencedImageSequence: [slice(9)],
				GraphicObjectSequence: [
					{
						GraphicAnnotationUnits: 'PIXEL',
						GraphicType: 'CIRCLE',
						GraphicData: float(84.5, 54.5, 94.5, 54.5)
					}
				],
				TextObjectSequence: [
					{
						UnformattedTextValue: `${markers.readerFamily} circled this`,
						AnchorPointAnnotationUnits: 'PIXEL',
						AnchorPoint: float(20.5, 30.5),
						AnchorPointVisibility: 'N'
					}
				]
			}
		],
		PresentationLUTShape: 'IDENTITY'
	},
	document: {
		SOPClassUID: classes.document,
		Modality: 'DOC',
		TextValue: `Letter about ${markers.patientFamily}`
	},
	segmentation: { SOPClassUID: classes.segmentation, Modality: 'SEG' },
	waveform: { SOPClassUID: classes.waveform, Modality: 'ECG' }
};

/** Writes them below `folder`, their headers and words full of names. */
export function writeAnnexes(folder: string): void {
	mkdirSync(folder, { recursive: true });
	for (const [at, [name, attributes]] of Object.entries(objects).entries()) {
		const dataset = aDataset({
			SOPInstanceUID: `${markers.studyUid}.7.${at + 1}`,
			StudyInstanceUID: markers.studyUid,
			SeriesInstanceUID: `${markers.studyUid}.7`,
			StudyDate: '20261110',
			AccessionNumber: markers.accession,
			InstitutionName: markers.institution,
			PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
			PatientID: markers.mrn,
			PatientBirthDate: markers.birthDate,
			PatientSex: 'F',
			...attributes
		});
		writeFileSync(join(folder, `${name}.dcm`), aPart10('1.2.840.10008.1.2.1', dataset));
	}
}
