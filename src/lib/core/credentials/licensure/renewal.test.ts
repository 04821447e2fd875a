import { describe, expect, it } from 'vitest';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';
import { suggestGraceUntil, suggestNextExpiry } from './renewal.ts';

const suggest = (
	jurisdiction: string,
	lastExpiresOn: string,
	birthday: { month: number; day: number } | null = null
) => {
	const rules = licensureUs.jurisdictions[jurisdiction];
	return rules ? suggestNextExpiry({ rules, lastExpiresOn, birthday }) : null;
};

describe('the next end of a licence', () => {
	const leapDay = { month: 2, day: 29 };
	it.each([
		['a fixed day every year', 'MS', '2026-06-30', null, '2027-06-30', true],
		['two years, without a rule for the day', 'CO', '2026-04-30', null, '2028-04-30', true],
		['three years', 'IL', '2026-07-31', null, '2029-07-31', false],
		['a birthday', 'NC', '2026-05-03', { month: 5, day: 3 }, '2027-05-03', true],
		['a birthday on 29 February: to a common year', 'NC', '2024-02-29', leapDay, '2025-02-28', true],
		['a birthday on 29 February: back to a leap year', 'NC', '2027-02-28', leapDay, '2028-02-29', true],
		['the end of the month of birth', 'CA', '2026-02-28', { month: 2, day: 10 }, '2028-02-29', false],
		['the last day without knowing the birthday', 'CA', '2026-02-28', null, '2028-02-28', true],
		['an end that does not follow the rule', 'NC', '2026-08-31', { month: 5, day: 3 }, '2027-08-31', true],
		['a cycle that nobody has verified', 'TX', '2026-05-31', null, '2028-05-31', false]
	])('after %s', (_what, jurisdiction, last, birthday, expected, verified) => {
		const suggested = suggest(jurisdiction, last, birthday);
		expect([suggested?.value, suggested?.verified]).toEqual([expected, verified]);
	});

	it('is not guessed where no cycle is known', () => {
		expect(suggest('GU', '2026-05-31')).toBeNull();
	});

	it('is offered with its source and with what speaks against it', () => {
		expect(suggest('ID', '2026-06-30')).toMatchObject({
			source: expect.stringContaining('undated'),
			note: 'another source: 24 months by birthday from 2025-07-01'
		});
	});
});

describe('grace', () => {
	it.each([
		['AL', '2025-12-31', '2026-01-31'],
		['KY', '2026-03-01', '2026-04-01'],
		['MS', '2026-06-30', null],
		['TX', '2026-05-31', null]
	])('of %s after %s lasts until %s', (jurisdiction, expiresOn, expected) => {
		const rules = licensureUs.jurisdictions[jurisdiction];
		expect(rules && (suggestGraceUntil(rules, expiresOn)?.value ?? null)).toBe(expected);
	});
});
