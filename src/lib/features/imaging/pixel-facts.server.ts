import { describeInstance, type PixelShape } from '#lib/core/dicom/describe.ts';
import {
	mayLeaveSizeOpen,
	type DeviceMask,
	type PixelPolicy,
	type Rectangle
} from '#lib/core/dicom/pixel-policy.ts';
import { indexFrames } from '#lib/core/dicom/frames.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { openKept } from '#lib/features/imaging/pacs/open-kept.server.ts';
import type { App } from '#lib/server/app.ts';
import { blindedFrameOf } from '#lib/server/dicom/blinded-object.ts';
import type { Like } from './pixel-queries.server.ts';

/** What the first image of a like says of its device and its pixels. */
export type LikeFacts = {
	/** Null where the header names no manufacturer: nothing can be remembered for it. */
	readonly device: LikeDevice | null;
	/** Whether its pixels can be decoded, blanked and sent as plain ones. */
	readonly canMask: boolean;
};

export type LikeDevice = Pick<DeviceMask, 'manufacturer' | 'model'> & {
	readonly rows: number;
	readonly columns: number;
	/** The first three values of Image Type, where a rule for any size may name them; null where it must name the size. */
	readonly anySizeOf: string | null;
};

/**
 * The rule that a decision about a like teaches about its device: rectangles at this size; without any, its images of this type
 * carry no text whatever their size, where they are of a kind that is not always held.
 */
export function ruleFor({ anySizeOf, ...device }: LikeDevice, rectangles: readonly Rectangle[]): DeviceMask {
	const rule = { ...device, seriesDescription: '', imageType: '', rectangles: [...rectangles] };
	if (rectangles.length > 0 || anySizeOf === null) return rule;
	return { ...rule, rows: null, columns: null, imageType: anySizeOf };
}

const unknown: LikeFacts = { device: null, canMask: false };

/** Reads the header of a like's first image, and tries whether its first frame can be blanked. */
export async function factsOfLike(
	app: App,
	policy: PixelPolicy,
	{ images, rows, columns }: Like
): Promise<LikeFacts> {
	const [first] = images;
	const opened = first ? await openKept(app, first.path) : null;
	if (!opened?.ok) return unknown;
	try {
		const described = describeInstance(opened.value);
		if (!described.ok) return unknown;
		const { imageType, manufacturer, manufacturerModelName, pixels } = described.value;
		const type = imageType.slice(0, 3).join('\\');
		const mayBeAny = type !== '' && type.length <= 64 && mayLeaveSizeOpen(policy, described.value);
		const device = manufacturer
			? {
					manufacturer: manufacturer.slice(0, 64),
					model: (manufacturerModelName ?? '').slice(0, 64),
					rows,
					columns,
					anySizeOf: mayBeAny ? type : null
				}
			: null;
		return { device, canMask: pixels !== undefined && (await canBlank(opened.value, pixels)) };
	} finally {
		await opened.value.close();
	}
}

async function canBlank(file: DicomFile, shape: PixelShape): Promise<boolean> {
	const index = await indexFrames(file, shape);
	if (!index.ok) return false;
	const pixels = { kind: 'masked', rectangles: [] } as const;
	return (await blindedFrameOf(file, { index: index.value, shape, number: 1, pixels })).ok;
}
