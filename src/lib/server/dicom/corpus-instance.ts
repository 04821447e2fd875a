import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { numberOf, textOf, textsOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import { describeInstance, type InstanceDescription } from '#lib/core/dicom/describe.ts';
import { frameTotal, indexFrames } from '#lib/core/dicom/frames.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { decodeFrame } from './decode-frame.ts';
import { openDicomFile } from './open-file.ts';
import { readPaddedFrame } from './read-frame.ts';

/** One entry of a corpus's `dicom/expected.json`: what the file must read as. Keys that are absent are not checked. */
export const expectedInstanceSchema = z.object({
	size: z.number().optional(),
	sha256: z.string().optional(),
	preamble: z.boolean().optional(),
	transferSyntaxUID: z.string().optional(),
	sopClassUID: z.string().optional(),
	sopInstanceUID: z.string().optional(),
	studyInstanceUID: z.string().optional(),
	seriesInstanceUID: z.string().optional(),
	modality: z.string().optional(),
	rows: z.number().optional(),
	cols: z.number().optional(),
	frames: z.union([z.number(), z.string()]).optional(),
	samplesPerPixel: z.number().optional(),
	photometric: z.string().optional(),
	bitsAllocated: z.number().optional(),
	bitsStored: z.number().optional(),
	pixelRepresentation: z.number().optional(),
	patientID: z.string().optional(),
	patientName: z.string().optional(),
	accessionNumber: z.string().optional(),
	studyDate: z.string().optional(),
	specificCharacterSet: z.union([z.string(), z.array(z.string())]).optional(),
	burnedInAnnotation: z.string().optional(),
	hasPixelData: z.boolean().optional(),
	minPixel: z.number().optional(),
	maxPixel: z.number().optional(),
	lossy: z.boolean().optional(),
	accept: z.boolean().optional()
});
export type ExpectedInstance = z.infer<typeof expectedInstanceSchema>;

/** One difference: field, what was expected, what was got. */
export type Difference = { readonly field: string; readonly expected: unknown; readonly got: unknown };

/** Reads one file of a corpus and lists how it differs from its entry. */
export async function checkInstance(
	folder: string,
	name: string,
	expected: ExpectedInstance
): Promise<readonly Difference[]> {
	const path = join(folder, name);
	const identity = await checkBytes(path, expected);
	const opened = await openDicomFile(path);
	const mustTake = expected.accept ?? expected.sopInstanceUID !== undefined;
	if (!opened.ok) return mustTake ? [...identity, taken(mustTake, opened.error)] : identity;
	const file = opened.value;
	try {
		const described = describeInstance(file);
		if (!described.ok) return mustTake ? [...identity, taken(mustTake, described.error)] : identity;
		if (!mustTake) return [...identity, taken(mustTake, 'accepted')];
		const attributes = checkAttributes(expected, {
			preamble: file.hasPreamble,
			...attributesOf(file, described.value)
		});
		return [...identity, ...attributes, ...(await checkPixels(file, described.value, expected))];
	} finally {
		await file.close();
	}
}

function taken(mustTake: boolean, got: string): Difference {
	return { field: 'accept', expected: mustTake ? 'accepted' : 'refused', got };
}

async function checkBytes(path: string, expected: ExpectedInstance): Promise<readonly Difference[]> {
	if (expected.size === undefined && expected.sha256 === undefined) return [];
	const bytes = await readFile(path);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return checkAttributes(expected, { size: bytes.length, sha256 });
}

function attributesOf(file: DicomFile, description: InstanceDescription): Partial<ExpectedInstance> {
	const { dataset } = file;
	const { pixels } = description;
	return {
		transferSyntaxUID: file.declaredTransferSyntaxUID,
		sopClassUID: description.sopClassUID,
		sopInstanceUID: description.sopInstanceUID,
		studyInstanceUID: description.studyInstanceUID,
		seriesInstanceUID: description.seriesInstanceUID,
		modality: description.modality,
		rows: numberOf(dataset, 'Rows'),
		cols: numberOf(dataset, 'Columns'),
		frames: framesAsRead(dataset, pixels?.frames),
		samplesPerPixel: numberOf(dataset, 'SamplesPerPixel'),
		photometric: textOf(dataset, 'PhotometricInterpretation'),
		bitsAllocated: numberOf(dataset, 'BitsAllocated'),
		bitsStored: numberOf(dataset, 'BitsStored'),
		pixelRepresentation: numberOf(dataset, 'PixelRepresentation'),
		patientID: description.patientID,
		patientName: description.patientName,
		accessionNumber: description.accessionNumber,
		studyDate: textOf(dataset, 'StudyDate'),
		specificCharacterSet: [...textsOf(dataset, 'SpecificCharacterSet')],
		burnedInAnnotation: textOf(dataset, 'BurnedInAnnotation'),
		hasPixelData: description.hasPixelData
	};
}

/** The count, or the attribute's text where it is no number. */
function framesAsRead(dataset: Dataset, frames: number | undefined): number | string {
	const text = textOf(dataset, 'NumberOfFrames');
	if (text !== undefined && !/^\d+$/.test(text)) return text;
	return frames ?? (text === undefined ? 1 : Number(text));
}

function checkAttributes(expected: ExpectedInstance, got: Partial<ExpectedInstance>): readonly Difference[] {
	const differences: Difference[] = [];
	for (const [field, value] of Object.entries(got)) {
		// Both sides come from the same schema, so the field is one of its keys.
		const wanted = expected[field as keyof ExpectedInstance];
		if (wanted !== undefined && listText(wanted) !== listText(value)) {
			differences.push({ field, expected: wanted, got: value });
		}
	}
	return differences;
}

/** One value and a list of one are the same in a DICOM attribute. */
function listText(value: unknown): string {
	return Array.isArray(value) ? value.join('\\') : String(value);
}

type Range = { readonly minPixel: number; readonly maxPixel: number };

async function checkPixels(
	file: DicomFile,
	description: InstanceDescription,
	expected: ExpectedInstance
): Promise<readonly Difference[]> {
	if (!description.hasPixelData) return [];
	const range = await pixelRange(file, description);
	if (expected.minPixel === undefined || expected.maxPixel === undefined) return [];
	const wanted = { minPixel: expected.minPixel, maxPixel: expected.maxPixel };
	if (!range.ok) return [{ field: 'pixels', expected: wanted, got: range.error }];
	const isLossy = expected.lossy === true || (expected.photometric ?? '').startsWith('YBR');
	// Two decoders of a lossy stream may round and widen colours differently: 2 % of the range, at least 3.
	const tolerance = isLossy ? Math.max(3, (wanted.maxPixel - wanted.minPixel) * 0.02) : 0;
	return (['minPixel', 'maxPixel'] as const)
		.filter((field) => Math.abs(range.value[field] - wanted[field]) > tolerance)
		.map((field) => ({ field, expected: wanted[field], got: range.value[field] }));
}

/** Smallest and largest stored value over all frames, or why the pixels cannot be decoded. */
async function pixelRange(file: DicomFile, { pixels }: InstanceDescription): Promise<Result<Range, string>> {
	if (!pixels) return err('no-image-attributes');
	const index = await indexFrames(file, pixels);
	if (!index.ok) return index;
	let minPixel = Infinity;
	let maxPixel = -Infinity;
	for (let number = 1; number <= frameTotal(index.value); number++) {
		const frame = await readPaddedFrame(file, index.value, number);
		if (!frame.ok) return frame;
		const samples = await decodeFrame(file, pixels, frame.value);
		if (!samples.ok) return samples;
		const count = pixels.bitsAllocated === 1 ? pixels.rows * pixels.columns : samples.value.length;
		for (const sample of samples.value.subarray(0, count)) {
			if (sample < minPixel) minPixel = sample;
			if (sample > maxPixel) maxPixel = sample;
		}
	}
	return ok({ minPixel, maxPixel });
}
