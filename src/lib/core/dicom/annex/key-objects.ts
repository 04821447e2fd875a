import { itemsOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import type { ImageReference, ShownUid } from './annexes.ts';
import { referencesInSeries, referencesOf } from './references.ts';

/** Document titles of a key object selection (PS3.16 CID 7010), by code value of DCM. */
export const keyObjectTitles = [
	'113000', // of interest
	'113001', // rejected for quality reasons
	'113002', // for referring provider
	'113003', // for surgery
	'113004', // for teaching
	'113005', // for conference
	'113006', // for therapy
	'113007', // for patient
	'113008', // for peer review
	'113009', // for research
	'113010' // quality issue
] as const;
export type KeyObjectTitle = (typeof keyObjectTitles)[number];

/** Images that somebody set apart. What they wrote about them is left out. */
export type KeyObjects = {
	/** Null where the title is none of the standard's. */
	readonly title: KeyObjectTitle | null;
	readonly images: readonly ImageReference[];
};

/**
 * Reads a key object selection document (PS3.3 A.35.4): the images of its content in their order, else those of its evidence.
 * Null where it names none that is shown.
 */
export function parseKeyObjects(dataset: Dataset, shownUid: ShownUid): KeyObjects | null {
	const items = itemsOf(dataset, 'ContentSequence').filter((item) => textOf(item, 'ValueType') === 'IMAGE');
	const inContent = items.flatMap((item) => itemsOf(item, 'ReferencedSOPSequence'));
	const evidence = itemsOf(dataset, 'CurrentRequestedProcedureEvidenceSequence').flatMap((study) =>
		itemsOf(study, 'ReferencedSeriesSequence')
	);
	const images =
		inContent.length > 0 ? referencesOf(inContent, shownUid) : referencesInSeries(evidence, shownUid);
	if (images.length === 0) return null;
	const [concept] = itemsOf(dataset, 'ConceptNameCodeSequence');
	const code = concept && textOf(concept, 'CodingSchemeDesignator') === 'DCM' && textOf(concept, 'CodeValue');
	return { title: keyObjectTitles.find((title) => title === code) ?? null, images };
}
