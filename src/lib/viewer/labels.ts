import type { KeyObjectTitle } from '#lib/core/dicom/annex/key-objects.ts';
import type { KeptOutReason as UnseenKind } from '#lib/core/dicom/image-kind.ts';
import type { ViewerAct } from '#lib/viewer/controls/keys.ts';
import type { HangingLabels } from '#lib/viewer/hanging/types.ts';
import type { PriorLabels } from '#lib/viewer/priors/types.ts';
import type { WheelAct } from '#lib/viewer/tools/settings.ts';
import type { CellState, NoVolumeReason, Plane, Slab } from './cells.ts';
import type { MarksShown } from '#lib/viewer/marks/types.ts';
import type { ImageMarkKind, KeptOutReason, MisplacedMark, ViewerError } from './types.ts';

/** Acts that have a word of their own; the numbered presets are named by their windows. */
export type NamedAct = Exclude<ViewerAct, `preset${number}`>;

/** Every word that the viewer prints. The English ones are `imaging.viewer` in `i18n/en`. */
export type ViewerLabels = {
	/** Name of the whole region. */
	viewer: string;
	/** Name of the picture itself, for those who hear it. */
	image: string;
	series: string;
	tools: string;
	loading: string;
	/** While what is on the screen was made of the beginning of its image. */
	coarse: string;
	noImages: string;
	retry: string;
	/** The server gives no answer; the viewer goes on by itself. */
	connectionLost: string;
	acts: Record<NamedAct, string>;
	pause: string;
	/** By preset id; `header` and `auto` are two of them. A further header window falls back to `header`. */
	presets: Record<string, string>;
	preset: string;
	customWindow: string;
	slice: string;
	/** `42/128`; the position counts from 1. */
	position: (position: number, total: number) => string;
	windowLevel: (width: number, center: number) => string;
	seriesNumber: (number: number) => string;
	unnamedSeries: string;
	images: (count: number) => string;
	loaded: (loaded: number, total: number) => string;
	notLoaded: (count: number) => string;
	cineRate: (framesPerSecond: number) => string;
	zoomedTo: (percent: number) => string;
	/** Said over images whose overlay the server left out. */
	lacksOverlay: string;
	keptOut: Record<KeptOutReason, string>;
	/** “This image cannot be shown: reason.” */
	failed: (code: ViewerError['code'], reason: string) => string;
	markText: string;
	removeMark: string;
	/** After the key of a marking tool: what pressing it once more does. */
	again: string;
	grid: GridLabels;
	hanging: HangingLabels;
	annexes: AnnexLabels;
	priors: PriorLabels;
	/** Whose marks are to be seen, as “yours, the committee’s”; and the whole name of the button that says so. */
	compare: (shown: MarksShown, own: string, others: string) => string;
	marksOf: (whose: string) => string;
	toolbar: ToolbarLabels;
	measures: MeasureLabels;
	settings: SettingsLabels;
};

/** The words of what a study holds beside its images. */
export type AnnexLabels = {
	/** Name of the button that opens it all. */
	menu: string;
	keyImages: string;
	titles: Record<KeyObjectTitle, string>;
	presentations: string;
	/** “Presentation 2”. */
	presentation: (number: number) => string;
	asSent: string;
	/** What it is, and of which study; an empty label for the one that is read. */
	ofStudy: (what: string, label: string) => string;
	/** The images of a presentation are not among those that are shown. */
	elsewhere: string;
	/** Goes to what an item of a report points at; the second where it points at several things. */
	showPlace: string;
	showNumberedPlace: (number: number) => string;
	placeMissing: string;
	/** Takes the lines of an item of a report from the image. */
	onlyLines: string;
	reports: string;
	report: (number: number, heading: string) => string;
	scrubbed: string;
	close: string;
	notShown: string;
	/** What it is, and why it is not shown. */
	unseen: (kind: UnseenKind, count: number) => string;
	unread: (count: number) => string;
};

/** The words of the row of tools: its menus and what they open. */
export type ToolbarLabels = {
	measure: string;
	region: string;
	turn: string;
	keyImages: string;
	noKeyImages: string;
	/** Own ones go when the images close, or are kept with the marks. */
	keyImagesGo: string;
	keyImagesStay: string;
	/** “Series 3, image 12”. */
	keyImage: (series: string, position: number) => string;
	/** The same for an image whose quality was flagged. */
	flaggedImage: (series: string, position: number) => string;
	/** Said on the image itself. */
	onImage: Record<ImageMarkKind, string>;
};

/** The words beside a measurement. Numbers come in millimetres or pixels, and in the unit of the modality. */
export type MeasureLabels = {
	length: (value: number, isMm: boolean) => string;
	area: (value: number, isMm: boolean) => string;
	angle: (degrees: number) => string;
	value: (value: number, unit: string) => string;
	/** Red, green, blue. */
	colour: (parts: readonly number[]) => string;
	mean: (mean: number, deviation: number, unit: string) => string;
	range: (min: number, max: number, unit: string) => string;
	pixels: (count: number) => string;
	/** Said beside lengths that are not those in the patient. */
	basis: Record<'detector' | 'magnification', string>;
};

/** The words of the settings. */
export type SettingsLabels = {
	title: string;
	mouse: string;
	buttons: Record<'left' | 'middle' | 'right', string>;
	wheel: string;
	wheelActs: Record<WheelAct, string>;
	isScrollInverted: string;
	hasNotes: string;
	presets: string;
	presetsHint: (modality: string) => string;
	presetKey: (key: string) => string;
	name: string;
	center: string;
	width: string;
	takePresent: string;
	keys: string;
	keysHint: string;
	changeKey: (act: string) => string;
	pressKey: string;
	noKey: string;
	keyTaken: (key: string, act: string) => string;
	keyOfPage: (key: string) => string;
	save: string;
	cancel: string;
	defaults: string;
	notKept: string;
	broken: string;
};

/** The words of several cells, their layouts, planes and links. */
export type GridLabels = {
	/** Name of the button that opens the choices below, and of what it opens. */
	views: string;
	layout: string;
	/** “2 rows of 3”. */
	layoutName: (rows: number, columns: number) => string;
	/** Name of a cell among several, for those who hear it. */
	cell: (position: number, total: number, series: string) => string;
	emptyCell: string;
	plane: string;
	planes: Record<Plane, string>;
	/** Axial, coronal and sagittal side by side. */
	threePlanes: string;
	slab: string;
	noSlab: string;
	slabs: Record<Slab['kind'], string>;
	slabThickness: string;
	/** “maximum 10 mm”. */
	/** How thick the slab is, rounded to a tenth. */
	slabOf: (kind: Slab['kind'], thicknessMm: number) => string;
	together: string;
	scrollTogether: string;
	windowTogether: string;
	inStepBy: Record<NonNullable<CellState['inStepBy']>, string>;
	lines: string;
	crosshairs: string;
	referenceLines: string;
	/** “−12.5 mm”. */
	positionMm: (mm: number) => string;
	noVolume: (reason: NoVolumeReason) => string;
	/** A mark was drawn where none can be kept. */
	misplacedMark: Record<MisplacedMark, string>;
};
