import { describeInstance } from '#lib/core/dicom/describe.ts';
import { imageKind } from '#lib/core/dicom/image-kind.ts';
import { pixelAspect } from '#lib/core/dicom/pixel-aspect.ts';
import { scalePicture, squareSize, type Picture } from '#lib/core/dicom/scale-picture.ts';
import type { PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import { encodeJpeg, encodePng } from '#lib/server/dicom/encode-picture.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import type { Rendering } from '#lib/server/dicomweb/rendering-query.ts';
import { pictureOf } from './picture.server.ts';

/** A picture that is asked for; plain data, since it may be made in another thread. */
export type RenderJob = {
	/** Full path of the stored file. */
	readonly file: string;
	readonly frame: number;
	readonly release: PixelRelease | null;
	readonly rendering: Rendering;
	readonly type: 'image/jpeg' | 'image/png';
};

/** Reads one frame, makes a picture of it and encodes it; null where it cannot be decoded or shown. */
export async function renderPicture(job: RenderJob): Promise<Uint8Array | null> {
	const opened = await openDicomFile(job.file);
	if (!opened.ok) return null;
	const file = opened.value;
	try {
		const description = describeInstance(file);
		if (!description.ok) return null;
		const object = { file, description: description.value, image: await imageKind(file, description.value) };
		const { window, quality, box, part } = job.rendering;
		const picture = await pictureOf(object, { frame: job.frame, window, release: job.release });
		if (!picture) return null;
		const aspect = pixelAspect(file.dataset);
		const shown = box || part || aspect !== 1 ? fitted(picture, { box, part }, aspect) : picture;
		return await (job.type === 'image/png' ? encodePng(shown) : encodeJpeg(shown, quality));
	} finally {
		await file.close();
	}
}

/** The part that was asked for in square pixels (PS3.18 8.3.5.1.3), as large as fits into the box. */
function fitted(picture: Picture, { box, part }: Pick<Rendering, 'box' | 'part'>, aspect: number): Picture {
	const { width, height } = picture;
	const x = Math.min(part?.x ?? 0, width - 1);
	const y = Math.min(part?.y ?? 0, height - 1);
	const region = {
		x,
		y,
		width: Math.min(part?.width ?? width, width - x),
		height: Math.min(part?.height ?? height, height - y)
	};
	return scalePicture(picture, region, box ?? squareSize(region, aspect), aspect);
}
