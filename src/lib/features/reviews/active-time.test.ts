import { describe, expect, it } from 'vitest';
import { ActiveTime } from './active-time.ts';

describe('the active time on a case', () => {
	it('runs from input to input', () => {
		const time = new ActiveTime(0);
		time.touch(1000);
		time.touch(21_000);
		expect(time.totalMs(31_000)).toBe(30_000);
	});

	it('leaves out what lies more than a minute after the last input', () => {
		const time = new ActiveTime(0);
		time.touch(0);
		time.touch(600_000);
		expect(time.totalMs(600_000)).toBe(60_000);
		expect(time.totalMs(900_000)).toBe(120_000);
	});

	it('stands still while the page is out of sight', () => {
		const time = new ActiveTime(0);
		time.touch(0);
		time.pause(10_000);
		expect(time.totalMs(500_000)).toBe(10_000);
		time.touch(500_000);
		expect(time.totalMs(505_000)).toBe(15_000);
	});

	it('goes on from what was counted before, and never back', () => {
		const time = new ActiveTime(42_000);
		expect(time.totalMs(5)).toBe(42_000);
		time.touch(100);
		expect(time.totalMs(50)).toBe(42_000);
	});
});
