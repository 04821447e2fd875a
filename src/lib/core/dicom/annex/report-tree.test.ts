import { describe, expect, it } from 'vitest';
import type { Attributes } from '#lib/core/dicom/test-objects.ts';
import { parseReport } from './report-tree.ts';
import { clean, uids, datasetOf, code, image, words, float } from './test-annexes.ts';

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

describe('a place that an item of a report names', () => {
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
