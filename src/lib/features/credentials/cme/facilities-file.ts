import { csvCell } from '#lib/core/csv/write-csv.ts';
import type { AcrPlace } from './facilities.server.ts';

const columns = [
	'facility',
	'modality',
	'radiologist',
	'rule',
	'result',
	'way',
	'earned',
	'category_1',
	'unit',
	'short_by',
	'met_by',
	'not_known',
	'source',
	'source_read'
];

/** What the ACR asks by facility and modality as CSV under machine names: a line for each person and rule. */
export function acrCsv(places: readonly AcrPlace[]): string {
	const lines = places.flatMap(({ name, modality, rules, people }) =>
		people.flatMap((person) =>
			rules.map((rule, at) => {
				const cell = person.cells[at];
				const short = Object.entries(cell?.shortBy ?? {}).map(([what, by]) => `${what} ${by}`);
				return [
					name,
					modality,
					person.name,
					rule.authority,
					cell?.result ?? '',
					cell?.way ?? '',
					cell?.earned ?? '',
					cell?.category1 ?? '',
					rule.unit,
					short.join('; '),
					cell?.metBy.join('; ') ?? '',
					cell?.missing.join('; ') ?? '',
					rule.source,
					rule.verified ? 'yes' : 'no'
				];
			})
		)
	);
	return [columns, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
