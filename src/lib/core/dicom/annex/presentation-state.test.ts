import { describe, expect, it } from 'vitest';
import type { Attributes } from '#lib/core/dicom/test-objects.ts';
import { parsePresentation } from './presentation-state.ts';
import { shownUid, clean, datasetOf, reference, float } from './test-annexes.ts';

describe('a presentation state', () => {
	const base: Attributes = {
		ReferencedSeriesSequence: [{ ReferencedImageSequence: [reference('1.1'), reference('1.2')] }]
	};

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
