import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { lineProblem, taxonomyFields, taxonomyForm } from './taxonomy-form.ts';

const posted = { basedOn: '1', ...taxonomyFields(defaultTaxonomy) };

/** Problems by field as an action answers them. */
function problemsOf(values: unknown): Record<string, string> {
	const parsed = taxonomyForm.safeParse(values);
	return Object.fromEntries(
		(parsed.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])
	);
}

describe('the form of the taxonomy', () => {
	it('gives back what it shows, also with the line ends of a browser', () => {
		const crlf = Object.fromEntries(
			Object.entries(posted).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')])
		);
		expect(taxonomyForm.parse(crlf)).toEqual({ basedOn: 1, body: defaultTaxonomy });
	});

	it('names the list and the line of what is wrong', () => {
		const problems = problemsOf({ ...posted, factors: 'motion | Motion\n\nbad line' });
		expect(problems).toEqual({ 'factors.3': 'line-unreadable' });
		expect(lineProblem(problems, 'factors')).toEqual({ line: 3, code: 'line-unreadable' });
		expect(lineProblem(problems, 'causes')).toBeNull();
	});

	it.each([
		[{ causes: '' }, { causes: 'causes-required' }],
		[{ edition: 'the new one' }, { edition: 'edition-invalid' }],
		[{ factors: Array.from({ length: 41 }, (_, i) => `f${i} | F`).join('\n') }, { factors: 'too-many-terms' }]
	])('refuses %j as a whole', (change, expected) => {
		expect(problemsOf({ ...posted, ...change })).toEqual(expected);
	});

	it('may have no factors and no issues', () => {
		expect(taxonomyForm.parse({ ...posted, factors: '', imageIssues: ' \n ' }).body).toMatchObject({
			factors: [],
			imageIssues: []
		});
	});
});
