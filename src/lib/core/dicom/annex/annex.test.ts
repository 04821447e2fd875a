import { describe, expect, it } from 'vitest';
import { aCtFile, read, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { parseKeyObjects } from './key-objects.ts';
import { parsePresentation } from './presentation-state.ts';
import { refersTo } from './refers-to.ts';
import { parseReport } from './report-tree.ts';

/** Images that are shown, under new UIDs; no other is. */
const shown = new Map([
	['1.1', 'b.1'],
	['1.2', 'b.2']
]);
const shownUid = (uid: string) => shown.get(uid) ?? null;
const datasetOf = async (attributes: Attributes) => (await read(aCtFile(attributes))).dataset;

const code = (value: string, meaning: string): Attributes => ({
	CodeValue: value,
	CodingSchemeDesignator: 'DCM',
	CodeMeaning: meaning
});
const reference = (uid: string, frames?: number[]): Attributes => ({
	ReferencedSOPInstanceUID: uid,
	...(frames && { ReferencedFrameNumber: frames })
});
const image = (uid: string, frames?: number[]): Attributes => ({
	ValueType: 'IMAGE',
	RelationshipType: 'CONTAINS',
	ReferencedSOPSequence: [reference(uid, frames)]
});
const words: Attributes = {
	ValueType: 'TEXT',
	RelationshipType: 'CONTAINS',
	ConceptNameCodeSequence: [code('113012', 'Key Object Description')],
	TextValue: 'Dr Doe saw it first'
};

describe('key objects', () => {
	it('are the images of the content in their order, under the UIDs they are shown by, without words', async () => {
		const dataset = await datasetOf({
			ConceptNameCodeSequence: [code('113000', 'Of Interest')],
			ContentSequence: [words, image('1.2'), image('1.1', [3]), image('9.9'), image('1.1', [5])]
		});
		const found = parseKeyObjects(dataset, shownUid);
		expect(found).toEqual({
			title: '113000',
			images: [
				{ sopInstanceUid: 'b.2', frames: [] },
				{ sopInstanceUid: 'b.1', frames: [3, 5] }
			]
		});
	});

	it('are those of the evidence where the content names none, and a title that is none of the standard’s goes', async () => {
		const dataset = await datasetOf({
			ConceptNameCodeSequence: [code('99', 'Smith picks')],
			CurrentRequestedProcedureEvidenceSequence: [
				{ ReferencedSeriesSequence: [{ ReferencedSOPSequence: [reference('1.1'), reference('9.9')] }] }
			]
		});
		expect(parseKeyObjects(dataset, shownUid)).toEqual({
			title: null,
			images: [{ sopInstanceUid: 'b.1', frames: [] }]
		});
	});

	it('are none where nothing that they name is shown', async () => {
		expect(parseKeyObjects(await datasetOf({ ContentSequence: [image('9.9')] }), shownUid)).toBeNull();
		expect(parseKeyObjects(await datasetOf({}), shownUid)).toBeNull();
	});
});

describe('a reference', () => {
	it.each([
		[[], 7, true],
		[[7, 8], 7, true],
		[[8], 7, false]
	])('to the frames %j means frame %i: %s', (frames, frameNumber, means) => {
		const references = [{ sopInstanceUid: 'b.1', frames }];
		expect(refersTo(references, { sopInstanceUid: 'b.1', frameNumber })).toBe(means);
		expect(refersTo(references, { sopInstanceUid: 'b.2', frameNumber })).toBe(false);
	});
});

describe('a structured report', () => {
	const numeric: Attributes = {
		ValueType: 'NUM',
		RelationshipType: 'CONTAINS',
		ConceptNameCodeSequence: [code('M-1', 'Diameter')],
		MeasuredValueSequence: [
			{ NumericValue: '12.5', MeasurementUnitsCodeSequence: [code('mm', 'millimeter')] }
		]
	};
	const observer: Attributes = {
		ValueType: 'TEXT',
		RelationshipType: 'HAS OBS CONTEXT',
		ConceptNameCodeSequence: [code('121008', 'Person Observer Name')],
		TextValue: 'Jones'
	};
	const person: Attributes = {
		ValueType: 'PNAME',
		RelationshipType: 'CONTAINS',
		ConceptNameCodeSequence: [code('1', 'Physician')],
		PersonName: 'Jones^Ann'
	};
	const finding: Attributes = {
		ValueType: 'CODE',
		RelationshipType: 'CONTAINS',
		ConceptNameCodeSequence: [code('121071', 'Finding')],
		ConceptCodeSequence: [code('1', 'Nodule')],
		ContentSequence: [numeric]
	};

	it('is a tree of what is said, without who, when and where, every word cleaned', async () => {
		const dataset = await datasetOf({
			ValueType: 'CONTAINER',
			ConceptNameCodeSequence: [code('18748-4', 'Report of Jones')],
			ContentSequence: [observer, person, finding, { ...words, TextValue: 'As Jones said' }, image('1.1')]
		});
		const tree = parseReport(dataset, (text) => text.replaceAll('Jones', '▮'));
		expect(tree).toEqual({
			heading: 'Report of ▮',
			value: '',
			children: [
				{
					heading: 'Finding',
					value: 'Nodule',
					children: [{ heading: 'Diameter', value: '12.5 mm', children: [] }]
				},
				{ heading: 'Key Object Description', value: 'As ▮ said', children: [] }
			]
		});
	});

	it('is none where nothing is left to read, and ends where it is too deep', async () => {
		expect(parseReport(await datasetOf({ ContentSequence: [observer, person] }), (text) => text)).toBeNull();
		let deep: Attributes = { ...words };
		for (let level = 0; level < 30; level++) deep = { ValueType: 'CONTAINER', ContentSequence: [deep] };
		expect(parseReport(await datasetOf({ ContentSequence: [deep] }), (text) => text)).toBeNull();
	});
});

describe('a presentation state', () => {
	const base: Attributes = {
		ReferencedSeriesSequence: [{ ReferencedImageSequence: [reference('1.1'), reference('1.2')] }]
	};
	const float = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

	it('applies to images that are shown, or is none', async () => {
		const other = { ReferencedSeriesSequence: [{ ReferencedImageSequence: [reference('9.9')] }] };
		expect(parsePresentation(await datasetOf(other), shownUid)).toBeNull();
		expect(parsePresentation(await datasetOf(base), shownUid)?.images).toHaveLength(2);
	});

	it('has its windows and tables, each for its images', async () => {
		const dataset = await datasetOf({
			...base,
			PresentationLUTShape: 'INVERSE',
			SoftcopyVOILUTSequence: [
				{
					ReferencedImageSequence: [reference('1.1')],
					WindowCenter: 40,
					WindowWidth: 80,
					VOILUTFunction: 'SIGMOID'
				},
				{ ReferencedImageSequence: [reference('9.9')], WindowCenter: 1, WindowWidth: 2 },
				{
					VOILUTSequence: [
						{ LUTDescriptor: [2, 10, 16], LUTData: new Uint8Array(Uint16Array.of(1, 9).buffer) }
					]
				}
			]
		});
		const found = parsePresentation(dataset, shownUid);
		expect(found?.isInverted).toBe(true);
		expect(found?.windows).toEqual([
			{
				images: [{ sopInstanceUid: 'b.1', frames: [] }],
				window: { center: 40, width: 80 },
				curve: 'sigmoid'
			},
			{ images: [], window: null, curve: { entries: [1, 9], first: 10, bits: 16 } }
		]);
	});

	// PS3.3 C.10.6: turned first, mirrored then.
	it.each([
		[90, 'N', 90],
		[270, 'N', 270],
		[90, 'Y', 270],
		[270, 'Y', 90],
		[180, 'Y', 180],
		[45, 'N', 0]
	])('turned by %i and mirrored %s is mirrored and turned by %i', async (degrees, flip, rotation) => {
		const dataset = await datasetOf({ ...base, ImageRotation: degrees, ImageHorizontalFlip: flip });
		expect(parsePresentation(dataset, shownUid)).toMatchObject({ rotation, isFlipped: flip === 'Y' });
	});

	it('has areas, lines and shutters in pixels from the centre of the first one, and counts the words it lost', async () => {
		const graphic = (type: string, data: Uint8Array, units = 'PIXEL'): Attributes => ({
			GraphicAnnotationUnits: units,
			GraphicType: type,
			GraphicData: data
		});
		const dataset = await datasetOf({
			...base,
			DisplayedAreaSelectionSequence: [
				{ DisplayedAreaTopLeftHandCorner: [1, 1], DisplayedAreaBottomRightHandCorner: [64, 48] }
			],
			GraphicAnnotationSequence: [
				{
					GraphicObjectSequence: [
						graphic('POLYLINE', float(0.5, 0.5, 10.5, 20.5)),
						graphic('CIRCLE', float(0.25, 0.75, 0.5, 0.75), 'DISPLAY'),
						graphic('ELLIPSE', float(1, 2, 3, 4))
					],
					TextObjectSequence: [{}, {}]
				}
			],
			ShutterShape: 'RECTANGULAR\\CIRCULAR\\POLYGONAL',
			ShutterLeftVerticalEdge: 2,
			ShutterRightVerticalEdge: 60,
			ShutterUpperHorizontalEdge: 3,
			ShutterLowerHorizontalEdge: 40,
			CenterOfCircularShutter: '20\\30',
			RadiusOfCircularShutter: 15,
			VerticesOfThePolygonalShutter: '1\\1\\1\\64\\48\\64'
		});
		const found = parsePresentation(dataset, shownUid);
		expect(found?.areas).toEqual([{ images: [], topLeft: [-0.5, -0.5], bottomRight: [63.5, 47.5] }]);
		expect(found?.shapes).toEqual([
			{
				images: [],
				units: 'pixels',
				kind: 'line',
				points: [
					[0, 0],
					[10, 20]
				]
			},
			{
				images: [],
				units: 'display',
				kind: 'circle',
				points: [
					[0.25, 0.75],
					[0.5, 0.75]
				]
			}
		]);
		expect(found?.shutters).toEqual([
			{ kind: 'rectangle', topLeft: [1, 2], bottomRight: [59, 39] },
			{ kind: 'circle', centre: [29, 19], radius: 15 },
			{
				kind: 'polygon',
				points: [
					[0, 0],
					[63, 0],
					[63, 47]
				]
			}
		]);
		expect(found?.textsLeftOut).toBe(2);
	});
});
