import type { StudySource } from '#lib/viewer/types.ts';

/** What a page gives the viewer of the time before: studies that can be asked for, each with its label, the last one first. */
export type PriorsGiven = {
	sources: readonly StudySource[];
	/** Said where they are offered: what of them is not, and why. */
	note?: string;
};

/** The words of earlier studies. */
export type PriorLabels = {
	/** Name of the button that opens the choices, as “Earlier: 2”. */
	count: (count: number) => string;
	/** How to have one beside the current study. */
	hint: string;
	/** Said when one came by key. */
	shown: (label: string) => string;
};
