import { hangingProtocolSchema, type HangingCell, type HangingProtocol } from './protocol.ts';
import { makeCell, parseCell, parseWords } from './cell-text.ts';

/** What is wrong with a line; lines count from 1. */
export type HangingProblem = {
	readonly line: number;
	readonly code:
		| 'hanging-line-unreadable'
		| 'code-invalid'
		| 'label-required'
		| 'label-too-long'
		| 'code-twice'
		| 'protocol-missing'
		| 'layout-missing'
		| 'layout-unreadable'
		| 'cells-missing'
		| 'cells-too-many'
		| 'clause-unreadable'
		| 'same-later';
};

export type ReadHanging = { readonly list: HangingProtocol[]; readonly problems: readonly HangingProblem[] };

const maxNameChars = 80;

type Draft = {
	line: number;
	id: string;
	name: string;
	modalities: string[];
	body: string[];
	layout: HangingProtocol['layout'] | null;
	cells: HangingCell[];
};

/**
 * Reads protocols as text: `protocol code | name`, then `for` modalities, `body` words, `layout` rows×columns, and a line for each
 * cell, its clauses parted by `;`. Empty lines count for nothing. A protocol with a problem is left out.
 */
export function parseHanging(text: string): ReadHanging {
	const problems: HangingProblem[] = [];
	const drafts: Draft[] = [];
	for (const [at, written] of text.split(/\r?\n/).entries()) {
		if (written.trim() === '') continue;
		const line = at + 1;
		const code = readLine(written.trim(), line, drafts);
		if (code) problems.push({ line, code });
	}
	const list = drafts.flatMap((draft, at): HangingProtocol[] => {
		const { line, ...body } = draft;
		const end = drafts[at + 1]?.line ?? Infinity;
		// What is missing follows from a line that could not be read.
		if (problems.some((problem) => problem.line >= line && problem.line < end)) return [];
		const whole = hangingProtocolSchema.safeParse(body);
		if (whole.success) return [whole.data];
		const isMissing = body.layout === null ? 'layout-missing' : 'cells-missing';
		problems.push({
			line,
			code: body.cells.length > 0 && body.layout ? 'hanging-line-unreadable' : isMissing
		});
		return [];
	});
	return { list, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** Writes what {@link parseHanging} reads. */
export function makeHanging(protocols: readonly HangingProtocol[]): string {
	return protocols
		.map(({ id, name, modalities, body, layout, cells }) =>
			[
				`protocol ${id} | ${name}`,
				...(modalities.length > 0 ? [`for ${modalities.join(' ')}`] : []),
				...(body.length > 0 ? [`body ${body.join(' ')}`] : []),
				`layout ${layout.rows}x${layout.columns}`,
				...cells.map((cell) => `cell ${makeCell(cell)}`.trimEnd())
			].join('\n')
		)
		.join('\n\n');
}

function readLine(text: string, line: number, drafts: Draft[]): HangingProblem['code'] | null {
	const [keyword = ''] = text.split(/\s/, 1);
	const rest = text.slice(keyword.length).trim();
	if (keyword === 'protocol') return readHead(rest, line, drafts);
	const draft = drafts.at(-1);
	if (!draft) return 'protocol-missing';
	switch (keyword) {
		case 'for':
		case 'body': {
			const words = parseWords(rest);
			if (!words) return 'clause-unreadable';
			draft[keyword === 'for' ? 'modalities' : 'body'] = words;
			return null;
		}
		case 'layout': {
			const [rows, columns, ...more] = rest.split(/\s*[x×]\s*/).map(Number);
			const layout = hangingProtocolSchema.shape.layout.safeParse({ rows, columns });
			if (!layout.success || more.length > 0) return 'layout-unreadable';
			draft.layout = layout.data;
			return null;
		}
		case 'cell': {
			if (draft.layout && draft.cells.length >= draft.layout.rows * draft.layout.columns)
				return 'cells-too-many';
			const cell = parseCell(rest);
			if (!cell) return 'clause-unreadable';
			if (cell.same !== null && cell.same > draft.cells.length) return 'same-later';
			draft.cells.push(cell);
			return null;
		}
		default:
			return 'hanging-line-unreadable';
	}
}

function readHead(rest: string, line: number, drafts: Draft[]): HangingProblem['code'] | null {
	const bar = rest.indexOf('|');
	const id = (bar < 0 ? rest : rest.slice(0, bar)).trim();
	const name = bar < 0 ? '' : rest.slice(bar + 1).trim();
	const isTwice = drafts.some((draft) => draft.id === id);
	// Also a protocol with a broken head takes the lines below it, or each of them would be a problem.
	drafts.push({ line, id, name, modalities: [], body: [], layout: null, cells: [] });
	if (!hangingProtocolSchema.shape.id.safeParse(id).success) return 'code-invalid';
	if (name === '') return 'label-required';
	if (name.length > maxNameChars) return 'label-too-long';
	return isTwice ? 'code-twice' : null;
}
