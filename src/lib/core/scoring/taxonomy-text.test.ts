import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInTaxonomies, defaultTaxonomy } from './built-in-taxonomies.ts';
import { makeCauses, makeTerms, parseCauses, parseTerms, taxonomyChanges } from './taxonomy-text.ts';

describe('a taxonomy as lines', () => {
	it.each(builtInTaxonomies.map((taxonomy) => [taxonomy.edition, taxonomy] as const))(
		'gives edition %s back as it was',
		(_edition, { causes, factors, imageIssues }) => {
			expect(parseCauses(makeCauses(causes))).toEqual({ list: causes, problems: [] });
			expect(parseTerms(makeTerms(factors))).toEqual({ list: factors, problems: [] });
			expect(parseTerms(makeTerms(imageIssues))).toEqual({ list: imageIssues, problems: [] });
		}
	);

	it('reads codes with their words and skips empty lines', () => {
		expect(parseTerms('\n motion |  Motion | blur \n\n  noise|Noise\n').list).toEqual([
			{ code: 'motion', label: 'Motion | blur' },
			{ code: 'noise', label: 'Noise' }
		]);
	});

	it.each([
		['a\n', 1, 'line-unreadable'],
		['| Label', 1, 'line-unreadable'],
		['motion | Motion\nMotion | Motion', 2, 'code-invalid'],
		['two words | Label', 1, 'code-invalid'],
		['motion |', 1, 'label-required'],
		[`motion | ${'x'.repeat(81)}`, 1, 'label-too-long'],
		['motion | Motion\n\nmotion | Again', 3, 'code-twice']
	])('names the line of what is wrong in %j', (text, line, code) => {
		expect(parseTerms(text).problems).toEqual([{ line, code }]);
	});

	it.each([
		['a/b | B', 1, 'group-missing'],
		['a | A\na/b/c | C', 2, 'code-invalid'],
		['a | A\na/b | B\n  a/b | B', 3, 'code-twice'],
		['a | A\nb | B\na | A', 3, 'code-twice'],
		['a | A\na/ | B', 2, 'code-invalid']
	])('names the line of what is wrong in the causes %j', (text, line, code) => {
		expect(parseCauses(text).problems).toEqual([{ line, code }]);
	});

	it('reads any text without failing', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				parseTerms(text);
				parseCauses(text);
			})
		);
	});
});

describe('what another edition changes', () => {
	it('is nothing where nothing changed', () => {
		expect(taxonomyChanges(defaultTaxonomy, { ...defaultTaxonomy, edition: '2027.1' })).toEqual({
			added: [],
			retired: [],
			renamed: []
		});
	});

	it('is told code by code, on both levels', () => {
		const [first, ...others] = defaultTaxonomy.causes;
		if (!first) throw new Error('no cause');
		const after = {
			...defaultTaxonomy,
			causes: [{ ...first, label: 'Seeing', types: first.types.slice(1) }, ...others],
			factors: [...defaultTaxonomy.factors, { code: 'interrupted', label: 'Interrupted' }]
		};
		expect(taxonomyChanges(defaultTaxonomy, after)).toEqual({
			added: [{ list: 'factors', code: 'interrupted', label: 'Interrupted' }],
			retired: [{ list: 'causes', code: 'perception/under-reading', label: 'Missed though visible' }],
			renamed: [{ list: 'causes', code: 'perception', from: 'Perception', to: 'Seeing' }]
		});
	});
});
