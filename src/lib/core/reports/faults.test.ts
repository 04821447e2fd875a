import { describe, expect, it } from 'vitest';
import { aHead, everyColumn } from '../../../../tests/support/a-report.ts';
import { makeRow, suppressed, type ReportColumn, type ReportRow } from './columns.ts';
import { reportFaults } from './faults.ts';
import type { ReportSection } from './model.ts';

const faultsOf = (...sections: ReportSection[]): string[] =>
	reportFaults({ head: aHead, sections, notes: [] });
const table = (columns: readonly ReportColumn[], rows: readonly ReportRow[]): ReportSection => ({
	kind: 'table',
	id: 't',
	title: 'T',
	columns,
	rows,
	empty: ''
});

describe('a row', () => {
	const columns: ReportColumn[] = [
		{ key: 'who', title: 'Who', kind: 'code' },
		{ key: 'n', title: 'n', kind: 'count' }
	];

	it('stands in the order of its columns, with a reason for each gap', () => {
		expect(makeRow('body', columns, { n: suppressed, who: 'R01' })).toEqual({
			kind: 'body',
			cells: ['R01', null],
			absent: { n: 'suppressed' }
		});
	});

	it('is refused with a value too few or too many, or with null without a reason', () => {
		expect(() => makeRow('body', columns, { who: 'R01' })).toThrow('its column n');
		expect(() => makeRow('body', columns, { who: 'R01', n: null })).toThrow('its column n');
		expect(() => makeRow('body', columns, { who: 'R01', n: 1, more: 2 })).toThrow('not there: more');
	});
});

describe('a report is told', () => {
	it.each([
		[{ key: 'a', title: 'A', kind: 'count' }, -1],
		[{ key: 'a', title: 'A', kind: 'count' }, 1.5],
		[{ key: 'a', title: 'A', kind: 'day' }, '2026-02-30'],
		[{ key: 'a', title: 'A', kind: 'instant' }, '2026-02-03'],
		[{ key: 'a', title: 'A', kind: 'boolean' }, 'yes'],
		[{ key: 'a', title: 'A', kind: 'decimal', unit: '', digits: 1 }, Number.NaN],
		[{ key: 'a', title: 'A', kind: 'text' }, 3]
	] as const)('that a value is not what its column %o says: %s', (column, value) => {
		expect(faultsOf(table([column], [{ kind: 'body', cells: [value] }]))).toEqual([
			`t.a, row 0: ${value} is no ${column.kind}`
		]);
	});

	it('of a rate without its n or its interval', () => {
		const rate = everyColumn.find(({ key }) => key === 'rate');
		expect(faultsOf(table(rate ? [rate] : [], []))).toEqual(
			['reviewed', 'rate_lower', 'rate_upper'].map((key) => `t.rate: its companion ${key} is not there`)
		);
	});

	it('of a gap without a reason, and of two sections of one name', () => {
		const bare = table([{ key: 'a', title: 'A', kind: 'text' }], [{ kind: 'body', cells: [null] }]);
		expect(faultsOf(bare, bare)[0]).toBe('two sections with one id');
		expect(faultsOf(bare)).toEqual(['t.a, row 0: no value without a reason, and no reason with a value']);
	});
});
