import type { Taxonomy, Term } from './taxonomy.ts';

/** What is wrong with a line of a list; lines count from 1. */
export type LineProblem = {
	readonly line: number;
	readonly code:
		'line-unreadable' | 'code-invalid' | 'label-required' | 'label-too-long' | 'code-twice' | 'group-missing';
};

/** A list as it was read, with the first problem of each line that has one. */
export type ReadList<T> = { readonly list: T[]; readonly problems: readonly LineProblem[] };

const MAX_LABEL_CHARS = 80;
const codePattern = /^[a-z][a-z0-9-]{0,39}$/;

type Line = { readonly line: number; readonly code: string; readonly label: string };

/** Reads one term a line, `code | label`; empty lines count for nothing. */
export function parseTerms(text: string): ReadList<Term> {
	const list: Term[] = [];
	const problems: LineProblem[] = [];
	for (const each of linesOf(text)) {
		const problem = problemOf(each, each.code, list);
		if (problem) problems.push({ line: each.line, code: problem });
		else list.push({ code: each.code, label: each.label });
	}
	return { list, problems };
}

/** Writes what {@link parseTerms} reads. */
export function makeTerms(terms: readonly Term[]): string {
	return terms.map(({ code, label }) => `${code} | ${label}`).join('\n');
}

/** Reads causes on two levels: `group | label`, and after it `group/type | label` for each of its types. */
export function parseCauses(text: string): ReadList<Taxonomy['causes'][number]> {
	const list: Taxonomy['causes'] = [];
	const problems: LineProblem[] = [];
	for (const each of linesOf(text)) {
		const { line, code, label } = each;
		const [groupCode = '', type] = code.split('/');
		const group = list.find((candidate) => candidate.code === groupCode);
		const siblings = type === undefined ? list : (group?.types ?? []);
		const problem =
			type !== undefined && !group ? 'group-missing' : problemOf(each, type ?? groupCode, siblings);
		if (problem) problems.push({ line, code: problem });
		else if (type === undefined) list.push({ code: groupCode, label, types: [] });
		else group?.types.push({ code: type, label });
	}
	return { list, problems };
}

/** Writes what {@link parseCauses} reads. */
export function makeCauses(causes: Taxonomy['causes']): string {
	return causes
		.flatMap(({ code, label, types }) => [
			`${code} | ${label}`,
			...types.map((type) => `  ${code}/${type.code} | ${type.label}`)
		])
		.join('\n');
}

function linesOf(text: string): Line[] {
	return text.split('\n').flatMap((written, at): Line[] => {
		if (written.trim() === '') return [];
		const bar = written.indexOf('|');
		const code = (bar < 0 ? '' : written.slice(0, bar)).trim();
		return [{ line: at + 1, code, label: written.slice(bar + 1).trim() }];
	});
}

function problemOf(
	{ code: written, label }: Line,
	code: string,
	siblings: readonly Term[]
): LineProblem['code'] | null {
	if (written === '') return 'line-unreadable';
	if (!codePattern.test(code) || written.split('/').length > 2) return 'code-invalid';
	if (label === '') return 'label-required';
	if (label.length > MAX_LABEL_CHARS) return 'label-too-long';
	return siblings.some((sibling) => sibling.code === code) ? 'code-twice' : null;
}

/** A code with its words, `group/type` for the second level of a cause. */
export type Change = { readonly list: 'causes' | 'factors' | 'imageIssues'; readonly code: string };

/** What another edition changes: codes that can be chosen anew, codes that no longer can, and codes that get other words. */
export type TaxonomyChanges = {
	readonly added: readonly (Change & { readonly label: string })[];
	readonly retired: readonly (Change & { readonly label: string })[];
	readonly renamed: readonly (Change & { readonly from: string; readonly to: string })[];
};

/** Compares two editions code by code. */
export function taxonomyChanges(before: Taxonomy, after: Taxonomy): TaxonomyChanges {
	const [old, fresh] = [entriesOf(before), entriesOf(after)];
	const find = (of: readonly Entry[], { list, code }: Change): Entry | undefined =>
		of.find((entry) => entry.list === list && entry.code === code);
	return {
		added: fresh.filter((entry) => !find(old, entry)),
		retired: old.filter((entry) => !find(fresh, entry)),
		renamed: fresh.flatMap(({ list, code, label: to }) => {
			const from = find(old, { list, code })?.label;
			return from === undefined || from === to ? [] : [{ list, code, from, to }];
		})
	};
}

type Entry = Change & { readonly label: string };

function entriesOf({ causes, factors, imageIssues }: Taxonomy): Entry[] {
	return [
		...causes.flatMap(({ code, label, types }): Entry[] => [
			{ list: 'causes', code, label },
			...types.map((type): Entry => ({ list: 'causes', code: `${code}/${type.code}`, label: type.label }))
		]),
		...factors.map((term): Entry => ({ list: 'factors', ...term })),
		...imageIssues.map((term): Entry => ({ list: 'imageIssues', ...term }))
	];
}
