import { describe, expect, it } from 'vitest';
import { defaultPixelPolicy } from '#lib/core/dicom/pixel-policy.ts';
import { pixelPolicyFields, pixelPolicyForm } from './pixel-policy-form.ts';

const device = {
	manufacturer: 'Northlight',
	model: 'Sono 3',
	rows: 480,
	columns: 640,
	seriesDescription: '',
	imageType: '',
	rectangles: [
		{ x: 0, y: 0, width: 640, height: 40 },
		{ x: 600, y: 440, width: 40, height: 40 }
	]
};
const known = {
	...device,
	model: 'Scan 9',
	rows: null,
	columns: null,
	imageType: 'ORIGINAL\\PRIMARY\\AXIAL',
	rectangles: []
};
const policy = { ...defaultPixelPolicy, devices: [device, { ...device, model: '', rectangles: [] }, known] };

describe('the form of the pixel policy', () => {
	it('gives back what it was made of', () => {
		const fields = pixelPolicyFields(policy);
		expect(pixelPolicyForm.parse({ basedOn: '3', ...fields })).toEqual({ basedOn: 3, body: policy });
	});

	it.each([
		['heldModalities', 'US 12', 'modalities-unreadable'],
		['declaredNo', 'perhaps', undefined],
		['devices', 'Northlight', 'devices-unreadable'],
		['devices', ' | Sono | 640x480 | |', 'devices-unreadable'],
		['devices', 'Northlight | Sono | 640 | | 0,0,1,1', 'devices-unreadable'],
		['devices', 'Northlight | Sono | 640x480 | | 0,0,0,1', 'devices-unreadable'],
		['devices', 'Northlight | Sono | 640x480 | | 0,0,1,1,1', 'devices-unreadable'],
		['devices', 'Northlight | Sono | 640x480 | | | AXIAL | more', 'devices-unreadable'],
		['devices', 'Northlight | Sono | any | | 0,0,1,1', 'devices-unreadable'],
		['devices', 'Northlight | Sono | some | |', 'devices-unreadable']
	])('refuses %s of %j', (field, value, message) => {
		const parsed = pixelPolicyForm.safeParse({ basedOn: 0, ...pixelPolicyFields(policy), [field]: value });
		expect(parsed.success).toBe(false);
		if (message) expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message);
	});
});
