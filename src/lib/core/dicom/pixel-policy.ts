import { z } from 'zod';
import type { InstanceDescription } from './describe.ts';

/** A rectangle of an image, in pixels from its top left corner. */
export const rectangleSchema = z.object({
	x: z.number().int().min(0).max(65_535),
	y: z.number().int().min(0).max(65_535),
	width: z.number().int().min(1).max(65_535),
	height: z.number().int().min(1).max(65_535)
});
export type Rectangle = z.infer<typeof rectangleSchema>;

/** Rectangles in one image: more are no mask but a blank image. */
export const MAX_RECTANGLES = 20;

const name = z.string().trim().max(64);

/** Where a device writes into its images. Without rectangles: images of this device and size carry no identifying text. */
export const deviceMaskSchema = z.object({
	manufacturer: name.min(1),
	model: name,
	rows: z.number().int().min(1).max(65_535),
	columns: z.number().int().min(1).max(65_535),
	/** Empty: whatever the series is called. */
	seriesDescription: name,
	rectangles: z.array(rectangleSchema).max(MAX_RECTANGLES)
});
export type DeviceMask = z.infer<typeof deviceMaskSchema>;

const modality = z.string().regex(/^[A-Z]{2,16}$/);

/** Which images are held until somebody has looked for text in them, and where known devices write: versioned data. */
export const pixelPolicySchema = z.object({
	/** Kinds of images, as DICOM modalities, that are held whatever they declare. */
	heldModalities: z.array(modality).max(80),
	/** Kinds whose primary images pass when they declare nothing: those that come as the device took them. */
	trustedModalities: z.array(modality).max(80),
	/** Whether an image of a held kind passes when it declares to have no text. Consoles declare it unseen. */
	declaredNo: z.enum(['checked', 'trusted']),
	devices: z.array(deviceMaskSchema).max(500)
});
export type PixelPolicy = z.infer<typeof pixelPolicySchema>;

export const defaultPixelPolicy: PixelPolicy = {
	heldModalities: ['BDUS', 'DOC', 'ES', 'GM', 'HC', 'IVUS', 'OP', 'OT', 'RF', 'SC', 'US', 'XA', 'XC'],
	// Radiographs must declare (PS3.3 C.8.11.3), and plates carry what a camera wrote on them: one that says nothing is looked at.
	trustedModalities: ['CT', 'MR', 'NM', 'PT'],
	declaredNo: 'checked',
	devices: []
};

/** Why an image is held. */
export const holdReasons = ['burned-in-annotation', 'held-kind', 'screen-capture', 'not-declared'] as const;
export type HoldReason = (typeof holdReasons)[number];

type Facts = Pick<
	InstanceDescription,
	| 'burnedInAnnotation'
	| 'imageType'
	| 'manufacturer'
	| 'manufacturerModelName'
	| 'modality'
	| 'pixels'
	| 'seriesDescription'
	| 'sopClassUID'
>;

// PS3.4 table B.5-1: what a class is, whatever the object calls its modality. Secondary captures are 7 and 7.1 to 7.4.
const kindOfClass: readonly (readonly [RegExp, string])[] = [
	[/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.[1-4])?$/, 'SC'],
	[/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3|3\.1|6|6\.1|6\.2)$/, 'US'],
	[/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.1(\.1)?$/, 'XA'],
	[/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.2(\.1)?$/, 'RF']
];

// Consoles save dose pages, protocols and pictures of the screen under the class of the modality.
const captureWords = /SCREEN|CAPTURE|SAVE|DOSE|REPORT|PROTOCOL|PASTED/;

/**
 * Why an image must be looked at before a blinded reviewer gets it; null when it may go as it is. An image that declares text in
 * its pixels is always held; one of a held kind is, too; one that declares nothing is held where such text is likely.
 */
export function holdReason(policy: PixelPolicy, facts: Facts): HoldReason | null {
	if (facts.burnedInAnnotation === 'yes') return 'burned-in-annotation';
	const denied = facts.burnedInAnnotation === 'no';
	const kind = kindOfClass.find(([uid]) => uid.test(facts.sopClassUID ?? ''))?.[1];
	const modality = facts.modality?.toUpperCase() ?? 'OT';
	const isHeldKind =
		policy.heldModalities.includes(modality) || (kind !== undefined && policy.heldModalities.includes(kind));
	if (isHeldKind && !(denied && policy.declaredNo === 'trusted')) return 'held-kind';
	if (denied) return null;
	if (facts.imageType.some((value) => captureWords.test(value.toUpperCase()))) return 'screen-capture';
	const isColour = (facts.pixels?.samplesPerPixel ?? 1) > 1;
	return isColour || !policy.trustedModalities.includes(modality) ? 'not-declared' : null;
}

/**
 * The rectangles that the policy knows for the device and size of a held image; null when nobody has said. A device without
 * rectangles does not speak for an image that declares text itself.
 */
export function deviceMask(policy: PixelPolicy, facts: Facts): readonly Rectangle[] | null {
	const found = policy.devices.find(
		(device) =>
			isSame(device.manufacturer, facts.manufacturer) &&
			isSame(device.model, facts.manufacturerModelName) &&
			device.rows === facts.pixels?.rows &&
			device.columns === facts.pixels.columns &&
			(device.seriesDescription === '' || isSame(device.seriesDescription, facts.seriesDescription))
	);
	if (!found || (found.rectangles.length === 0 && facts.burnedInAnnotation === 'yes')) return null;
	return found.rectangles;
}

function isSame(expected: string, got: string | undefined): boolean {
	return expected.trim().toUpperCase() === (got ?? '').trim().toUpperCase();
}
