import { itemsOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';

/** A structured report as it is read: a heading, what is said under it, and what belongs to that. */
export type ReportNode = {
	/** Empty where the item has no concept. */
	readonly heading: string;
	/** Empty for what only holds others together. */
	readonly value: string;
	readonly children: readonly ReportNode[];
};

const deepest = 12;
const mostNodes = 2000;

/**
 * Reads the content tree of a structured report (PS3.3 C.17.3) for a blinded eye: text, codes and measurements, every word of them
 * through `clean`. Left out are names of persons, dates, times, UIDs, and whatever describes who observed what when or where
 * (relationship HAS OBS CONTEXT, PS3.3 C.17.3.2.4). Null where nothing is left to read.
 */
export function parseReport(dataset: Dataset, clean: (text: string) => string): ReportNode | null {
	const budget = { nodes: mostNodes };
	const root = nodeOf(dataset, { clean, budget, depth: 0 });
	return root && (root.children.length > 0 || root.value !== '') ? root : null;
}

type Reading = { clean: (text: string) => string; budget: { nodes: number }; depth: number };

function nodeOf(item: Dataset, reading: Reading): ReportNode | null {
	const { clean, budget, depth } = reading;
	if (depth > deepest || budget.nodes <= 0) return null;
	if (textOf(item, 'RelationshipType') === 'HAS OBS CONTEXT') return null;
	const type = textOf(item, 'ValueType');
	if (type !== undefined && !readTypes.has(type)) return null;
	budget.nodes -= 1;
	const value = clean(valueOf(item, type));
	const children = itemsOf(item, 'ContentSequence')
		.map((child) => nodeOf(child, { ...reading, depth: depth + 1 }))
		.filter((child) => child !== null);
	const heading = clean(meaningOf(itemsOf(item, 'ConceptNameCodeSequence')[0]));
	return value === '' && children.length === 0 ? null : { heading, value, children };
}

/** Value types that hold words or numbers; a composite or a place in an image says nothing without its image. */
const readTypes: ReadonlySet<string> = new Set(['CONTAINER', 'TEXT', 'CODE', 'NUM']);

function valueOf(item: Dataset, type: string | undefined): string {
	switch (type) {
		case 'TEXT':
			return textOf(item, 'TextValue') ?? '';
		case 'CODE':
			return meaningOf(itemsOf(item, 'ConceptCodeSequence')[0]);
		case 'NUM': {
			const [measured] = itemsOf(item, 'MeasuredValueSequence');
			const number = measured && textOf(measured, 'NumericValue');
			if (!measured || number === undefined) return '';
			const [units] = itemsOf(measured, 'MeasurementUnitsCodeSequence');
			// UCUM writes 1 for what has no unit.
			const unit = units && textOf(units, 'CodeValue') !== '1' ? (textOf(units, 'CodeValue') ?? '') : '';
			return `${number} ${unit}`.trim();
		}
		default:
			return '';
	}
}

function meaningOf(code: Dataset | undefined): string {
	return code ? (textOf(code, 'CodeMeaning') ?? '') : '';
}
