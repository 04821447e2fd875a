import { contrastOf, sequenceOf, type Picture } from './picture.ts';
import type { Condition, HangingCell, RangeCondition } from './protocol.ts';

/** Whether a picture is what a condition asks for; what is unknown of it is not. */
export function meets(picture: Picture, condition: Condition): boolean {
	switch (condition.about) {
		case 'modality':
			return condition.oneOf.includes(picture.modality);
		case 'word':
			return condition.oneOf.some((word) => picture.words.includes(word));
		case 'body':
			return condition.oneOf.some((word) => picture.body.includes(word) || picture.words.includes(word));
		case 'view':
			return picture.view !== null && condition.oneOf.includes(picture.view);
		case 'side':
			return picture.side !== null && condition.oneOf.includes(picture.side);
		case 'acquired':
			return picture.acquired !== null && condition.oneOf.includes(picture.acquired);
		case 'sequence': {
			const sequence = sequenceOf(picture);
			return sequence !== null && condition.oneOf.includes(sequence);
		}
		case 'contrast': {
			const contrast = contrastOf(picture);
			return contrast !== null && condition.oneOf.includes(contrast);
		}
		default:
			return isWithin(numberOf(picture, condition.about), condition);
	}
}

/** How well a picture suits a cell: null when it does not, else how many of the wishes it fulfils. */
export function suits(picture: Picture, cell: HangingCell): number | null {
	if (!cell.need.every((condition) => meets(picture, condition))) return null;
	if (cell.without.some((condition) => meets(picture, condition))) return null;
	return cell.prefer.filter((condition) => meets(picture, condition)).length;
}

/** How alike two pictures are: what hangs beside what, of two studies. Null for another modality. */
export function likeness(one: Picture, other: Picture): number | null {
	if (one.modality !== other.modality) return null;
	const shared = one.words.filter((word) => other.words.includes(word)).length;
	const same = (a: unknown, b: unknown) => (a !== null && a === b ? 1 : 0);
	return (
		4 * same(one.view, other.view) +
		4 * same(one.side, other.side) +
		4 * same(sequenceOf(one), sequenceOf(other)) +
		2 * same(contrastOf(one), contrastOf(other)) +
		3 * same(one.acquired, other.acquired) +
		3 * same(one.images > 3, other.images > 3) +
		same(one.thicknessMm, other.thicknessMm) +
		shared
	);
}

function numberOf(picture: Picture, about: RangeCondition['about']): number | null {
	switch (about) {
		case 'images':
			return picture.images;
		case 'thickness':
			return picture.thicknessMm;
		case 'b':
			return picture.bValue;
		case 'tr':
			return picture.repetitionTimeMs;
		case 'te':
			return picture.echoTimeMs;
		case 'ti':
			return picture.inversionTimeMs;
	}
}

function isWithin(value: number | null, { from, to }: RangeCondition): boolean {
	return value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity);
}
