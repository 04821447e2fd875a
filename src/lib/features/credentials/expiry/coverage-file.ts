import { csvCell } from '#lib/core/csv/write-csv.ts';
import type { CoverageView, PersonLine, PlaceLine } from './coverage-view.server.ts';

type Cells = readonly (string | number | null)[];

const placeColumns = [
	'facility',
	'code',
	'jurisdiction',
	'as_of',
	'may_read',
	'radiologists',
	'at_least',
	'falls_on',
	'falls_to',
	'too_few_from',
	'too_few_through',
	'too_few_n'
];
const personColumns = ['radiologist', 'today', 'reasons', 'turns_on', 'reasons_then'];

const placeCells = (line: PlaceLine): Cells => [
	line.name,
	line.code,
	line.jurisdiction,
	line.today,
	line.mayRead,
	line.of,
	line.least,
	line.falls?.from ?? null,
	line.falls?.n ?? null,
	line.gap?.from ?? null,
	line.gap?.through ?? null,
	line.gap?.n ?? null
];
const personCells = (line: PersonLine): Cells => [
	line.name,
	line.outcome,
	line.reasons.join(' '),
	line.turn?.on ?? null,
	line.turn?.reasons.join(' ') ?? null
];

/** Who may read as CSV under machine names: a line a facility, or a person of one facility. */
export function coverageCsv({ places, place }: CoverageView): string {
	const lines: Cells[] = place
		? [personColumns, ...place.people.map(personCells)]
		: [placeColumns, ...(places ?? []).map(placeCells)];
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
