/** What the browser made of one study. Values of the frames come apart from it. */
export type DecodeReport = {
	keptOut: string | null;
	frames: {
		/** 1-based. */
		number: number;
		columns: number;
		rows: number;
		components: number;
		isInverted: boolean;
		/** Why the frame was not decoded. */
		failure: string | null;
	}[];
};

/** What is to be drawn, and how. */
export type DrawAsked = {
	root: string;
	studyUid: string;
	rendering: 'cpu' | 'gpu';
	cssSize: [width: number, height: number];
	/** Chosen after opening. */
	presetId?: string;
	/** Set by hand after that. */
	window?: [center: number, width: number];
	/** Light and dark change places after that. */
	isTurned?: boolean;
};

/** What stands on the canvas, row by row. */
export type DrawReport = {
	width: number;
	height: number;
	greys: number[];
	rendering: 'cpu' | 'gpu';
	window: { center: number; width: number } | null;
	presetId: string | null;
	isInverted: boolean;
	failure: string | null;
};
