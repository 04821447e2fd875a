import { itemsOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import { placeOf, type ReportPlace, type ShownUids } from './report-place.ts';

/** A structured report as it is read: a heading, what is said under it, and what belongs to that. */
export type ReportNode = {
	/** Empty where the item has no concept. */
	readonly heading: string;
	/** Empty for what only holds others together. */
	readonly value: string;
	/** Where in the images it is to be seen. */
	readonly places: readonly ReportPlace[];
	readonly children: readonly ReportNode[];
};

const deepest = 12;
const mostNodes = 2000;

/**
 * Reads the content tree of a structured report (PS3.3 C.17.3) for a blinded eye: text, codes and measurements, every word of them
 * through `clean`. Left out are names of persons, dates, times, UIDs, and whatever describes who observed what when or where
 * (relationship HAS OBS CONTEXT, PS3.3 C.17.3.2.4). Null where nothing is left to read.
 */
export function parseReport(
	dataset: Dataset,
	{ clean, ...uids }: ShownUids & { clean: (text: string) => string }
): ReportNode | null {
	const root = nodeOf(dataset, { clean, uids, budget: { nodes: mostNodes }, depth: 0 });
	return root && (root.children.length > 0 || root.value !== '') ? root : null;
}

type Reading = {
	clean: (text: string) => string;
	uids: ShownUids;
	budget: { nodes: number };
	depth: number;
};

function nodeOf(item: Dataset, reading: Reading): ReportNode | null {
	const { clean, budget, depth } = reading;
	if (depth > deepest || budget.nodes <= 0) return null;
	if (textOf(item, 'RelationshipType') === 'HAS OBS CONTEXT') return null;
	const type = textOf(item, 'ValueType');
	if (type !== undefined && !readTypes.has(type)) return null;
	budget.nodes -= 1;
	const value = clean(valueOf(item, type));
	const content = itemsOf(item, 'ContentSequence');
	const places = content.map((child) => placeIn(child, reading)).filter((place) => place !== null);
	const children = content
		.map((child) => nodeOf(child, { ...reading, depth: depth + 1 }))
		.filter((child) => child !== null);
	const heading = clean(meaningOf(itemsOf(item, 'ConceptNameCodeSequence')[0]));
	const isEmpty = value === '' && children.length === 0 && places.length === 0;
	return isEmpty ? null : { heading, value, places, children };
}

function placeIn(item: Dataset, { uids, budget }: Reading): ReportPlace | null {
	if (budget.nodes <= 0 || textOf(item, 'RelationshipType') === 'HAS OBS CONTEXT') return null;
	const place = placeOf(item, uids);
	if (place) budget.nodes -= 1;
	return place;
}

/** Value types that hold words or numbers; places in images belong to the item that they are below, and nothing else is read. */
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
