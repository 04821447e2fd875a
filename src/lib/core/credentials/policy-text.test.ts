import { describe, expect, it } from 'vitest';
import { makeOwnFacts, makeStatusWords, parseOwnFacts, parseStatusWords } from './policy-text.ts';

describe('facts of a group’s own', () => {
	const text = [
		'TX graceDays | 10 | letter of the board | 2026-11 | verified',
		'OR licenceNeed | every-reader | our counsel | | unverified | to be asked again',
		'MI compact | {"status":"member","canBeSpl":null,"since":"2026-03-28"} | statute | 2026-04 | verified',
		'federal va | false | our contract | 2026-01 | verified'
	].join('\n');

	it('are read and written alike', () => {
		const { value, problems } = parseOwnFacts(`\n${text}\n`);
		expect(problems).toEqual([]);
		expect(value).toHaveLength(4);
		expect(makeOwnFacts(value)).toBe(text);
	});

	it.each([
		['TX graceDays | 10', 'fact-line-unreadable'],
		['TX graceDays | 10 | letter | 2026 | perhaps', 'fact-line-unreadable'],
		['ZZ graceDays | 10 | letter | 2026 | verified', 'fact-field-unknown'],
		['federal navy | true | letter | 2026 | verified', 'fact-field-unknown'],
		['TX graceDays | many | letter | 2026 | verified', 'fact-value-unfit'],
		['TX hair | 10 | letter | 2026 | verified', 'fact-value-unfit']
	])('of the line %j are refused with its number', (line, code) => {
		expect(parseOwnFacts(`${text}\n${line}`).problems).toEqual([{ line: 5, code }]);
	});
});

describe('words of boards', () => {
	it('are read and written alike, and refused by line', () => {
		const text = 'In Good Standing | active\nLapsed, renewable | lapsed';
		expect(makeStatusWords(parseStatusWords(text).value)).toBe(text);
		expect(parseStatusWords(`${text}\nHibernating | asleep\nno bar`).problems).toEqual([
			{ line: 3, code: 'status-unknown' },
			{ line: 4, code: 'status-line-unreadable' }
		]);
	});
});
