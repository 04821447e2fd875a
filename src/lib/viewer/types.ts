import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import type { PresentationState } from '#lib/core/dicom/annex/presentation-state.ts';
import type { Arrangement, CellContent, CellState, Layout, Plane, Slab, Sync } from './cells.ts';
import type { MeasureLabels, ViewerLabels } from './labels.ts';
import type { ViewerAct } from '#lib/viewer/controls/keys.ts';
import type { Curve } from '#lib/viewer/study/curve.ts';
import type { HangingGiven } from '#lib/viewer/hanging/types.ts';
import type { MarksShown, OtherMarks } from '#lib/viewer/marks/types.ts';
import type { PriorsGiven } from '#lib/viewer/priors/types.ts';
import type { ViewerSettings } from '#lib/viewer/tools/settings.ts';
import type { Tone, Whereabouts } from '#lib/viewer/window/link.ts';

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

/** A named window. `auto` is worked out from the pixels of the frame on the screen; without a curve it is linear. */
export type WindowPreset = { id: string; window: WindowLevel | 'auto'; curve?: Curve };

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
	/** Something was drawn over its images that the server left out. */
	lacksOverlay?: boolean;
	/** Marks belong to other display sets: this one can only be measured. */
	takesNoMarks?: boolean;
	/** The header of each instance, under the imageId of its first frame, for the image loader. */
	headers: { imageId: string; metadata: DicomJson }[];
};

/** Patient coordinates in millimetres (PS3.3 C.7.6.2), or column, row, 0 where the image has no plane. */
export type Point3 = [x: number, y: number, z: number];

/** Column and row in pixels; the centre of the top left pixel is 0, 0. */
export type Point2 = [column: number, row: number];

/** An arrow points at a finding: its tip, its tail. An ellipse goes round it: the ends of the longer axis, then of the shorter. */
export type DrawnMarkKind = 'arrow' | 'ellipse';

/** Marks of a whole image, without points: a key image, and one whose quality is poor. */
export type ImageMarkKind = 'key' | 'quality';

export type MarkKind = DrawnMarkKind | ImageMarkKind;

/** A finding on an image. */
export type Mark = {
	id: string;
	kind: MarkKind;
	sopInstanceUid: string;
	frameNumber: number;
	frameOfReferenceUid: string;
	/** Two for an arrow, four for an ellipse, none for a whole image. */
	points: Point3[];
	pointsPx: Point2[];
	label: string;
};

/** What only measures; it lasts as long as the viewer. */
export type MeasureTool =
	'length' | 'bidirectional' | 'angle' | 'cobb' | 'ellipse' | 'rectangle' | 'freehand' | 'probe';

/** `arrow` and `outline` make marks, which are kept. */
export type DrawingTool = MeasureTool | 'arrow' | 'outline';

export type ToolName = 'window' | 'scroll' | 'pan' | 'zoom' | 'magnify' | DrawingTool;

/** Why a mark cannot be kept: its slice was cut and not acquired, the study is not the one that is reviewed, or the image is not whole yet. */
export type MisplacedMark = 'cut' | 'other-study' | 'coarse';

export type Rendering = 'auto' | 'cpu' | 'gpu';

export type LoadProgress = {
	displaySetId: string;
	loaded: number;
	failed: number;
	total: number;
	/** By position: the frame can be shown at once. */
	ready: boolean[];
};

/** What the viewer shows now: the active cell, and all cells of the layout. */
export type ViewerState = CellState & {
	tool: ToolName;
	playing: boolean;
	/** The mark last drawn or clicked on this frame: its text can be edited. */
	selectedMarkId: string | null;
	/** The marks of whole images; the same list until one of them changes. */
	imageMarks: readonly Mark[];
	/** A mark was drawn where none can be kept, and was not. */
	misplacedMark: MisplacedMark | null;
	rendering: 'cpu' | 'gpu';
	layout: Layout;
	/** Row by row, as many as the layout has. */
	cells: CellState[];
	activeCell: number;
	/** The cell that fills the whole grid; null while all are shown. */
	maximisedCell: number | null;
	sync: Sync;
	crosshairs: boolean;
	referenceLines: boolean;
};

/** A frame, or a whole study, that could not be shown; the rest stays usable. */
export type ViewerError = {
	code: 'metadata-failed' | 'frame-failed' | 'rendering-failed' | 'signed-out';
	/** What was asked for: a study UID or an imageId. */
	subject: string;
	/** The technical reason, in English, for the message in place. */
	reason: string;
};

/** Acts on the active cell unless it says otherwise. */
export type ViewerHandle = {
	/**
	 * Gives a cell its element, and the SVG above it in which lines are drawn; returns the way to take both back. The grid
	 * calls it for each cell of the layout.
	 */
	mount(cell: number, element: HTMLDivElement, overlay: SVGSVGElement): () => void;
	/** Another layout; what is shown stays, new cells take the series that follow. */
	layout(layout: Layout): void;
	/** A whole screen, as a hanging protocol asks for it. Resolves when every cell shows its image or says why not. */
	arrange(arrangement: Arrangement): Promise<void>;
	/** What is on the screen, so that `arrange` brings it back. */
	arrangement(): Arrangement;
	activate(cell: number): void;
	put(cell: number, content: CellContent | null): Promise<void>;
	/** Fills the grid with one cell, or gives the others back. */
	maximise(cell: number): void;
	/** Cuts the volume of the series in another plane, through what is in the middle of the cell. */
	plane(plane: Plane): void;
	slab(slab: Slab | null): void;
	/** Leans the plane about the vertical and the horizontal of the screen; it becomes oblique. */
	tilt(aboutVerticalDegrees: number, aboutHorizontalDegrees: number): void;
	sync(sync: Partial<Sync>): void;
	crosshairs(isOn: boolean): void;
	/** The plane of the active cell as a line in the others. */
	referenceLines(isOn: boolean): void;
	/** Clockwise. */
	rotate(quarterTurns: number): void;
	flip(way: 'horizontal' | 'vertical'): void;
	/** Opens a display set, at the given 0-based position or its middle. */
	show(displaySetId: string, position?: number): Promise<void>;
	/** Opens the frame that a mark points at; false when no display set holds it. */
	showMark(mark: Mark): Promise<boolean>;
	/** Where the active cell looks; null while it shows nothing. */
	whereabouts(): Whereabouts | null;
	/** Has the active cell look there, if it shows that series or a parallel plane of the same space, else all cells that do. */
	goTo(where: Whereabouts): void;
	/** The window and polarity of the active cell; taken over by a cell that shows the series, best the one at the same place. */
	tone(): Tone | null;
	takeTone(tone: Tone): void;
	tool(name: ToolName): void;
	/** What the tool does to what is in the middle: a measurement or a mark is placed there, the glass held over it. */
	place(tool: ToolName): void;
	/** What is selected goes by screen pixels, or its chosen point does; else as if the chosen tool were dragged. */
	nudge(horizontalPx: number, verticalPx: number): void;
	/** Chooses the next point of what is selected, after the last one all of it again. */
	nextHandle(): void;
	/** Buttons, wheel and the direction of scrolling. */
	settings(settings: Pick<ViewerSettings, 'buttons' | 'wheel' | 'isScrollInverted'>): void;
	window(center: number, width: number): void;
	preset(presetId: string): void;
	/** Lays a presentation state over the images that it is about; null takes it away. */
	present(state: PresentationState | null): void;
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
	/** Shows somebody else's marks beside the own ones: they can neither be moved nor are they told by `marks`. */
	setOtherMarks(marks: readonly Mark[]): void;
	showMarks(which: MarksShown): void;
	/** Marks the frame of the active cell as a whole, or takes its mark of that kind away. */
	toggleImageMark(kind: ImageMarkKind): void;
	/** Makes what is selected larger or smaller: an arrow about its tip, all else about its centre. */
	growMark(factor: number): void;
	/** Gives a mark its text; an empty one takes it away. */
	labelMark(id: string, label: string): void;
	/** Deletes what is selected or was drawn last on this frame, a mark or a measurement. */
	removeSelected(): void;
	undo(): void;
	/** Adds display sets behind those that are there, for instance of a prior study. */
	add(displaySets: DisplaySet[]): void;
	/** Tries the frames again that have failed, of a cell or of the active one. */
	retry(cell?: number): void;
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
	/** The words beside measurements. */
	words: MeasureLabels;
	onChange?(state: ViewerState): void;
	onProgress?(progress: LoadProgress): void;
	/** After every change made by hand: added, moved, labelled, deleted. */
	onMark?(marks: Mark[]): void;
	/** A mark was finished by a drag. */
	onDrawn?(markId: string): void;
	onError?(error: ViewerError): void;
	/** The server gives no answer at all and is asked again, or is there again. */
	onConnection?(isLost: boolean): void;
};

/** Props of `Viewer.svelte`. */
export type ViewerProps = {
	/** Studies in the order of the rail: the current one first, priors after. A change of array opens anew. */
	studies: StudySource[];
	labels: ViewerLabels;
	/** Keys that differ from `defaultViewerKeys`; an empty list switches one off. */
	keys?: Partial<Record<ViewerAct, string[]>>;
	/** How somebody likes the viewer; the defaults where nothing is given. */
	settings?: ViewerSettings | null;
	/** Keeps settings that were changed by hand; false when they could not be kept. They hold in the viewer at once. */
	onSettings?(settings: ViewerSettings): Promise<boolean>;
	/** Marks to begin with; the first one is opened. A later change of this prop replaces them all. */
	marks?: Mark[];
	/** What the studies hold beside their images. */
	annexes?: StudyAnnexes;
	/** Somebody else's marks, to be compared with those of `marks`. */
	others?: OtherMarks;
	/** Lays studies out by protocol; without it the first stack opens alone. */
	hanging?: HangingGiven;
	/** Earlier studies, fetched when somebody asks for one. */
	priors?: PriorsGiven;
	/** Marks can be seen, not made or changed. */
	readOnly?: boolean;
	rendering?: Rendering;
	/** The handle, once images can be shown. It is disposed of by the component. */
	onReady?(handle: ViewerHandle): void;
	onMark?(marks: Mark[]): void;
	/** Opens a second window on the same images; without it none is offered. */
	onSecondWindow?(): void;
	onChange?(state: ViewerState): void;
	/** The first frame is on the screen, milliseconds after the component was mounted. */
	onFirstImage?(elapsedMs: number): void;
	onError?(error: ViewerError): void;
};
