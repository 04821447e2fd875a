import { Enums, metaData } from '@cornerstonejs/core';
import { wadors } from '@cornerstonejs/dicom-image-loader';
import { aspectOf } from '#lib/viewer/study/aspect.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

let isAsking = false;

/** Gives images without a spacing the shape of their pixels; the loader takes them for squares. */
export function provideAspect(): void {
	// Above the loader's own answer, which is asked for and then changed.
	metaData.addProvider(shapedPlane, 20_000);
}

function shapedPlane(type: string, imageId: unknown): unknown {
	if (isAsking || type !== Enums.MetadataModules.IMAGE_PLANE || typeof imageId !== 'string') return undefined;
	// The header is DICOM JSON; the image loader's own type is that of its parser.
	const header = wadors.metaDataManager.get(imageId) as unknown as DicomJson | undefined;
	const aspect = header ? aspectOf(header) : 1;
	if (aspect === 1) return undefined;
	isAsking = true;
	try {
		return { ...metaData.get(type, imageId), rowPixelSpacing: aspect, columnPixelSpacing: 1 };
	} finally {
		isAsking = false;
	}
}
