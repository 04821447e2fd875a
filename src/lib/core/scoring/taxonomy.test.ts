import { describe, expect, it } from 'vitest';
import { builtInTaxonomies, defaultTaxonomy } from './built-in-taxonomies.ts';
import { causeWords, codeWords } from './code-words.ts';
import { causesOf, isCauseOf, taxonomySchema, unknownCode, wordsOf, type Taxonomy } from './taxonomy.ts';

const nothing = { cause: null, factors: [], imageIssues: [] };

describe('a taxonomy', () => {
	it.each(builtInTaxonomies.map((taxonomy) => [taxonomy.edition, taxonomy] as const))(
		'of edition %s is a valid one and names every cause once, on both levels',
		(_edition, taxonomy) => {
			expect(taxonomySchema.parse(taxonomy)).toEqual(taxonomy);
			const causes = causesOf(taxonomy);
			expect(new Set(causes).size).toBe(causes.length);
			const types = taxonomy.causes.flatMap((group) => group.types);
			expect(causes).toHaveLength(taxonomy.causes.length + types.length);
		}
	);

	it('begins a new group with the last edition', () => {
		expect(builtInTaxonomies.at(-1)).toEqual(defaultTaxonomy);
		expect(new Set(builtInTaxonomies.map(({ edition }) => edition)).size).toBe(builtInTaxonomies.length);
	});

	it.each([
		['perception', true],
		['perception/satisfaction-of-search', true],
		['knowledge/satisfaction-of-search', false],
		['perception/', false],
		['', false],
		['constructor', false]
	])('tells of %j whether it is a cause: %s', (text, expected) => {
		expect(isCauseOf(defaultTaxonomy, text)).toBe(expected);
	});

	it.each([
		[{}, null],
		[{ cause: 'perception/under-reading', factors: ['ai-result'], imageIssues: ['motion'] }, null],
		[{ cause: 'moon' }, 'cause-unknown'],
		[{ factors: ['motion'] }, 'factor-unknown'],
		[{ imageIssues: ['ai-result'] }, 'image-issue-unknown']
	])('finds in %j the unknown code %s', (coded, expected) => {
		expect(unknownCode(defaultTaxonomy, { ...nothing, ...coded })).toBe(expected);
	});

	it.each<[string, Partial<Taxonomy>, string]>([
		['has no edition', { edition: ' ' }, 'edition-invalid'],
		['has no cause', { causes: [] }, 'causes-required'],
		[
			'names a cause twice',
			{ causes: [...defaultTaxonomy.causes, { code: 'system', label: 'Again', types: [] }] },
			'code-twice'
		],
		['has a code with a space', { factors: [{ code: 'a b', label: 'A' }] }, 'code-invalid'],
		['has a code without a label', { imageIssues: [{ code: 'a', label: ' ' }] }, 'label-required']
	])('is refused when it %s', (_when, change, message) => {
		const parsed = taxonomySchema.safeParse({ ...defaultTaxonomy, ...change });
		expect(parsed.error?.issues[0]?.message).toBe(message);
	});
});

describe('the words of codes', () => {
	const later: Taxonomy = {
		edition: '2027.1',
		causes: [{ code: 'perception', label: 'Seeing', types: [] }],
		factors: [],
		imageIssues: []
	};
	const words = wordsOf([...builtInTaxonomies, later]);

	it.each([
		['perception', 'Seeing'],
		['perception/under-reading', 'Seeing: missed though visible'],
		['moon', 'moon'],
		['system/moon', 'System: moon'],
		['constructor', 'constructor']
	])('of the cause %j are %j', (cause, expected) => {
		expect(causeWords(words, cause)).toBe(expected);
	});

	it('stay for codes that a later edition retired', () => {
		for (const cause of causesOf(defaultTaxonomy))
			expect(causeWords(words, cause)).not.toMatch(/undefined|\//);
		for (const { code, label } of defaultTaxonomy.factors) expect(codeWords(words, code)).toBe(label);
		for (const { code, label } of defaultTaxonomy.imageIssues) expect(codeWords(words, code)).toBe(label);
	});
});
