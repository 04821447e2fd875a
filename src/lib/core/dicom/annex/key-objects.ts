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

/** Images that somebody set apart. */
export type KeyObjects = {
	/** Null where the title is none of the standard's. */
	readonly title: KeyObjectTitle | null;
	/** What they wrote about them; empty where they wrote nothing. */
	readonly words: string;
	readonly images: readonly ImageReference[];
};

/**
 * Reads a key object selection document (PS3.3 A.35.4): the images of its content in their order, else those of its evidence.
 * What is written goes through `clean`. Null where it names none that is shown.
 */
export function parseKeyObjects(
	dataset: Dataset,
	shownUid: ShownUid,
	clean: (text: string) => string
): KeyObjects | null {
	const items = itemsOf(dataset, 'ContentSequence').filter((item) => textOf(item, 'ValueType') === 'IMAGE');
	const inContent = items.flatMap((item) => itemsOf(item, 'ReferencedSOPSequence'));
	const evidence = itemsOf(dataset, 'CurrentRequestedProcedureEvidenceSequence').flatMap((study) =>
		itemsOf(study, 'ReferencedSeriesSequence')
	);
	const images =
		inContent.length > 0 ? referencesOf(inContent, shownUid) : referencesInSeries(evidence, shownUid);
	if (images.length === 0) return null;
	const words = itemsOf(dataset, 'ContentSequence')
		.filter((item) => codeOf(item) === keyObjectDescription)
		.map((item) => clean(textOf(item, 'TextValue') ?? '').trim());
	const code = codeOf(dataset);
	return {
		title: keyObjectTitles.find((title) => title === code) ?? null,
		words: words.filter(Boolean).join('\n'),
		images
	};
}

/** Key Object Description (PS3.16 TID 2010). */
const keyObjectDescription = '113012';

/** The code of an item's concept where it is one of DICOM's own. */
function codeOf(item: Dataset): string | undefined {
	const [concept] = itemsOf(item, 'ConceptNameCodeSequence');
	return concept && textOf(concept, 'CodingSchemeDesignator') === 'DCM'
		? textOf(concept, 'CodeValue')
		: undefined;
}
