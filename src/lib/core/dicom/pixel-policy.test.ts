import { describe, expect, it } from 'vitest';
import { describeInstance } from './describe.ts';
import {
	defaultPixelPolicy,
	deviceMask,
	deviceMaskSchema,
	holdReason,
	mayLeaveSizeOpen,
	type PixelPolicy
} from './pixel-policy.ts';
import { aCtFile, read, type Attributes } from './test-objects.ts';

async function factsOf(changes: Attributes) {
	const described = describeInstance(await read(aCtFile({ BurnedInAnnotation: '', ...changes })));
	if (!described.ok) throw new Error(described.error);
	return described.value;
}

const no = { BurnedInAnnotation: 'NO' };
const storage = '1.2.840.10008.5.1.4.1.1.';
const console_ = { Manufacturer: 'Northlight', ManufacturerModelName: 'Sono 3', Modality: 'US' };

describe('holdReason', () => {
	it.each<[string, Attributes, string | null]>([
		['a CT that declares nothing', {}, 'not-declared'],
		['a CT that denies text', no, null],
		['the plan of a CT that declares nothing', { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }, 'not-declared'],
		['a CT that declares text', { BurnedInAnnotation: 'YES' }, 'burned-in-annotation'],
		['an ultrasound that declares nothing', { Modality: 'US' }, 'held-kind'],
		['an ultrasound that declares no text', { Modality: 'US', ...no }, 'held-kind'],
		['an angiogram', { Modality: 'XA' }, 'held-kind'],
		['an ultrasound by its class alone', { SOPClassUID: `${storage}3.1`, ...no }, 'held-kind'],
		['a capture that calls itself CT', { SOPClassUID: `${storage}7`, ...no }, 'held-kind'],
		['a colour capture of many frames', { SOPClassUID: `${storage}7.4` }, 'held-kind'],
		['a photograph of visible light', { SOPClassUID: `${storage}77.1.4`, Modality: 'XC' }, 'held-kind'],
		['a dose page of the class CT', { ImageType: 'DERIVED\\SECONDARY\\DOSE_INFO' }, 'screen-capture'],
		['the same that denies text', { ImageType: 'DERIVED\\SECONDARY\\DOSE_INFO', ...no }, null],
		['colours in an MR', { Modality: 'MR', SamplesPerPixel: 3 }, 'not-declared'],
		['a radiograph that declares nothing', { Modality: 'CR' }, 'not-declared'],
		['a radiograph that denies text', { Modality: 'DX', ...no }, null],
		['a digitised film', { Modality: 'RG' }, 'not-declared'],
		['a digitised film that denies text', { Modality: 'RG', ...no }, null],
		['no modality at all', { Modality: '' }, 'held-kind']
	])('of %s', async (_, changes, reason) => {
		expect(holdReason(defaultPixelPolicy, await factsOf(changes))).toBe(reason);
	});

	it('lets what a device took itself pass that declares nothing, where the policy trusts its kind', async () => {
		const policy: PixelPolicy = { ...defaultPixelPolicy, trustedModalities: ['CT'] };
		expect(holdReason(policy, await factsOf({}))).toBeNull();
		expect(holdReason(policy, await factsOf({ ImageType: 'DERIVED\\SECONDARY\\SCREEN' }))).toBe(
			'screen-capture'
		);
		expect(holdReason(policy, await factsOf({ SamplesPerPixel: 3 }))).toBe('not-declared');
	});

	it('lets a held kind pass that denies text, where the policy trusts that', async () => {
		const policy: PixelPolicy = { ...defaultPixelPolicy, declaredNo: 'trusted' };
		expect(holdReason(policy, await factsOf({ Modality: 'US', ...no }))).toBeNull();
		expect(holdReason(policy, await factsOf({ Modality: 'US' }))).toBe('held-kind');
	});
});

describe('deviceMask', () => {
	const rectangles = [{ x: 0, y: 0, width: 2, height: 1 }];
	const device = {
		manufacturer: 'NORTHLIGHT ',
		model: 'sono 3',
		rows: 2,
		columns: 2,
		seriesDescription: '',
		imageType: '',
		rectangles
	};
	const policy: PixelPolicy = { ...defaultPixelPolicy, devices: [device] };

	it.each<[string, Attributes, readonly object[] | null]>([
		['its device and size', console_, rectangles],
		['another model', { ...console_, ManufacturerModelName: 'Sono 4' }, null],
		['another size', { ...console_, Columns: 4 }, null],
		['no device', { Modality: 'US' }, null]
	])('for %s', async (_, changes, expected) => {
		expect(deviceMask(policy, await factsOf(changes))).toEqual(expected);
	});

	it('names a series where it should', async () => {
		const named: PixelPolicy = { ...policy, devices: [{ ...device, seriesDescription: 'Cine' }] };
		expect(deviceMask(named, await factsOf(console_))).toBeNull();
		expect(deviceMask(named, await factsOf({ ...console_, SeriesDescription: 'CINE' }))).toEqual(rectangles);
	});

	describe('of a device that is known to write nothing, whatever the size', () => {
		const scanner = { Manufacturer: 'Northlight', ManufacturerModelName: 'Scan 9', Modality: 'CT' };
		const axial = 'ORIGINAL\\PRIMARY\\AXIAL';
		const any = { ...device, model: 'Scan 9', rows: null, columns: null, imageType: axial, rectangles: [] };
		const known: PixelPolicy = { ...defaultPixelPolicy, devices: [any] };

		it.each<[string, Attributes, readonly object[] | null]>([
			['its images', { ImageType: axial }, []],
			['its images with more said of them', { ImageType: `${axial}\\CT_SOM5 SPI` }, []],
			['its images of another size', { ImageType: axial, Columns: 4 }, []],
			['its plans', { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }, null],
			['images that say nothing of their type', { ImageType: '' }, null],
			['images that declare text', { ImageType: axial, BurnedInAnnotation: 'YES' }, null]
		])('speaks as it should for %s', async (_, changes, expected) => {
			expect(deviceMask(known, await factsOf({ ...scanner, ...changes }))).toEqual(expected);
		});

		it.each<[string, Attributes]>([
			['what a console saves of its screen', { ImageType: 'DERIVED\\SECONDARY\\DOSE_INFO' }],
			['a picture in colour', { SamplesPerPixel: 3 }],
			['a capture by its class', { SOPClassUID: `${storage}7` }],
			['an ultrasound', { Modality: 'US' }]
		])('does not speak for %s', async (_, changes) => {
			const wide: PixelPolicy = { ...known, devices: [{ ...any, imageType: '' }] };
			expect(deviceMask(wide, await factsOf(scanner))).toEqual([]);
			expect(deviceMask(wide, await factsOf({ ...scanner, ...changes }))).toBeNull();
		});

		it('gives way to what is known of a size', async () => {
			const sized: PixelPolicy = { ...known, devices: [any, { ...device, model: 'Scan 9' }] };
			expect(deviceMask(sized, await factsOf({ ...scanner, ImageType: axial }))).toEqual(rectangles);
		});

		it.each<[string, Attributes, boolean]>([
			['a CT', {}, true],
			['an ultrasound', { Modality: 'US' }, false],
			['a picture of the screen', { ImageType: 'DERIVED\\SECONDARY\\SCREEN' }, false],
			['a picture in colour', { SamplesPerPixel: 3 }, false]
		])('may leave the size of %s open: %s', async (_, changes, expected) => {
			expect(mayLeaveSizeOpen(defaultPixelPolicy, await factsOf(changes))).toBe(expected);
		});
	});

	it.each([
		['a mask for any size', { rows: null, columns: null }],
		['half a size', { rows: null, rectangles: [] }]
	])('cannot be %s', (_, changes) => {
		expect(deviceMaskSchema.safeParse({ ...device, ...changes }).success).toBe(false);
	});

	it('does not let a device without text speak for an image that declares some', async () => {
		const clean: PixelPolicy = { ...policy, devices: [{ ...device, rectangles: [] }] };
		expect(deviceMask(clean, await factsOf(console_))).toEqual([]);
		expect(deviceMask(clean, await factsOf({ ...console_, BurnedInAnnotation: 'YES' }))).toBeNull();
	});
});
