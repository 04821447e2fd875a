import { cache, imageLoader, metaData, Enums, utilities, type Types } from '@cornerstonejs/core';
import { createImage } from '@cornerstonejs/dicom-image-loader';
import { isFractional, mendImage } from '#lib/viewer/formats/mend-image.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { enlarged } from './enlarge.ts';
import { chosenRendering } from './rendering.ts';

/**
 * Images made of the beginning of a frame that is still on its way, to be looked at and not to be measured: they have a name of
 * their own, so that nothing that asks for the frame is given one.
 */
const scheme = 'coarse';
const held = new Map<string, Types.IImage>();

/** Whether an image was made of a part of its frame. */
export function isCoarseImage(imageId: string | undefined): boolean {
	return imageId?.startsWith(`${scheme}:`) === true;
}

/** Decodes the beginning of a grey frame, `halvings` times half as large, and gives the name of the image of full size made of it. */
export async function decodeCoarse(
	imageId: string,
	{ frame, syntax, halvings }: { frame: Uint8Array; syntax: string; halvings: number },
	header: DicomJson
): Promise<string> {
	register();
	const how = {
		requestType: Enums.RequestType.Interaction,
		priority: -5,
		decodeLevel: halvings,
		preScale: { enabled: !isFractional(header) }
	};
	const small = (await createImage(imageId, frame.slice(), syntax, how)) as Types.IImage; // a frame only where one was asked for
	const pixels = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId);
	const { rows, columns } = pixels;
	const mended = mendImage(small, header, chosenRendering());
	const values = enlarged(mended.voxelManager?.getScalarData() ?? mended.getPixelData(), mended, {
		rows,
		columns
	});
	const coarseId = `${scheme}:${halvings}:${imageId}`;
	const voxelManager = utilities.VoxelManager.createImageVoxelManager({
		width: columns,
		height: rows,
		scalarData: values,
		numberOfComponents: 1
	});
	held.set(coarseId, {
		...mended,
		imageId: coarseId,
		imageFrame: undefined,
		voxelManager,
		getPixelData: () => values,
		rows,
		columns,
		width: columns,
		height: rows,
		sizeInBytes: values.byteLength
	});
	return coarseId;
}

export function forgetCoarse(coarseId: string): void {
	held.delete(coarseId);
	if (cache.getImageLoadObject(coarseId)) cache.removeImageLoadObject(coarseId, { force: true });
}

let isRegistered = false;
function register(): void {
	if (isRegistered) return;
	isRegistered = true;
	imageLoader.registerImageLoader(scheme, (coarseId) => {
		const image = held.get(coarseId);
		return { promise: image ? Promise.resolve(image) : Promise.reject(new Error('the whole image is here')) };
	});
	// What is asked about it is what its frame says.
	metaData.addProvider((type: string, coarseId: unknown) => {
		if (typeof coarseId !== 'string' || !isCoarseImage(coarseId)) return undefined;
		return metaData.get(type, coarseId.replace(/^coarse:\d+:/, ''));
	}, 10_000);
}
