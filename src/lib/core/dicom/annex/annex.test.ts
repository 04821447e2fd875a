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
const clean = (text: string) => text.replaceAll('Jones', '▮').replaceAll('Dr Doe', '▮');
const uids = { shownUid, uidFor: (uid: string) => `b.${uid}` };
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
	it('are the images of the content in their order, under the UIDs they are shown by, with what was written, cleaned', async () => {
		const dataset = await datasetOf({
			ConceptNameCodeSequence: [code('113000', 'Of Interest')],
			ContentSequence: [words, image('1.2'), image('1.1', [3]), image('9.9'), image('1.1', [5])]
		});
		const found = parseKeyObjects(dataset, shownUid, clean);
		expect(found).toEqual({
			title: '113000',
			words: '▮ saw it first',
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
		expect(parseKeyObjects(dataset, shownUid, clean)).toEqual({
			title: null,
			words: '',
			images: [{ sopInstanceUid: 'b.1', frames: [] }]
		});
	});

	it('are none where nothing that they name is shown', async () => {
		expect(parseKeyObjects(await datasetOf({ ContentSequence: [image('9.9')] }), shownUid, clean)).toBeNull();
		expect(parseKeyObjects(await datasetOf({}), shownUid, clean)).toBeNull();
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
		const tree = parseReport(dataset, { clean, ...uids });
		expect(tree).toEqual({
			heading: 'Report of ▮',
			value: '',
			places: [{ by: 'image', images: [{ sopInstanceUid: 'b.1', frames: [] }], shapes: [] }],
			children: [
				{
					heading: 'Finding',
					value: 'Nodule',
					places: [],
					children: [{ heading: 'Diameter', value: '12.5 mm', places: [], children: [] }]
				},
				{ heading: 'Key Object Description', value: 'As ▮ said', places: [], children: [] }
			]
		});
	});

	it('is none where nothing is left to read, and ends where it is too deep', async () => {
		expect(
			parseReport(await datasetOf({ ContentSequence: [observer, person] }), { clean, ...uids })
		).toBeNull();
		let deep: Attributes = { ...words };
		for (let level = 0; level < 30; level++) deep = { ValueType: 'CONTAINER', ContentSequence: [deep] };
		expect(parseReport(await datasetOf({ ContentSequence: [deep] }), { clean, ...uids })).toBeNull();
	});
});

describe('a presentation state', () => {
	const base: Attributes = {
		ReferencedSeriesSequence: [{ ReferencedImageSequence: [reference('1.1'), reference('1.2')] }]
	};
	const float = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

	it('applies to images that are shown, or is none', async () => {
		const other = { ReferencedSeriesSequence: [{ ReferencedImageSequence: [reference('9.9')] }] };
		expect(parsePresentation(await datasetOf(other), shownUid, clean)).toBeNull();
		expect(parsePresentation(await datasetOf(base), shownUid, clean)?.images).toHaveLength(2);
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
		const found = parsePresentation(dataset, shownUid, clean);
		expect(found?.look?.isInverted).toBe(true);
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
		expect(parsePresentation(dataset, shownUid, clean)).toMatchObject({
			look: { rotation, isFlipped: flip === 'Y' }
		});
	});

	// PS3.3 C.10.4: the corners of what is seen, counted in the image as it was before it was turned.
	it.each([
		['mirrored', { ImageHorizontalFlip: 'Y' }, [64, 1], [33, 24]],
		['turned by half', { ImageRotation: 180 }, [64, 24], [33, 1]],
		['turned by a quarter', { ImageRotation: 90 }, [33, 24], [64, 1]]
	])('has its area where it is %s, too', async (_, how, first, last) => {
		const area = { DisplayedAreaTopLeftHandCorner: first, DisplayedAreaBottomRightHandCorner: last };
		const dataset = await datasetOf({ ...base, ...how, DisplayedAreaSelectionSequence: [area] });
		expect(parsePresentation(dataset, shownUid, clean)?.areas).toEqual([
			{ images: [], topLeft: [31.5, -0.5], bottomRight: [63.5, 23.5] }
		]);
	});

	it('has areas, lines and shutters in pixels from the centre of the first one', async () => {
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
					]
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
		const found = parsePresentation(dataset, shownUid, clean);
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
	});

	it('has its words, cleaned, where they stand and with what they are about', async () => {
		const text = (value: string, place: Attributes): Attributes => ({
			UnformattedTextValue: value,
			...place
		});
		const corner = { BoundingBoxAnnotationUnits: 'DISPLAY', BoundingBoxTopLeftHandCorner: float(0.1, 0.2) };
		const anchor = (isVisible: string): Attributes => ({
			AnchorPointAnnotationUnits: 'PIXEL',
			AnchorPoint: float(30.5, 40.5),
			AnchorPointVisibility: isVisible
		});
		const dataset = await datasetOf({
			...base,
			GraphicAnnotationSequence: [
				{
					ReferencedImageSequence: [reference('1.2')],
					TextObjectSequence: [
						text('Jones saw\r\nthis', { ...corner, ...anchor('Y') }),
						text('no line', { ...corner, ...anchor('N') }),
						text('at its point', anchor('Y')),
						text('nowhere', {}),
						text(' ', corner)
					]
				},
				{ ReferencedImageSequence: [reference('9.9')], TextObjectSequence: [text('not shown', corner)] }
			]
		});
		const found = parsePresentation(dataset, shownUid, clean);
		const images = [{ sopInstanceUid: 'b.2', frames: [] }];
		const [column, row] = found?.texts[0]?.at ?? [];
		expect(column).toBeCloseTo(0.1, 6);
		expect(row).toBeCloseTo(0.2, 6);
		expect(found?.texts.map(({ text: words, pointsTo }) => [words, pointsTo])).toEqual([
			['▮ saw\nthis', { units: 'pixels', at: [30, 40] }],
			['no line', null],
			['at its point', null],
			['nowhere', null]
		]);
		expect(found?.texts[2]).toEqual({
			...{ images, text: 'at its point', units: 'pixels', at: [30, 40], pointsTo: null }
		});
		expect(found?.texts[3]).toMatchObject({ units: 'display', at: [0, 0] });
	});
});

describe('a place that an item of a report names', () => {
	const float = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
	const measured = (place: Attributes): Attributes => ({
		ContentSequence: [{ ...words, ContentSequence: [{ RelationshipType: 'INFERRED FROM', ...place }] }]
	});
	const drawn = (type: string, data: Uint8Array, on: string): Attributes => ({
		ValueType: 'SCOORD',
		GraphicType: type,
		GraphicData: data,
		ContentSequence: [{ ...image(on, [2]), RelationshipType: 'SELECTED FROM' }]
	});
	const inSpace = (type: string, data: Uint8Array): Attributes => ({
		ValueType: 'SCOORD3D',
		GraphicType: type,
		GraphicData: data,
		ReferencedFrameOfReferenceUID: '7.7'
	});
	const placesOf = async (place: Attributes) =>
		parseReport(await datasetOf(measured(place)), { clean, ...uids })?.children[0]?.places;

	it('is a line on an image, in pixels from the centre of the first one', async () => {
		expect(await placesOf(drawn('POLYLINE', float(0.5, 0.5, 10.5, 20.5), '1.2'))).toEqual([
			{
				by: 'image',
				images: [{ sopInstanceUid: 'b.2', frames: [2] }],
				shapes: [
					{
						...{ images: [], units: 'pixels', kind: 'line' },
						points: [
							[0, 0],
							[10, 20]
						]
					}
				]
			}
		]);
	});

	it.each<[string, string, Uint8Array, string, number[][]]>([
		['points', 'MULTIPOINT', float(1, 2, 3, 4, 5, 6), 'points', [[1, 2, 3], [4, 5, 6]]], // prettier-ignore
		['an outline, closed', 'POLYGON', float(0, 0, 1, 4, 0, 1, 4, 4, 1), 'line', [[0, 0, 1], [4, 0, 1], [4, 4, 1], [0, 0, 1]]], // prettier-ignore
		['an ellipse', 'ELLIPSE', float(0, 1, 5, 4, 1, 5, 2, 0, 5, 2, 2, 5), 'ellipse', [[0, 1, 5], [4, 1, 5], [2, 0, 5], [2, 2, 5]]], // prettier-ignore
		['the middle of a body', 'ELLIPSOID', float(0, 0, 0, 4, 4, 4), 'points', [[2, 2, 2]]]
	])('is %s in the patient, in the frame of reference of the images', async (_, type, data, kind, points) => {
		expect(await placesOf(inSpace(type, data))).toEqual([
			{ by: 'space', frameOfReferenceUid: 'b.7.7', kind, points }
		]);
	});

	it('is none on an image that is not shown, without a frame of reference, or of another form', async () => {
		expect(await placesOf(drawn('POLYLINE', float(0, 0, 1, 1), '9.9'))).toEqual([]);
		expect(
			await placesOf({ ...inSpace('POINT', float(1, 2, 3)), ReferencedFrameOfReferenceUID: '' })
		).toEqual([]);
		expect(await placesOf(inSpace('BLOB', float(1, 2, 3)))).toEqual([]);
		expect(await placesOf(drawn('POLYLINE', float(1, 2), '1.2'))).toEqual([]);
	});
});
