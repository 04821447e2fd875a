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
