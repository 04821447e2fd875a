import { describe, expect, it } from 'vitest';
import { matches, parseMatching } from './matching.ts';
import { parseSearchQuery } from './search-query.ts';

describe('a search key', () => {
	it.each([
		['PN', 'DOE*', 'Doe^John', true],
		['PN', 'doe^john', 'DOE^JOHN', true],
		['PN', 'D?e*', 'Doe^John', true],
		['PN', 'Do', 'Doe^John', false],
		['LO', 'a*b*c', 'aXbXbXc', true],
		['LO', '*a', 'ab', false],
		['UI', '1.2,1.3', '1.3', true],
		['UI', '1.2\\1.3', '1.3', true],
		['UI', '1.2', '1.20', false],
		['DA', '20260101-20261231', '20260615', true],
		['DA', '-20261231', '20270101', false],
		['DA', '20260101-', '20270101', true],
		['DA', '20260101', '20260102', false],
		['TM', '10-11', '113059', true],
		['TM', '10-11', '120000', false],
		['CS', 'CT\\MR', 'MR', true],
		['IS', '007', '7', true],
		['LO', '""', '', true],
		['LO', '""', 'x', false]
	] as const)('%s %s meets %s: %s', (vr, value, text, expected) => {
		const matching = parseMatching(vr, value);
		expect(matching && matches(matching, [text])).toBe(expected);
	});

	it.each([
		['DA', '2026-01-01'],
		['DA', 'yesterday'],
		['DA', '-'],
		['TM', '1'],
		['UI', "1.2' or '1'='1"],
		['IS', 'seven']
	] as const)('%s %s is none', (vr, value) => {
		expect(parseMatching(vr, value)).toBeNull();
	});

	it('with many stars is answered at once', () => {
		const matching = parseMatching('LO', `${'a*'.repeat(2000)}b`);
		const startedAt = performance.now();
		expect(matching && matches(matching, ['a'.repeat(5000)])).toBe(false);
		expect(performance.now() - startedAt).toBeLessThan(1000);
	});
});

describe('the query of a search', () => {
	const parse = (text: string, level: 'study' | 'series' = 'study') =>
		parseSearchQuery(new URLSearchParams(text), level);

	it('understands keywords and tags alike', () => {
		const [a, b] = [parse('PatientID=7'), parse('00100020=7')];
		expect(a).toEqual(b);
		expect(a).toMatchObject({
			ok: true,
			value: { match: [{ value: '7', attribute: { keyword: 'PatientID' } }], warnings: [] }
		});
	});

	it.each([
		[
			'fuzzymatching=true',
			'The fuzzymatching parameter is not supported. Only literal matching has been performed.'
		],
		['Nonsense=1', 'A search key is not supported and was not matched.'],
		['Modality=CT', 'A search key is not supported and was not matched.'],
		['limit=5000', 'No more than 1000 results are given at a time; the others can be asked for with offset.']
	])('%s is answered with a warning', (text, warning) => {
		expect(parse(text)).toMatchObject({ ok: true, value: { warnings: [warning] } });
	});

	it.each([
		['limit=-1', 'bad-limit'],
		['limit=ten', 'bad-limit'],
		['offset=1.5', 'bad-offset'],
		['fuzzymatching=perhaps', 'bad-fuzzymatching'],
		[`PatientID=${'x'.repeat(5000)}`, 'bad-value'],
		[Array.from({ length: 70 }, (_, at) => `k${at}=1`).join('&'), 'too-many-parameters']
	])('%.20s is refused: %s', (text, error) => {
		expect(parse(text)).toEqual({ ok: false, error });
	});
});
