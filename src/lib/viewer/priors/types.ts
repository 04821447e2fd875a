import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import type { ReportNode } from '#lib/core/dicom/annex/report-tree.ts';
import type { StudySource } from '#lib/viewer/types.ts';

/** An earlier study with what was said of it. */
export type PriorSource = StudySource & { report?: ReportNode; annexes?: StudyAnnexes };

/** What a page gives the viewer of the time before: studies that can be asked for, each with its label, the last one first. */
export type PriorsGiven = {
	sources: readonly PriorSource[];
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
	/** “Report, 2 years earlier”. */
	report: (label: string) => string;
};
