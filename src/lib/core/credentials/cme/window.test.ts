import { describe, expect, it } from 'vitest';
import { lastQuarterEnd, resolveWindows, windowSchema, yearsOf } from './window.ts';

type Written = Record<string, unknown>;

function windowOf(rule: Written, person: Written = {}, asOf = '2026-11-22') {
	const found = resolveWindows(windowSchema.parse(rule), { person, asOf });
	if (!found.ok) return `unknown: ${found.error}`;
	return found.value.map(({ from, to }) => `${from}..${to}`).join(' ');
}

const expires = { licenceExpiresOn: '2026-12-31' };
const born = { bornOn: '1979-05-17', licensedOn: '2012-07-01' };

// prettier-ignore
const table: [string, Written, Written, string][] = [
	['24 months before expiry', { type: 'months-before-expiry', months: 24 }, expires, '2025-01-01..2026-12-31'],
	['a period that is not the term', { type: 'months-before-expiry', months: 48 }, { ...expires, cmePeriodEndsOn: '2028-05-16' }, '2024-05-17..2028-05-16'],
	['a period whose end nobody knows', { type: 'months-before-expiry', months: 48, anchorFact: 'cmePeriodEndsOn' }, expires, 'unknown: cmePeriodEndsOn'],
	['an anchor that is given', { type: 'months-before-expiry', months: 24, anchor: '2024-02-29' }, expires, '2022-03-01..2024-02-29'],
	['the end of a short month', { type: 'months-before-expiry', months: 24, anchor: '2026-02-28' }, {}, '2024-02-29..2026-02-28'],
	['18 months back from expiry', { type: 'lookback-months', months: 18 }, { licenceExpiresOn: '2026-07-31' }, '2025-02-01..2026-07-31'],
	['36 months to the day of asking', { type: 'rolling-months', months: 36 }, {}, '2023-11-23..2026-11-22'],
	['36 months to the end of a quarter', { type: 'rolling-months', months: 36, anchorRule: 'last-quarter-end' }, {}, '2023-10-01..2026-09-30'],
	['months to a day that is a fact', { type: 'rolling-months', months: 24, anchorFact: 'inspectionOn' }, { inspectionOn: '2026-12-10' }, '2024-12-11..2026-12-10'],
	['months to a fact that is missing', { type: 'rolling-months', months: 24, anchorFact: 'inspectionOn' }, {}, 'unknown: inspectionOn'],
	['three previous calendar years', { type: 'previous-calendar-years', years: 3 }, {}, '2023-01-01..2025-12-31'],
	['three previous years and the present one', { type: 'previous-calendar-years', years: 3, withCurrent: true }, {}, '2023-01-01..2026-11-22'],
	['the calendar year', { type: 'calendar-year' }, {}, '2026-01-01..2026-12-31'],
	['the term of the licence', { type: 'fixed-term' }, { ...expires, termStartedOn: '2025-02-10' }, '2025-02-10..2026-12-31'],
	['a term that is given', { type: 'fixed-term', from: '2025-01-15', to: '2027-01-14' }, {}, '2025-01-15..2027-01-14'],
	['a term whose beginning is missing', { type: 'fixed-term' }, expires, 'unknown: termStartedOn'],
	['even years to 30 June', { type: 'fixed-cycle', years: 2, month: 6, day: 30, inYear: 2024 }, {}, '2026-07-01..2028-06-30'],
	['odd years to 31 December', { type: 'fixed-cycle', years: 2, month: 12, day: 31, inYear: 2025 }, {}, '2026-01-01..2027-12-31'],
	['a triennium that is the same for all', { type: 'fixed-cycle', years: 3, month: 7, day: 31, inYear: 2029 }, {}, '2026-08-01..2029-07-31'],
	['the month of birth in years like that of birth', { type: 'birth-cycle', years: 2, turns: 'after-birth-month', countedFrom: 'birth-year' }, born, '2025-06-01..2027-05-31'],
	['the month of birth in December', { type: 'birth-cycle', years: 2, turns: 'after-birth-month', countedFrom: 'birth-year' }, { bornOn: '1980-12-05' }, '2025-01-01..2026-12-31'],
	['three years from the first birthday with a licence', { type: 'birth-cycle', years: 3, turns: 'on-birthday', countedFrom: 'licence' }, born, '2025-05-17..2028-05-16'],
	['a birthday on 29 February', { type: 'birth-cycle', years: 3, turns: 'on-birthday', countedFrom: 'licence' }, { bornOn: '1980-02-29', licensedOn: '2012-01-15' }, '2024-02-29..2027-02-27'],
	['a licence younger than the first birthday', { type: 'birth-cycle', years: 3, turns: 'on-birthday', countedFrom: 'licence' }, { bornOn: '1990-12-24', licensedOn: '2026-10-01' }, '2026-12-24..2029-12-23'],
	['a birthday nobody knows', { type: 'birth-cycle', years: 3, turns: 'on-birthday', countedFrom: 'licence' }, {}, 'unknown: bornOn'],
	['ever', { type: 'ever' }, {}, '1900-01-01..2026-11-22']
];

describe('the window', () => {
	it.each(table)('of %s', (_, rule, person, expected) => {
		expect(windowOf(rule, person)).toBe(expected);
	});

	it('with a free end may be any from the last end of a quarter to the day of asking', () => {
		const free = { type: 'rolling-months', months: 24, anchorRule: 'best-since-quarter-end' };
		expect(windowOf(free, {}, '2026-10-02')).toBe(
			'2024-10-03..2026-10-02 2024-10-02..2026-10-01 2024-10-01..2026-09-30'
		);
	});

	it.each([
		['2026-12-31', '2026-12-31'],
		['2026-12-30', '2026-09-30'],
		['2026-01-01', '2025-12-31'],
		['2024-03-31', '2024-03-31'],
		['2024-03-30', '2023-12-31']
	])('the last end of a quarter by %s is %s', (day, end) => expect(lastQuarterEnd(day)).toBe(end));

	it('falls into years from its end', () => {
		const years = yearsOf({ from: '2023-07-01', to: '2026-12-31' });
		expect(years.map(({ from }) => from)).toEqual(['2026-01-01', '2025-01-01', '2024-01-01', '2023-07-01']);
	});
});
