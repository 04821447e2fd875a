import { findNumbers } from './dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/**
 * Height of a pixel in its widths, where no Pixel Spacing says it: by the spacing at the detector or of the scanner, else by Pixel
 * Aspect Ratio (PS3.3 C.7.6.3.1.7). 1 where Pixel Spacing speaks or nothing does.
 */
export function aspectOf(header: DicomJson): number {
	if (ratio(header, '00280030') !== undefined) return 1;
	return ratio(header, '00181164') ?? ratio(header, '00182010') ?? ratio(header, '00280034') ?? 1;
}

function ratio(header: DicomJson, tag: string): number | undefined {
	const [vertical = 0, horizontal = 0] = findNumbers(header, tag);
	return vertical > 0 && horizontal > 0 ? vertical / horizontal : undefined;
}
