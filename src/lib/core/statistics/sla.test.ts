import { describe, expect, it } from 'vitest';
import { slaCompliance } from './sla.ts';

describe('slaCompliance', () => {
	const cases = [
		{ age: 300, tat: 20 },
		{ age: 280, tat: 45 },
		{ age: 250, tat: 70 },
		{ age: 200, tat: null },
		{ age: 90, tat: 30 },
		{ age: 61, tat: null },
		{ age: 60, tat: 60 },
		{ age: 30, tat: 10 },
		{ age: 25, tat: 12 },
		{ age: 10, tat: null }
	];

	it('counts open reads past the deadline as missed and leaves out what is not due', () => {
		const sla = slaCompliance(cases, 60, 0.95);
		expect(sla).toMatchObject({ eligible: 7, met: 4, missed: 3, notDue: 3 });
		expect(sla.compliance).toBeCloseTo(4 / 7, 14);
		expect(sla.lower).toBeCloseTo(0.250458364527657, 12);
		expect(sla.upper).toBeCloseTo(0.84178014474853, 12);
		expect(sla.naive).toBeCloseTo(6 / 7, 14);
	});

	it('says nothing while nothing is due', () => {
		const sla = slaCompliance([{ age: 5, tat: null }], 60, 0.95);
		expect(sla).toMatchObject({ eligible: 0, notDue: 1, compliance: null, lower: null, naive: null });
	});
});
