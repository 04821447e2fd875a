import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { makeCertificate, type DrawCertificate } from '#lib/core/sampling/certificate.ts';
import { drawSample } from '#lib/core/sampling/draw.ts';
import { frameHeader, parseFrame } from '#lib/core/sampling/frame.ts';
import type { SamplingPolicy } from '#lib/core/sampling/policy.ts';
import { verifyDrawFiles } from './draw-verify.ts';

const verifier = join(import.meta.dirname, 'draw-verify.ts');
const seedHex = 'a1'.repeat(32);
const policy: SamplingPolicy = {
	version: 7,
	defaultRate: 0.015,
	rates: { CT: 0.125, MR: 0.000001 },
	readerTierRates: { junior: 0.9 },
	minimumPerReader: 6,
	lookBackDays: 92,
	exclusions: ['no-images']
};
const rows = Array.from({ length: 500 }, (_, i) => {
	const day = String((i % 31) + 1).padStart(2, '0');
	const modality = ['CT', 'US', 'MR', 'CR'][i % 4];
	return `c-${String(i).padStart(4, '0')},R${(i * 7) % 11},${modality},F0${i % 5},2026-01-${day}`;
});
const toCsv = (lines: string[]) => `${[frameHeader, ...lines].join('\n')}\n`;

/** A certificate of the rows, so that a test can also change what a forger would keep consistent. */
function certify(options: { csv: string; seedHex: string; policy: SamplingPolicy }): DrawCertificate {
	const frame = getValue(parseFrame(options.csv));
	const readerTiers = { R3: 'junior', R5: 'unknown' };
	return makeCertificate({
		...options,
		frame,
		draw: drawSample({ ...options, drawId: '2026-01', frame, readerTiers }),
		period: { fromOn: '2026-01-01', throughOn: '2026-01-31' },
		committedAt: Date.UTC(2025, 11, 31),
		revealedAt: Date.UTC(2026, 1, 1),
		readerTiers,
		exclusions: { 'no-images': 3 },
		generator: 'Overread'
	});
}

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'draw-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(certificate: unknown, csv: string): Promise<[certificate: string, frame: string]> {
	const paths: [string, string] = [join(folder, 'certificate.json'), join(folder, 'frame.csv')];
	await writeFile(paths[0], JSON.stringify(certificate));
	await writeFile(paths[1], csv);
	return paths;
}

async function failuresOf(change: (copy: DrawCertificate) => void, csv = toCsv(rows)): Promise<string[]> {
	const certificate = certify({ csv: toCsv(rows), seedHex, policy });
	change(certificate);
	const { ok, checks } = await verifyDrawFiles(...(await write(certificate, csv)));
	const failed = checks.filter((check) => !check.ok);
	expect(ok).toBe(failed.length === 0);
	return failed.map(({ name, detail }) => `${name} ${detail}`);
}
const keep = () => undefined;
const R0Ct = (copy: DrawCertificate) => {
	const stratum = copy.strata.find(({ reader, modality }) => reader === 'R0' && modality === 'CT');
	if (!stratum) throw new Error('R0 reads no CT');
	return stratum;
};

describe('verifyDrawFiles', () => {
	it('repeats what the product drew, for many policies', async () => {
		for (const [defaultRate, minimumPerReader] of [
			[0, 0],
			[0.5, 0],
			[0.033333, 9],
			[1, 100],
			[0.02, 47]
		] as const) {
			const csv = toCsv(rows);
			const certificate = certify({ csv, seedHex, policy: { ...policy, defaultRate, minimumPerReader } });
			const { checks } = await verifyDrawFiles(...(await write(certificate, csv)));
			expect(checks.filter(({ ok }) => !ok)).toEqual([]);
		}
	});

	it('takes an empty frame', async () => {
		const certificate = certify({ csv: toCsv([]), seedHex, policy });
		expect((await verifyDrawFiles(...(await write(certificate, toCsv([]))))).ok).toBe(true);
	});

	it('names a changed seed', async () => {
		const failures = await failuresOf((copy) => (copy.seedHex = 'b2'.repeat(32)));
		expect(failures[0]).toMatch(/^commitment commitment: expected [0-9a-f]{64}, found [0-9a-f]{64}$/);
		expect(failures.at(-1)).toMatch(/^selection /);
	});

	it('names a changed policy, even one that draws the same', async () => {
		const failures = await failuresOf((copy) => (copy.policy.minimumPerReader = 40));
		expect(failures.map((failure) => failure.split(' ')[0])).toEqual(['policy', 'allocation', 'selection']);
		expect(await failuresOf((copy) => (copy.policy.version = 8))).toEqual([
			expect.stringMatching(/^policy policyHash: /)
		]);
	});

	it('names a changed count', async () => {
		const failures = await failuresOf((copy) => (R0Ct(copy).sampled += 1));
		expect(failures).toEqual([
			expect.stringMatching(/^allocation R0 CT: expected \d+, k\/N [\d.]+, found \d+, k\/N/)
		]);
	});

	it('names a changed and a missing case', async () => {
		expect(await failuresOf((copy) => (R0Ct(copy).selected[0] = 'c-0000x'))).toEqual([
			expect.stringMatching(/^selection R0 CT rank 1: expected c-\d{4}, found c-0000x$/)
		]);
		expect(await failuresOf((copy) => void R0Ct(copy).selected.pop())).toEqual([
			expect.stringMatching(/^selection R0 CT rank \d+: expected c-\d{4}, found nothing$/)
		]);
		expect(await failuresOf((copy) => void R0Ct(copy).selected.push('c-0001'))).toEqual([
			expect.stringMatching(/^selection R0 CT rank \d+: expected nothing, found c-0001$/)
		]);
	});

	it('names a changed frame: a value, a row less, the order, the form', async () => {
		const row = rows[20] ?? '';
		const changed = rows.with(20, row.replace(/F\d\d/, 'F99'));
		expect(await failuresOf(keep, toCsv(changed))).toEqual([expect.stringMatching(/^frame-hash /)]);
		const moved = rows.with(20, row.replace(/,R\d+,/, ',R99,'));
		const failures = await failuresOf(keep, toCsv(moved));
		expect(failures.map((failure) => failure.split(' ')[0])).toEqual(
			expect.arrayContaining(['frame-hash', 'strata'])
		);
		const shorter = await failuresOf(keep, toCsv(rows.toSpliced(20, 1)));
		expect(shorter[1]).toBe('frame-count frameCount: expected 499, found 500');
		const swapped = rows.with(20, rows[21] ?? '').with(21, row);
		expect(await failuresOf(keep, toCsv(swapped))).toEqual([
			expect.stringMatching(/^frame-hash /),
			'frame-form frame: expected , found line 23 is out of order'
		]);
		const broken = await failuresOf(keep, toCsv(rows.with(20, 'c-0020;R9')));
		expect(broken[1]).toContain('line 22 has another form');
		expect((await failuresOf(keep, toCsv(rows).slice(0, -1)))[1]).toContain('line 501 does not end');
	});

	it('names a commitment after the reveal and a read outside the period', async () => {
		const failures = await failuresOf((copy) => {
			copy.committedAt = '2026-02-02T00:00:00.000Z';
			copy.period.fromOn = '2026-01-02';
		});
		expect(failures.map((failure) => failure.split(' ')[0])).toEqual(['timing', 'frame-period']);
	});
});

describe('draw-verify.ts', () => {
	const run = promisify(execFile);

	it('runs alone and ends with 0 only when the draw is as certified', async () => {
		const csv = toCsv(rows);
		const certificate = certify({ csv, seedHex, policy });
		const good = await run(process.execPath, [verifier, ...(await write(certificate, csv))]);
		expect(good.stdout).toContain('The draw is as certified.');
		const forged = await write({ ...certificate, frameCount: 1 }, csv);
		await expect(run(process.execPath, [verifier, ...forged])).rejects.toMatchObject({
			code: 1,
			stdout: expect.stringContaining('WRONG frame-count: frameCount: expected 500, found 1')
		});
		await expect(run(process.execPath, [verifier, forged[0], join(folder, 'none')])).rejects.toMatchObject({
			code: 1
		});
	});

	it('says which file is no certificate, without quoting it', async () => {
		const [certificate, frame] = await write(certify({ csv: toCsv(rows), seedHex, policy }), toCsv(rows));
		const other = join(folder, 'other.json');
		await writeFile(other, '{"drawId":"2026-01"}');
		for (const path of [frame, other])
			await expect(verifyDrawFiles(path, certificate)).rejects.toThrow(
				`${path} is no draw certificate; it comes first, then the frame.`
			);
	});

	it('imports nothing but Node and stays under 150 lines', async () => {
		const source = await readFile(verifier, 'utf8');
		const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
		expect(imports.length).toBeGreaterThan(0);
		expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([]);
		expect(source.split('\n').length).toBeLessThan(150);
	});
});
