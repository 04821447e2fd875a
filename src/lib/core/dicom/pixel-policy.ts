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

const side = z.number().int().min(1).max(65_535);

/**
 * Where a device writes into its images. Without rectangles: its images carry no identifying text, and the size may be left open
 * (null), since a plan of a scan is as long as the patient.
 */
export const deviceMaskSchema = z
	.object({
		manufacturer: name.min(1),
		model: name,
		rows: side.nullable(),
		columns: side.nullable(),
		/** Empty: whatever the series is called. */
		seriesDescription: name,
		/** The first values of Image Type (PS3.3 C.7.6.1.1.2) with backslashes between them; empty: any. */
		imageType: name.default(''),
		rectangles: z.array(rectangleSchema).max(MAX_RECTANGLES)
	})
	.refine(({ rows, columns }) => (rows === null) === (columns === null))
	.refine(({ rows, rectangles }) => rows !== null || rectangles.length === 0);
export type DeviceMask = z.infer<typeof deviceMaskSchema>;

const modality = z.string().regex(/^[A-Z]{2,16}$/);

/** Which images are held until somebody has looked for text in them, and where known devices write: versioned data. */
export const pixelPolicySchema = z.object({
	/** Kinds of images, as DICOM modalities, that are held whatever they declare. */
	heldModalities: z.array(modality).max(80),
	/** Kinds whose images pass when they declare nothing, as far as they come as the device took them. */
	trustedModalities: z.array(modality).max(80),
	/** Whether an image of a held kind passes when it declares to have no text. Consoles declare it unseen. */
	declaredNo: z.enum(['checked', 'trusted']),
	devices: z.array(deviceMaskSchema).max(500)
});
export type PixelPolicy = z.infer<typeof pixelPolicySchema>;

export const defaultPixelPolicy: PixelPolicy = {
	heldModalities: ['BDUS', 'DOC', 'ES', 'GM', 'HC', 'IVUS', 'OP', 'OT', 'RF', 'SC', 'US', 'XA', 'XC'],
	// Silence proves nothing: consoles write names into plans of CT scans, too. A device that was looked at once is known.
	trustedModalities: [],
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
	if (isHeldKind(policy, facts) && !(denied && policy.declaredNo === 'trusted')) return 'held-kind';
	if (denied) return null;
	if (isCapture(facts)) return 'screen-capture';
	const isColour = (facts.pixels?.samplesPerPixel ?? 1) > 1;
	return isColour || !policy.trustedModalities.includes(modalityOf(facts)) ? 'not-declared' : null;
}

const modalityOf = (facts: Facts): string => facts.modality?.toUpperCase() ?? 'OT';

function isHeldKind(policy: PixelPolicy, facts: Facts): boolean {
	const kind = kindOfClass.find(([uid]) => uid.test(facts.sopClassUID ?? ''))?.[1];
	return [modalityOf(facts), kind].some((one) => one !== undefined && policy.heldModalities.includes(one));
}

function isCapture({ imageType }: Facts): boolean {
	return imageType.some((value) => captureWords.test(value.toUpperCase()));
}

/**
 * The rectangles that the policy knows for the device of a held image; null when nobody has said. A rule for its size stands before
 * one for any. A device without rectangles does not speak for an image that declares text itself, nor, where it says nothing of
 * sizes, for kinds that are always held, for pictures in colour and for what a console saves of its screen.
 */
export function deviceMask(policy: PixelPolicy, facts: Facts): readonly Rectangle[] | null {
	const ofDevice = policy.devices.filter(
		(device) =>
			isSame(device.manufacturer, facts.manufacturer) &&
			isSame(device.model, facts.manufacturerModelName) &&
			(device.seriesDescription === '' || isSame(device.seriesDescription, facts.seriesDescription)) &&
			isOfType(device.imageType, facts.imageType)
	);
	const found =
		ofDevice.find(({ rows, columns }) => rows === facts.pixels?.rows && columns === facts.pixels?.columns) ??
		ofDevice.find(({ rows }) => rows === null && mayLeaveSizeOpen(policy, facts));
	if (!found || (found.rectangles.length === 0 && facts.burnedInAnnotation === 'yes')) return null;
	return found.rectangles;
}

/** Whether images of a kind may come in any size from a device that is known to write nothing: those that it took itself. */
export function mayLeaveSizeOpen(policy: PixelPolicy, facts: Facts): boolean {
	return !isHeldKind(policy, facts) && !isCapture(facts) && (facts.pixels?.samplesPerPixel ?? 1) === 1;
}

function isOfType(expected: string, got: readonly string[]): boolean {
	const values = expected === '' ? [] : expected.split('\\');
	return values.every((value, at) => isSame(value, got[at]));
}

function isSame(expected: string, got: string | undefined): boolean {
	return expected.trim().toUpperCase() === (got ?? '').trim().toUpperCase();
}
