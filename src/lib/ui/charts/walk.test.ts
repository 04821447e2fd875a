import { describe, expect, it } from 'vitest';
import { dataPoints, type ChartModel } from '#lib/core/charts/model.ts';
import { chartTable } from './table.ts';
import { describePoint } from './values.ts';
import { nextPosition } from './walk.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const row = (name: string, values: (number | null)[]) => ({
	name,
	role: 'data' as const,
	points: values.map((y, hour) => ({ x: `0${hour}`, y, n: 40 }))
});

const heat: ChartModel = {
	kind: 'heat',
	title: 'Nights are slow',
	n: 320,
	xAxis: { title: 'Hour', unit: 'name' },
	yAxis: { title: 'P90', unit: 'minutes' },
	series: [row('Monday', [20, 30, 40]), row('Tuesday', [25, null, 45]), row('Wednesday', [22, 33, 44])],
	notes: []
};

const at = (position: number | undefined) => {
	const point = dataPoints(heat)[position ?? -1];
	return point && plain(describePoint(heat, point));
};

describe('keys in a heat map', () => {
	it('go row by row', () => {
		expect(at(nextPosition(heat, 2, 'ArrowRight'))).toBe('00, Tuesday: 25 min (n 40)');
		expect(at(nextPosition(heat, 0, 'End'))).toBe('02, Wednesday: 44 min (n 40)');
	});

	it('change the row and keep the column, over a cell without a value', () => {
		expect(at(nextPosition(heat, 1, 'ArrowDown'))).toBe('01, Wednesday: 33 min (n 40)');
		expect(at(nextPosition(heat, 6, 'ArrowUp'))).toBe('01, Monday: 30 min (n 40)');
		expect(at(nextPosition(heat, 7, 'ArrowUp'))).toBe('02, Tuesday: 45 min (n 40)');
	});

	it.each([
		['ArrowUp', 1],
		['ArrowLeft', 0]
	])('stay inside with %s', (key, expected) => {
		expect(nextPosition(heat, key === 'ArrowUp' ? 1 : 0, key)).toBe(expected);
	});

	it('leave other keys to others', () => {
		expect(nextPosition(heat, 0, 'Tab')).toBeUndefined();
	});

	it('begin with the first point', () => {
		expect(['ArrowRight', 'ArrowDown', 'Home'].map((key) => nextPosition(heat, -1, key))).toEqual([0, 0, 0]);
	});
});

it('tables a heat map cell by cell', () => {
	const { columns, rows } = chartTable(heat);
	expect(columns.map(({ label }) => label)).toEqual(['Hour', 'Series', 'P90', 'n']);
	expect(rows).toHaveLength(8);
});
