import { findVolume, openCut, type CutImages } from '#lib/viewer/volume/cut-images.ts';
import { basisOf, isAsAcquired, makeCut, slabMm, sliceOrigin, type Basis } from '#lib/viewer/volume/cut.ts';
import type { Volume, VolumeAnswer } from '#lib/viewer/volume/volume.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { findSheet } from '#lib/viewer/loading/sheets.ts';
import type { Stacks } from '#lib/viewer/loading/stacks.ts';
import type { NoVolumeReason, Plane, Slab } from '#lib/viewer/cells.ts';
import type { Sheet, Slices } from './slices.ts';

/** What a cell scrolls through: acquired frames, or slices cut from the volume that they make. */
export type Reel = Slices & {
	key: string;
	stack: number;
	plane: Plane;
	slab: Slab | null;
	/** How thick that slab is. */
	slabMm: number | null;
	/** The directions of the slices; null for a stack that is no volume. */
	basis: Basis | null;
	imageIds: string[];
	/** Something can be drawn at a position, though it may still have gaps. */
	canDraw(position: number): boolean;
	/** Nothing is missing at a position. */
	isWhole(position: number): boolean;
	failure(position: number): string | undefined;
	/** The frame to fetch first. */
	aim(position: number): number;
	/** Only of slices that are cut. */
	cut: CutImages | null;
	close(): void;
};

export type ReelAnswer = { ok: true; reel: Reel } | { ok: false; reason: NoVolumeReason };

type Asked = { stack: number; plane: Plane; slab: Slab | null; basis?: Basis };

/** Opens what is asked for: the frames of a display set as they are, or a plane or slab through its volume. */
export function openReel(stacks: Stacks, rendering: 'cpu' | 'gpu', asked: Asked): ReelAnswer {
	if (asked.plane === 'stack' && asked.slab === null)
		return { ok: true, reel: stackReel(stacks, asked.stack) };
	const set = stacks.get(asked.stack);
	if (!set) return { ok: false, reason: 'too-few' };
	const answer = volumeOf(set, stacks.budgetBytes());
	if (!answer.ok) return answer;
	const { volume } = answer;
	const basis = asked.basis ?? basisOf(asked.plane === 'oblique' ? 'stack' : asked.plane, volume);
	// The frames themselves, where the plane is theirs: nothing to make, and marks can be kept.
	if (asked.slab === null && asked.plane !== 'oblique' && isAsAcquired(volume, basis))
		return { ok: true, reel: { ...stackReel(stacks, asked.stack), plane: asked.plane } };
	return { ok: true, reel: cutReel(stacks, rendering, { ...asked, basis }, volume) };
}

/** Hundreds of headers are read for it, and they do not change. */
const volumes = new WeakMap<DisplaySet, VolumeAnswer>();

function volumeOf(set: DisplaySet, budgetBytes: number): VolumeAnswer {
	const answer = volumes.get(set) ?? findVolume(set, budgetBytes);
	volumes.set(set, answer);
	return answer;
}

function stackReel(stacks: Stacks, stack: number): Reel {
	const set = stacks.get(stack);
	const imageIds = set?.frames.map((frame) => frame.imageId) ?? [];
	const sheets: (Sheet | null)[] = [];
	return {
		key: `stack:${stack}`,
		stack,
		plane: 'stack',
		slab: null,
		slabMm: null,
		basis: null,
		imageIds,
		total: imageIds.length,
		// Asked for often while cells scroll together; a header does not change.
		sheet: (at) => (sheets[at] === undefined ? (sheets[at] = findSheet(imageIds[at] ?? '')) : sheets[at]),
		canDraw: (at) => stacks.isLoaded(stack, at),
		isWhole: (at) => stacks.isLoaded(stack, at),
		failure: (at) => stacks.failure(stack, at),
		aim: (at) => at,
		cut: null,
		close: () => undefined
	};
}

function cutReel(
	stacks: Stacks,
	rendering: 'cpu' | 'gpu',
	{ stack, plane, slab, basis }: Asked & { basis: Basis },
	volume: Volume
): Reel {
	const set = stacks.get(stack);
	if (!set) throw new Error(`No display set ${stack}`);
	const cut = makeCut(volume, basis);
	const images = openCut({ set, volume, cut, slab, rendering });
	const frames = set.frames.map((_, at) => at);
	const frameOfReferenceUid = findSheet(set.frames[0]?.imageId ?? '')?.frameOfReferenceUid ?? '';
	const middle = frames.length >> 1;
	return {
		key: images.key,
		stack,
		plane,
		slab,
		slabMm: slab && slabMm(slab, cut.step),
		basis: { row: cut.row, column: cut.column, normal: cut.normal },
		imageIds: images.imageIds,
		total: cut.count,
		sheet: (at) => ({
			origin: sliceOrigin(cut, at),
			row: cut.row,
			column: cut.column,
			columnSpacing: cut.columnSpacing,
			rowSpacing: cut.rowSpacing,
			columns: cut.columns,
			rows: cut.rows,
			frameOfReferenceUid
		}),
		canDraw: () => frames.some((at) => stacks.isLoaded(stack, at)),
		isWhole: () => frames.every((at) => stacks.isLoaded(stack, at)),
		failure: () => {
			const failed = frames.find((at) => stacks.failure(stack, at) !== undefined);
			return failed === undefined ? undefined : stacks.failure(stack, failed);
		},
		aim: () => middle,
		cut: images,
		close: () => images.close()
	};
}
