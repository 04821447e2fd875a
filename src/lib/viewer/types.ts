import type { ViewerLabels } from './labels.ts';
import type { ViewerAct } from '#lib/viewer/controls/keys.ts';

/** One attribute in the DICOM JSON model (PS3.18 F.2). */
export type DicomJsonAttribute = {
	vr: string;
	Value?: unknown[];
	BulkDataURI?: string;
	InlineBinary?: string;
};

/** One instance in the DICOM JSON model: attributes by eight-digit tag. */
export type DicomJson = Record<string, DicomJsonAttribute>;

/** A study to show, reached by WADO-RS on the viewer's own origin. */
export type StudySource = {
	/** Path before `/studies/…`, for instance `/dicomweb/cases/abc`. */
	root: string;
	studyUid: string;
	/** Printed in the rail above the study's series, for instance “2 years earlier”. */
	label?: string;
	/** The answer to `{root}/studies/{study}/metadata`, where the page already carries it: saves one round trip. */
	metadata?: DicomJson[];
};

/** Why a display set is listed but cannot be opened; the text comes from `ViewerLabels.keptOut`. */
export type KeptOutReason = 'not-an-image' | 'no-pixels' | 'unknown-size';

export type WindowLevel = { center: number; width: number };

/** A named window. `auto` is worked out from the pixels of the frame on the screen. */
export type WindowPreset = { id: string; window: WindowLevel | 'auto' };

/** One frame of one instance: what a scroll position shows. */
export type Frame = {
	/** Cornerstone's name of the frame: `wadors:` and the frame's URL. */
	imageId: string;
	sopInstanceUid: string;
	/** 1-based, as DICOM counts. */
	frameNumber: number;
};

/** A stack of frames that belong together, in the order in which they are scrolled. */
export type DisplaySet = {
	id: string;
	studyUid: string;
	seriesUid: string;
	modality: string;
	/** SeriesNumber, if there is one. */
	number?: number;
	/** SeriesDescription or what else names the stack; empty when nothing does. */
	label: string;
	/** The source's label: names the study among several. */
	studyLabel?: string;
	frames: Frame[];
	presets: WindowPreset[];
	/** Frames a second, when the header asks for cine. */
	cineRate?: number;
	keptOut?: KeptOutReason;
	/** The header of each instance, under the imageId of its first frame, for the image loader. */
	headers: { imageId: string; metadata: DicomJson }[];
};

/** Patient coordinates in millimetres (PS3.3 C.7.6.2), or column, row, 0 where the image has no plane. */
export type Point3 = [x: number, y: number, z: number];

/** Column and row in pixels; the centre of the top left pixel is 0, 0. */
export type Point2 = [column: number, row: number];

/** An arrow points at a finding: its tip, its tail. An ellipse goes round it: the ends of the longer axis, then of the shorter. */
export type MarkKind = 'arrow' | 'ellipse';

/** A finding on an image. */
export type Mark = {
	id: string;
	kind: MarkKind;
	sopInstanceUid: string;
	frameNumber: number;
	frameOfReferenceUid: string;
	/** Two for an arrow, four for an ellipse. */
	points: Point3[];
	pointsPx: Point2[];
	label: string;
};

/** `arrow` and `outline` make marks, which are kept; `length`, `ellipse` and `probe` only measure. */
export type ToolName =
	'window' | 'pan' | 'zoom' | 'scroll' | 'length' | 'arrow' | 'outline' | 'ellipse' | 'probe';

export type Rendering = 'auto' | 'cpu' | 'gpu';

export type LoadProgress = {
	displaySetId: string;
	loaded: number;
	failed: number;
	total: number;
	/** By position: the frame can be shown at once. */
	ready: boolean[];
};

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
export type Arrangement = { layout: Layout; cells: (CellContent | null)[] };

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
	/** Why the frame at the position cannot be shown, if it cannot. */
	failure: string | null;
	/** Why the plane that was asked for cannot be cut, if it cannot; the stack is shown in its place. */
	noVolume: NoVolumeReason | null;
	/** How it follows the active cell when scrolling goes in step; null when it does not. */
	inStepBy: 'space' | 'proportion' | null;
};

/** What the viewer shows now. Positions are 0-based. */
export type ViewerState = {
	displaySetId: string | null;
	position: number;
	total: number;
	window: WindowLevel | null;
	/** The preset in force, or null after a window was set by hand. */
	presetId: string | null;
	inverted: boolean;
	/** Screen pixels for each image pixel. */
	scale: number;
	tool: ToolName;
	playing: boolean;
	/** The frame at the position is still on its way; the one before it is on the screen. */
	isLoading: boolean;
	/** Why the frame at the position cannot be shown, if it cannot. */
	failure: string | null;
	/** The mark last drawn or clicked on this frame: its text can be edited. */
	selectedMarkId: string | null;
	rendering: 'cpu' | 'gpu';
};

/** A frame, or a whole study, that could not be shown; the rest stays usable. */
export type ViewerError = {
	code: 'metadata-failed' | 'frame-failed' | 'rendering-failed' | 'signed-out';
	/** What was asked for: a study UID or an imageId. */
	subject: string;
	/** The technical reason, in English, for the message in place. */
	reason: string;
};

export type ViewerHandle = {
	/** Opens a display set, at the given 0-based position or its middle. */
	show(displaySetId: string, position?: number): Promise<void>;
	/** Opens the frame that a mark points at; false when no display set holds it. */
	showMark(mark: Mark): Promise<boolean>;
	tool(name: ToolName): void;
	window(center: number, width: number): void;
	preset(presetId: string): void;
	invert(): void;
	/** Back to the first window, fitted, centred, upright; marks stay. */
	reset(): void;
	fit(): void;
	/** One image pixel on one screen pixel. */
	actualSize(): void;
	scrollBy(frames: number): void;
	scrollTo(position: number): void;
	zoomBy(factor: number): void;
	panBy(horizontalPx: number, verticalPx: number): void;
	play(): void;
	pause(): void;
	marks(): Mark[];
	/** Replaces all marks. Read-only marks can be neither moved nor deleted. */
	setMarks(marks: Mark[], options?: { readOnly?: boolean }): void;
	removeMark(id: string): void;
	/** Makes a mark in the middle of what is seen: the way without a drag. */
	placeMark(kind: MarkKind): void;
	/** Moves the selected mark by screen pixels. */
	moveMark(horizontalPx: number, verticalPx: number): void;
	/** Makes the selected mark larger or smaller: an arrow about its tip, an ellipse about its centre. */
	growMark(factor: number): void;
	/** Gives a mark its text; an empty one takes it away. */
	labelMark(id: string, label: string): void;
	/** Deletes what is selected or was drawn last on this frame, a mark or a measurement. */
	removeSelected(): void;
	undo(): void;
	/** Adds display sets behind those that are there, for instance of a prior study. */
	add(displaySets: DisplaySet[]): void;
	/** Tries the frames of the open display set again that have failed. */
	retry(): void;
	state(): ViewerState;
	/** Draws the middle frame of a display set into a small canvas; false while that frame is not there. */
	thumbnail(displaySetId: string, canvas: HTMLCanvasElement): boolean;
	resize(): void;
	/** Releases the images, annotations and listeners of this viewer. Idempotent. */
	dispose(): void;
};

export type OpenViewerOptions = {
	displaySets: DisplaySet[];
	rendering?: Rendering;
	onChange?(state: ViewerState): void;
	onProgress?(progress: LoadProgress): void;
	/** After every change made by hand: added, moved, labelled, deleted. */
	onMark?(marks: Mark[]): void;
	/** A mark was finished by a drag. */
	onDrawn?(markId: string): void;
	onError?(error: ViewerError): void;
};

/** Props of `Viewer.svelte`. */
export type ViewerProps = {
	/** Studies in the order of the rail: the current one first, priors after. A change of array opens anew. */
	studies: StudySource[];
	labels: ViewerLabels;
	/** Keys that differ from `defaultViewerKeys`; an empty list switches one off. */
	keys?: Partial<Record<ViewerAct, string[]>>;
	/** Marks to begin with; the first one is opened. A later change of this prop replaces them all. */
	marks?: Mark[];
	/** Marks can be seen, not made or changed. */
	readOnly?: boolean;
	rendering?: Rendering;
	/** The handle, once images can be shown. It is disposed of by the component. */
	onReady?(handle: ViewerHandle): void;
	onMark?(marks: Mark[]): void;
	onChange?(state: ViewerState): void;
	/** The first frame is on the screen, milliseconds after the component was mounted. */
	onFirstImage?(elapsedMs: number): void;
	onError?(error: ViewerError): void;
};
