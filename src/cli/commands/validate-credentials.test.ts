import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { validateCredentials } from './validate-credentials.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'credentials-'));
});
afterEach(() => rm(folder, { recursive: true }));

const gateCase = {
	id: 'gate-1',
	read: {
		signedAt: '2026-05-10T15:00:00Z',
		serviceState: 'TX',
		facility: 'F1',
		facilityTimeZone: 'America/Chicago',
		modality: 'CT',
		kind: 'final',
		payer: 'commercial'
	},
	records: {},
	expect: { outcome: 'fail', reasons: ['no-active-licence'] }
};

const cmeCase = {
	id: 'cme-1',
	asOf: '2026-11-01',
	person: {},
	requirement: {
		authority: 'a board',
		total: 10,
		category1Min: 0,
		window: { type: 'months-before-expiry', months: 24, anchor: '2026-12-31' }
	},
	activities: [
		{
			id: 'a',
			completedOn: '2025-01-01',
			credits: [{ category: 'AMA-1', amount: 10 }],
			topics: [],
			modalities: []
		}
	],
	expect: { result: 'met', counted: ['a'] }
};

async function validate(content: object) {
	const path = join(folder, 'cases.json');
	await writeFile(path, JSON.stringify(content));
	return validateCredentials(path);
}

const format = 'overread-credentials/1';

it('passes the cases of both parts that agree', async () => {
	expect(await validate({ format, gate: [gateCase], cme: [cmeCase] })).toEqual({
		passed: 2,
		failed: 0,
		lines: ['gate: 1 passed, 0 failed', 'cme: 1 passed, 0 failed']
	});
});

it('names the field of a case that differs, and what stands on both sides', async () => {
	const wrong = { ...gateCase, id: 'gate-2', expect: { outcome: 'pass', reasons: [] } };
	const outcome = await validate({ format, gate: [gateCase, wrong] });
	expect(outcome).toEqual({
		passed: 1,
		failed: 1,
		lines: [
			'gate-2: outcome expected "pass", got "fail"',
			'gate-2: reasons expected [], got ["no-active-licence"]',
			'gate: 1 passed, 1 failed'
		]
	});
});

it('names a case of the other part that differs', async () => {
	const wrong = { ...cmeCase, expect: { result: 'short' } };
	const { passed, failed, lines } = await validate({ format, cme: [wrong] });
	expect([passed, failed, lines.at(-1)]).toEqual([0, 1, 'cme: 0 passed, 1 failed']);
	expect(lines[0]).toContain('cme-1: result expected "short", got "met"');
});

it('counts what is no case as failed and goes on', async () => {
	const { passed, failed, lines } = await validate({ format, gate: [{ id: 'odd' }, gateCase] });
	expect([passed, failed]).toEqual([1, 1]);
	expect(lines[0]).toMatch(/^odd: form expected "a case of the gate", got "read: /);
});

it('refuses a file of another form', async () => {
	await expect(validate({ format: 'radiology-qa-statistics/1', cases: [] })).rejects.toThrow();
});
