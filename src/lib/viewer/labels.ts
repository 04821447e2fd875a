import type { ViewerAct } from './keys.ts';
import type { KeptOutReason, ViewerError } from './types.ts';

/** Every word that the viewer prints. The English ones are `imaging.viewer` in `i18n/en`. */
export type ViewerLabels = {
	viewer: string;
	series: string;
	tools: string;
	loading: string;
	acts: Record<Exclude<ViewerAct, `preset${number}`>, string>;
	presets: Record<string, string>;
	preset: string;
	slice: string;
	pause: string;
	/** `42/128`, with `position` counted from 1. */
	position: (position: number, total: number) => string;
	windowLevel: (width: number, center: number) => string;
	seriesNumber: (number: number) => string;
	unnamedSeries: string;
	images: (count: number) => string;
	loaded: (loaded: number, total: number) => string;
	cineRate: (framesPerSecond: number) => string;
	keptOut: Record<KeptOutReason, string>;
	/** “This image cannot be shown: reason”. */
	failed: (code: ViewerError['code'], reason: string) => string;
	noImages: string;
	retry: string;
	arrowText: string;
	arrowTextHint: string;
	keepArrow: string;
	dropArrow: string;
	markOfReview: string;
	zoomedTo: (percent: number) => string;
};
