import type { ViewerAct } from '#lib/viewer/controls/keys.ts';
import type { HangingLabels } from '#lib/viewer/hanging/types.ts';
import type { CellState, NoVolumeReason, Plane, Slab } from './cells.ts';
import type { KeptOutReason, ViewerError } from './types.ts';

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
	keptOut: Record<KeptOutReason, string>;
	/** “This image cannot be shown: reason.” */
	failed: (code: ViewerError['code'], reason: string) => string;
	markText: string;
	removeMark: string;
	/** After the key of a marking tool: what pressing it once more does. */
	again: string;
	grid: GridLabels;
	hanging: HangingLabels;
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
	misplacedMark: string;
};
