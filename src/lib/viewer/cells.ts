import type { PresentationState } from '#lib/core/dicom/annex/presentation-state.ts';
import type { WindowLevel } from './types.ts';

/** Which cut through the data a cell shows: `stack` draws the frames as they were acquired, the others are resampled. */
export type Plane = 'stack' | 'axial' | 'coronal' | 'sagittal' | 'oblique';

/** A thick slice: the largest, the smallest or the mean value along its normal. */
export type Slab = { kind: 'maximum' | 'minimum' | 'average'; thicknessMm: number };

/** What a cell is asked to show. What is left out is as a stack opens: its middle, its first window, upright. */
export type CellContent = {
	displaySetId: string;
	plane?: Plane;
	/** 0-based, in the plane's own slices. */
	position?: number;
	presetId?: string;
	slab?: Slab;
	/** Quarter turns clockwise, in degrees. */
	rotation?: 0 | 90 | 180 | 270;
	/** Mirrored left to right, before it is turned. */
	flipped?: boolean;
	/** The edge of the cell that the edge of the image touches, for breasts hung back to back. */
	align?: 'left' | 'right';
};

/** 1×1 to 3×3; what the layouts of a hanging protocol need is 1×1 to 3×2 and 2×3. */
export type Layout = { rows: 1 | 2 | 3; columns: 1 | 2 | 3 };

/** A whole screen: cells row by row, as many as the layout has; what lacks is empty. */
export type Arrangement = {
	layout: Layout;
	cells: (CellContent | null)[];
	/** Not to be turned for a tall stage (`core/hanging/stage`). */
	isSideBySide?: true;
};

/** What goes in step when one cell changes. */
export type Sync = { scroll: boolean; window: boolean };

/** Letters of the patient's sides at the edges of a picture: L R A P H F, up to three each (PS3.3 C.7.6.1.1.1). */
export type EdgeLetters = { left: string; right: string; top: string; bottom: string };

/** Why a series cannot be cut in another plane than its own; the text comes from `ViewerLabels.noVolume`. */
export type NoVolumeReason =
	| 'too-few'
	| 'no-position'
	| 'not-parallel'
	| 'unequal-spacing'
	| 'tilted'
	| 'colour'
	| 'mixed-size'
	| 'memory';

/** What one cell shows now. */
export type CellState = {
	displaySetId: string | null;
	plane: Plane;
	/** 0-based. */
	position: number;
	/** Slices of the plane. */
	total: number;
	/** Where the slice lies along its normal, toward left, back or head; null without a position in the header. */
	positionMm: number | null;
	slab: Slab | null;
	/** How thick that slab is: it is made of whole slices. */
	slabMm: number | null;
	window: WindowLevel | null;
	/** The preset in force, or null after a window was set by hand. */
	presetId: string | null;
	inverted: boolean;
	rotation: 0 | 90 | 180 | 270;
	flipped: boolean;
	/** Screen pixels for each image pixel. */
	scale: number;
	edges: EdgeLetters | null;
	/** The frame at the position is still on its way; the one before it is on the screen. */
	isLoading: boolean;
	/** What is on the screen was made of the beginning of the frame, and is not to be measured. */
	isCoarse: boolean;
	/** Why the frame at the position cannot be shown, if it cannot. */
	failure: string | null;
	/** Why the plane that was asked for cannot be cut, if it cannot; the stack is shown in its place. */
	noVolume: NoVolumeReason | null;
	/** The presentation state that is laid over its images. */
	presentation: PresentationState | null;
	/** How it follows the active cell when scrolling goes in step; null when it does not. */
	inStepBy: 'space' | 'proportion' | null;
};
