/** One step of a factor: its rate against that of the first step, modalities and the other factors held equal. */
export type FactorStep = {
	/** A code: `day`, `early-night`, `late-night`; `0-2` hours; `quarter-1`… */
	readonly step: string;
	readonly n: number;
	readonly x: number;
	/** Adjusted rate ratio with its 95 % interval; 1 and no limits for the reference; null where nothing can be said. */
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	readonly isReference: boolean;
};

/** Of the group, never of a person: when reads are signed, and after how many others. */
export type SystemFactors = {
	readonly shift: readonly FactorStep[];
	/** Hours since the first signature of the same radiologist's shift. */
	readonly hours: readonly FactorStep[];
	/** Reads signed by the same radiologist in that working day, against their own usual: quarters of the group. */
	readonly volume: readonly FactorStep[];
};
