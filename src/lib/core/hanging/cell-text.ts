import { conditionSchema, hangingCellSchema, type Condition, type HangingCell } from './protocol.ts';

const wordKinds = new Set(['modality', 'word', 'body', 'view', 'side']);
const closedKinds = new Set(['acquired', 'sequence', 'contrast']);
const rangeKinds = new Set(['images', 'thickness', 'b', 'tr', 'te', 'ti']);

/** Words in upper case; null when there are none or one is no word. */
export function parseWords(text: string): string[] | null {
	const words = text.toUpperCase().split(/\s+/).filter(Boolean);
	return words.length > 0 && words.every((word) => /^[A-Z0-9.]{1,16}$/.test(word)) ? words : null;
}

/** Reads the clauses of a cell, parted by `;`; null when one cannot be read. */
export function parseCell(text: string): HangingCell | null {
	const draft: Record<string, unknown> & { need: unknown[]; without: unknown[]; prefer: unknown[] } = {
		need: [],
		without: [],
		prefer: []
	};
	for (const clause of text.split(';').map((each) => each.trim())) {
		if (clause === '') continue;
		const [name = '', ...values] = clause.split(/\s+/);
		if (name === 'need' || name === 'without' || name === 'prefer') {
			const condition = parseCondition(values);
			if (!condition) return null;
			draft[name].push(condition);
			continue;
		}
		const shown = parseShown(name, values);
		if (!shown) return null;
		Object.assign(draft, shown);
	}
	const cell = hangingCellSchema.safeParse(draft);
	return cell.success ? cell.data : null;
}

/** Writes what {@link parseCell} reads. */
export function makeCell(cell: HangingCell): string {
	const { need, without, prefer, slab, orient } = cell;
	return [
		...need.map((condition) => `need ${makeCondition(condition)}`),
		...without.map((condition) => `without ${makeCondition(condition)}`),
		...prefer.map((condition) => `prefer ${makeCondition(condition)}`),
		cell.isMust ? 'must' : '',
		cell.study === 'prior' ? 'prior' : '',
		cell.same === null ? '' : `same ${cell.same}`,
		cell.plane === null ? '' : `plane ${cell.plane}`,
		cell.preset === null ? '' : `preset ${cell.preset}`,
		slab === null ? '' : `slab ${slab.kind} ${slab.thicknessMm}`,
		orient === null ? '' : `orient ${[orient.row, orient.column].filter(Boolean).join('/')}`,
		cell.align === null ? '' : `align ${cell.align}`,
		cell.at === 'middle' ? '' : `at ${cell.at}`,
		cell.isEmptyElse ? 'or empty' : '',
		cell.keepsPlace ? 'keep place' : ''
	]
		.filter(Boolean)
		.join('; ');
}

function parseCondition([about = '', ...values]: string[]): Condition | null {
	const read = conditionSchema.safeParse(
		rangeKinds.has(about)
			? { about, ...parseRange(values) }
			: wordKinds.has(about)
				? { about, oneOf: values.map((value) => value.toUpperCase()) }
				: closedKinds.has(about)
					? { about, oneOf: values.map((value) => value.toLowerCase()) }
					: null
	);
	return read.success ? read.data : null;
}

/** `5`, `4+` or `0-2`. */
function parseRange(values: string[]): { from: number; to: number | null } | null {
	const [, from, to, open] = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?)|(\+))?$/.exec(values.join('')) ?? [];
	if (from === undefined) return null;
	const end = open ? null : Number(to ?? from);
	return end !== null && end < Number(from) ? null : { from: Number(from), to: end };
}

function makeCondition(condition: Condition): string {
	if ('oneOf' in condition) return `${condition.about} ${condition.oneOf.join(' ')}`;
	const { about, from, to } = condition;
	if (to === null) return `${about} ${from ?? 0}+`;
	return from === to ? `${about} ${to}` : `${about} ${from ?? 0}-${to}`;
}

/** What a clause about the way of showing says; null when it says nothing that is known. */
function parseShown(name: string, values: string[]): Partial<Record<keyof HangingCell, unknown>> | null {
	const [first = '', second, ...more] = values;
	if (more.length > 0) return null;
	if (name === 'slab') return { slab: { kind: first, thicknessMm: Number(second) } };
	if (second !== undefined) return null;
	switch (name) {
		case 'must':
			return first === '' ? { isMust: true } : null;
		case 'prior':
			return first === '' ? { study: 'prior' } : null;
		case 'or':
			return first === 'empty' ? { isEmptyElse: true } : null;
		case 'keep':
			return first === 'place' ? { keepsPlace: true } : null;
		case 'same':
			return { same: Number(first) };
		case 'plane':
		case 'preset':
		case 'align':
		case 'at':
			return { [name]: first };
		case 'orient': {
			const [row, column = null, ...rest] = first.toUpperCase().split('/');
			return rest.length > 0 ? null : { orient: { row, column } };
		}
		default:
			return null;
	}
}
