import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { baseOf, openCell, packCell, type CellRead } from './cell.ts';

const monthFrom = Date.UTC(2026, 10, 1);

function aRead(nth: number, given: Partial<CellRead> = {}): CellRead {
	const memberAt = monthFrom + nth * HOUR_MS;
	return {
		...{ modality: 'CT', region: 'head', priority: 'stat', patientClass: 'emergency', cause: '' },
		...{ memberAt, procedure: 'CT head', readerId: `r${nth % 3}` },
		timeline: { at: { exam_completed: memberAt, final_signed: memberAt + HOUR_MS }, holds: [] },
		...given
	};
}

describe('the bytes of a cell', () => {
	it('keep every row with its times, codes and holds', () => {
		const holds = [
			{ from: monthFrom, to: monthFrom + 5 },
			{ from: monthFrom + 9, to: null }
		];
		const reads = [
			aRead(0),
			aRead(30, { cause: 'staffing', timeline: { at: { exam_completed: monthFrom + 30 * HOUR_MS }, holds } }),
			aRead(31, { region: '', procedure: 'CT “stroke”, Übersicht' })
		];
		const cell = openCell(packCell(monthFrom, reads));
		expect(cell).toMatchObject({ size: 3, monthFrom, members: null, loose: [], held: [{ row: 1, holds }] });
		expect(cell.days.slice(0, 3)).toEqual([0, 1, 3]);
		expect([...(cell.times.final_signed ?? [])]).toEqual([
			monthFrom + HOUR_MS - baseOf(monthFrom),
			0,
			monthFrom + 32 * HOUR_MS - baseOf(monthFrom)
		]);
		expect(cell.times.opened).toBeUndefined();
		expect([...cell.trait].map((at) => cell.traits[at])).toMatchObject([
			{ cause: '', region: 'head' },
			{ cause: 'staffing' },
			{ region: '' }
		]);
		expect([...cell.reader].map((at) => cell.readers[at])).toEqual(['r0', 'r0', 'r1']);
		expect(cell.procedures[cell.procedure[2] ?? 0]).toBe('CT “stroke”, Übersicht');
	});

	it('take two bytes for a code where there are many, wherever the bytes lie', () => {
		const reads = Array.from({ length: 700 }, (_, nth) => aRead(nth, { readerId: `reader ${nth}` }));
		const packed = packCell(monthFrom, reads);
		for (const shift of [0, 1, 2, 3]) {
			const moved = new Uint8Array(packed.length + shift).subarray(shift);
			moved.set(packed);
			const cell = openCell(moved);
			expect([...cell.reader].map((at) => cell.readers[at])).toEqual(reads.map(({ readerId }) => readerId));
			expect(cell.days.at(-1)).toBe(700);
		}
	});

	it('keep apart what no column holds, and the month of what has no end', () => {
		const far = aRead(1, {
			timeline: { at: { exam_completed: monthFrom, final_signed: monthFrom + 90 * DAY_MS }, holds: [] }
		});
		const endless = aRead(2, { timeline: { at: { final_signed: monthFrom + DAY_MS }, holds: [] } });
		const cell = openCell(packCell(monthFrom, [far, endless]));
		expect(cell.loose).toEqual([far]);
		expect([...(cell.members ?? [])]).toEqual([endless.memberAt - baseOf(monthFrom)]);
	});
});
