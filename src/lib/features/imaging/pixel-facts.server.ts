import { describeInstance, type PixelShape } from '#lib/core/dicom/describe.ts';
import type { DeviceMask } from '#lib/core/dicom/pixel-policy.ts';
import type { Codec } from '#lib/core/dicom/transfer-syntax.ts';
import type { App } from '#lib/server/app.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { imagePath } from './keep-file.server.ts';
import type { Like } from './pixel-queries.server.ts';

/** What the first image of a like says of its device and its pixels. */
export type LikeFacts = {
	/** Null where the header names no manufacturer: nothing can be remembered for it. */
	readonly device: Omit<DeviceMask, 'rectangles'> | null;
	readonly codec: Codec | undefined;
	readonly shape: PixelShape | undefined;
};

const unknown: LikeFacts = { device: null, codec: undefined, shape: undefined };

/** Reads the header of a like's first image. */
export async function factsOfLike(app: App, { images, rows, columns }: Like): Promise<LikeFacts> {
	const [first] = images;
	const opened = first ? await openDicomFile(imagePath(app, first.path)) : null;
	if (!opened?.ok) return unknown;
	try {
		const described = describeInstance(opened.value);
		if (!described.ok) return unknown;
		const { manufacturer, manufacturerModelName, pixels } = described.value;
		const device = manufacturer
			? {
					manufacturer: manufacturer.slice(0, 64),
					model: (manufacturerModelName ?? '').slice(0, 64),
					rows,
					columns,
					seriesDescription: ''
				}
			: null;
		return { device, codec: opened.value.transferSyntax.codec, shape: pixels };
	} finally {
		await opened.value.close();
	}
}
