import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
	defaultPixelPolicy,
	pixelPolicySchema,
	rectangleSchema,
	type Rectangle
} from '#lib/core/dicom/pixel-policy.ts';
import {
	caseUidMapper,
	deidentifyDicomFile,
	type DeidentifiedFile,
	type DeidentifyFileError,
	type DeidentifyFileOptions
} from '#lib/server/dicom/deidentify-file.ts';
import type { Result } from '#lib/core/result.ts';

export type DeidentifyOptions = {
	/** The same key gives the same new UIDs, so that several files stay one study; without it a random one is used. */
	readonly key?: string;
	/** Stands as patient name and ID of the output. */
	readonly label?: string;
	/** Rectangles to blank, each `x,y,width,height`. */
	readonly masks?: readonly string[];
	/** Somebody has looked at the pixels and found nothing that identifies. */
	readonly isChecked?: boolean;
	/** JSON file of a pixel policy; without it the one that a new group begins with. */
	readonly policyPath?: string;
};

/** `overread deidentify <in.dcm> <out.dcm>`: writes the copy that a blinded reviewer would be given. */
export async function deidentifyFile(
	inPath: string,
	outPath: string,
	options: DeidentifyOptions = {}
): Promise<Result<DeidentifiedFile, DeidentifyFileError>> {
	const key = options.key === undefined ? randomBytes(32) : Buffer.from(options.key, 'utf8');
	return deidentifyDicomFile(inPath, outPath, {
		uidFor: caseUidMapper(key),
		caseLabel: options.label ?? 'Blinded case',
		pixels: await pixelsOf(options)
	});
}

async function pixelsOf(options: DeidentifyOptions): Promise<DeidentifyFileOptions['pixels']> {
	const { masks = [], isChecked = false, policyPath } = options;
	if (masks.length > 0) return { kind: 'masked', rectangles: masks.map(parseRectangle) };
	if (isChecked) return { kind: 'checked' };
	const policy =
		policyPath === undefined
			? defaultPixelPolicy
			: pixelPolicySchema.parse(JSON.parse(await readFile(policyPath, 'utf8')));
	return { kind: 'by-policy', policy };
}

function parseRectangle(text: string): Rectangle {
	const [x, y, width, height, ...more] = text.split(',').map(Number);
	const parsed = rectangleSchema.safeParse({ x, y, width, height });
	if (!parsed.success || more.length > 0) throw new Error('--mask needs x,y,width,height in pixels');
	return parsed.data;
}
