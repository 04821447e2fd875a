import { createHash } from 'node:crypto';
import type { InstanceDescription } from '#lib/core/dicom/describe.ts';

/**
 * A digest of everything in a header by which `pixel-policy` and the masks go. It stands where an embedded object has the digest of its
 * bytes: an object that comes with other facts than those its study was taken in with is not shown, and one that is announced with
 * others is decided about anew.
 */
export function factsDigest(description: InstanceDescription): string {
	const { sopClassUID, modality, burnedInAnnotation, imageType, seriesDescription } = description;
	const { manufacturer, manufacturerModelName, pixels } = description;
	const facts = [
		sopClassUID ?? null,
		modality ?? null,
		burnedInAnnotation,
		imageType,
		seriesDescription ?? null,
		manufacturer ?? null,
		manufacturerModelName ?? null,
		pixels ?? null
	];
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
