/** A rate with its counts: weighted for how modalities were sampled where it stands for reads. */
export type WeightedRate = {
	readonly x: number;
	readonly n: number;
	/** In [0, 1]; null where nothing was reviewed, or a modality that was read has no review. */
	readonly rate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

export const outcomeNames = ['any', 'significant', 'scoreThree'] as const;
export type OutcomeName = (typeof outcomeNames)[number];

/** "x of n reviewed out of N reads", for the three named outcomes. */
export type GroupRates = Readonly<Record<OutcomeName, WeightedRate>> & {
	/** Reads that the rates stand for; null in other modes than the random sample, whose rates stand for their cases alone. */
	readonly reads: number | null;
	/** Modalities with reads but fewer than two reviews: not in the rates. */
	readonly left: readonly string[];
};

export type ModeRates = GroupRates & { readonly mode: string; readonly level: string };
