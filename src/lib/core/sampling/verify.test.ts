import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { makeCertificate, type DrawCertificate } from './certificate.ts';
import { drawSample } from './draw.ts';
import { frameHeader, parseFrame } from './frame.ts';
import type { SamplingPolicy } from './policy.ts';
import { drawChecks, verifyDraw } from './verify.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const policy: SamplingPolicy = {
	version: 4,
	defaultRate: 0.05,
	rates: { CT: 0.1 },
	readerTierRates: { junior: 0.1 },
	minimumPerReader: 5,
	lookBackDays: 92,
	exclusions: []
};
const rows = Array.from({ length: 300 }, (_, i) => {
	const day = String((i % 28) + 1).padStart(2, '0');
	return `c-${String(i).padStart(4, '0')},R0${i % 4},${i % 3 ? 'CT' : 'US'},F0${i % 5},2026-02-${day}`;
});
const toCsv = (lines: string[]) => `${[frameHeader, ...lines].join('\n')}\n`;
const frameCsv = toCsv(rows);
const frame = getValue(parseFrame(frameCsv));
const readerTiers = { R02: 'junior' };
const certificate = makeCertificate({
	draw: drawSample({ drawId: '2026-02', seedHex, frame, policy, readerTiers }),
	period: { fromOn: '2026-02-01', throughOn: '2026-02-28' },
	seedHex,
	committedAt: Date.UTC(2026, 0, 31),
	revealedAt: Date.UTC(2026, 2, 1),
	frame,
	policy,
	readerTiers,
	exclusions: {},
	generator: 'Overread'
});

function failuresOf(change: (copy: DrawCertificate) => void, csv = frameCsv): string[] {
	const copy = structuredClone(certificate);
	change(copy);
	const { ok, checks } = getValue(verifyDraw(JSON.stringify(copy), csv));
	const failed = checks.filter((check) => !check.ok);
	expect(ok).toBe(failed.length === 0);
	return failed.map(({ name, difference }) => `${name}: ${difference?.at}`);
}
const keep = () => undefined;
const first = <T>(list: T[]): T => {
	const [item] = list;
	if (item === undefined) throw new Error('the list is empty');
	return item;
};

describe('verifyDraw', () => {
	it('finds nothing wrong with a true certificate', () => {
		const verification = getValue(verifyDraw(JSON.stringify(certificate), frameCsv));
		expect(verification.ok).toBe(true);
		expect(verification.checks.map(({ name }) => name)).toEqual(drawChecks);
	});

	it('names a seed that was not committed to', () => {
		const failures = failuresOf((copy) => (copy.seedHex = `ff${seedHex.slice(2)}`));
		expect(failures).toEqual(['commitment: commitment', expect.stringMatching(/^selection: R00 CT rank 1/)]);
	});

	it('names a commitment made after the reveal', () => {
		expect(failuresOf((copy) => (copy.committedAt = '2026-03-02T00:00:00.000Z'))).toEqual([
			'timing: committedAt'
		]);
	});

	it('names a policy that was changed, whether or not it changes the draw', () => {
		expect(failuresOf((copy) => (copy.policy.lookBackDays = 30))).toEqual(['policy: policyHash']);
		const failures = failuresOf((copy) => (copy.policy.rates = { CT: 0.2 }));
		expect(failures.slice(0, 2)).toEqual(['policy: policyHash', 'allocation: R00 CT sampled']);
	});

	it('names a tier that was changed', () => {
		const failures = failuresOf((copy) => (copy.readerTiers = {}));
		expect(failures[0]).toBe('allocation: R02 CT sampled');
	});

	it('names a count, an inclusion probability and a size', () => {
		expect(failuresOf((copy) => (first(copy.strata).sampled += 1))).toEqual(['allocation: R00 CT sampled']);
		expect(failuresOf((copy) => (first(copy.strata).inclusion = 0.5))).toEqual([
			'allocation: R00 CT inclusion'
		]);
		expect(failuresOf((copy) => (first(copy.strata).size += 1))).toEqual(['strata: stratum 1']);
		expect(failuresOf((copy) => void copy.strata.pop())).toContain('strata: number of strata');
	});

	it('names a selected case that was exchanged, dropped or moved', () => {
		expect(failuresOf((copy) => (first(copy.strata).selected[1] = 'c-9999'))).toEqual([
			'selection: R00 CT rank 2'
		]);
		expect(failuresOf((copy) => void first(copy.strata).selected.pop())).toEqual([
			expect.stringMatching(/^selection: R00 CT rank \d+$/)
		]);
		expect(failuresOf((copy) => void first(copy.strata).selected.reverse())).toEqual([
			'selection: R00 CT rank 1'
		]);
	});

	it('names a row that was changed, removed, added or moved', () => {
		const changed = rows.with(9, 'c-0009,R01,US,F04,2026-02-11');
		expect(failuresOf(keep, toCsv(changed))).toEqual(['frame-hash: frameHash']);
		expect(failuresOf(keep, toCsv(rows.toSpliced(9, 1)))).toEqual(
			expect.arrayContaining(['frame-hash: frameHash', 'frame-count: frameCount'])
		);
		const late = toCsv([...rows, 'c-9998,R01,US,F04,2026-03-01']);
		expect(failuresOf(keep, late)).toContain('frame-period: last day');
		const swapped = rows.with(4, rows[5] ?? '').with(5, rows[4] ?? '');
		expect(failuresOf(keep, toCsv(swapped))).toEqual(['frame-hash: frameHash', 'frame-form: line 7']);
	});

	it('tells what was expected and what was found', () => {
		const copy = structuredClone(certificate);
		first(copy.strata).sampled = 99;
		const { checks } = getValue(verifyDraw(JSON.stringify(copy), frameCsv));
		const expected = String(first(certificate.strata).sampled);
		const difference = { at: 'R00 CT sampled', expected, found: '99' };
		expect(checks.find(({ name }) => name === 'allocation')).toEqual({
			name: 'allocation',
			ok: false,
			difference
		});
	});

	it('refuses what is no certificate', () => {
		expect(verifyDraw('{}', frameCsv)).toMatchObject({ ok: false, error: { code: 'certificate-form' } });
	});
});
