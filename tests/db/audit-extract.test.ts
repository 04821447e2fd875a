import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/core/audit/chain.ts';
import { toBase64 } from '#lib/core/audit/checkpoint.ts';
import { signedBytes, verifyExtract, type AuditExtract } from '#lib/core/audit/extract.ts';
import { checkFiles } from '#lib/core/bundle/check.ts';
import { memorySource } from '#lib/core/bundle/source.ts';
import { formatInstant } from '#lib/i18n/formats.ts';
import { logSentence } from '#lib/i18n/en/log-checks.ts';
import { getValue } from '#lib/core/result.ts';
import { makeExtract, type ExtractRequest } from '#lib/features/audit/extract.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { publicKeys, signingKey } from '#lib/server/crypto/signing-key.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const all: ExtractRequest = {
	...{ from: null, to: null, subjectId: null },
	...{ purpose: 'Survey', recipient: 'An accreditor' }
};

/** Events of cases by a reviewer, one a minute, and of the portal by nobody between them. */
async function fill(app: TestApp, reviewer: { id: string }, n: number): Promise<void> {
	for (let at = 0; at < n; at++) {
		await app.db.transaction((write) =>
			recordAudit(
				write,
				{
					...{ at: app.clock.now(), actor: reviewer, subjectId: `case-${at % 7}` },
					...{ type: 'case.opened', facts: { assignmentId: `assignment-${at}` } }
				},
				{ at: app.clock.now(), actor: reviewer, subjectId: 'x', type: 'session.started', facts: {} }
			)
		);
		app.clock.advance(60_000);
	}
}

describe.each(engines)('an extract of the audit log on %s', (engine) => {
	async function given() {
		const app = await testApp({ engine });
		const reviewer = await aUser(app, 'reviewer');
		const auditor = await getActor(app, (await aUser(app, 'director')).id);
		await fill(app, reviewer, 150);
		return { app, reviewer, auditor };
	}

	it('of everything is checked with the public key alone, and names nobody in a case', async () => {
		const { app, reviewer, auditor } = await given();
		await using _ = app;
		const extract = getValue(await makeExtract(app, auditor, all));
		const keys = await publicKeys(app.db.read);
		const copy: unknown = JSON.parse(JSON.stringify(extract));
		expect(verifyExtract(copy, keys)).toMatchObject({
			ok: true,
			value: { entries: 300, withheld: 0, span: { first: 1, last: 300 }, isWhole: true }
		});
		const ofCases = extract.entries.filter(({ type }) => type === 'case.opened');
		expect(ofCases).toHaveLength(150);
		expect(new Set(ofCases.map(({ actor }) => actor)).size).toBe(150);
		expect(JSON.stringify(ofCases)).not.toContain(reviewer.id);
		expect(canonicalJson(ofCases)).toMatch(/sealed:[0-9a-f]{64}/);
		// Neighbours share most of their proofs.
		expect(extract.hashes.length).toBeLessThan(2.1 * extract.entries.length);
	});

	it('and its checkpoint are known among files that somebody verifies', async () => {
		const { app, auditor } = await given();
		await using _ = app;
		const extract = getValue(await makeExtract(app, auditor, all));
		const keys = await publicKeys(app.db.read);
		const named = (name: string, text: string) => ({
			name,
			source: memorySource(new TextEncoder().encode(text))
		});
		const files = [
			named('a.json', JSON.stringify(extract)),
			named('b.json', JSON.stringify(extract).replace('case-3', 'case-4')),
			named('c.txt', extract.checkpoint),
			named('d.checkpoint', extract.checkpoint.replace(/\n\d+\n/, '\n9\n')),
			named('e.checkpoint', '{')
		];
		const checked = await checkFiles(files, { keys });
		const at = formatInstant(app.clock.now(), 'UTC');
		expect(
			checked.map((one) => (one.kind === 'log' ? [one.name, logSentence(one.outcome).split('.')[0]] : one))
		).toEqual([
			['a.json', `300 entries, each in the log under the checkpoint of ${at}`],
			['b.json', 'The extract was altered after it was signed'],
			['c.txt', `The log had 301 entries at ${at}`],
			['d.checkpoint', 'The checkpoint was altered after it was signed'],
			['e.checkpoint', 'It is no extract of an audit log, or it is damaged']
		]);
	});

	it('of a period or of one subject has its entries alone, under one checkpoint', async () => {
		const { app, auditor } = await given();
		await using _ = app;
		const whole = getValue(await makeExtract(app, auditor, all));
		const keys = await publicKeys(app.db.read);
		const start = app.clock.now() - 150 * 60_000;
		const period = { ...all, from: start + 10 * 60_000, to: start + 20 * 60_000 };
		const part = getValue(await makeExtract(app, auditor, period));
		expect(part.checkpoint).toBe(whole.checkpoint);
		expect(verifyExtract(part, keys)).toMatchObject({ ok: true, value: { entries: 20, isWhole: true } });
		const subject = getValue(await makeExtract(app, auditor, { ...all, subjectId: 'case-3' }));
		expect(subject.entries.every(({ subjectId }) => subjectId === 'case-3')).toBe(true);
		expect(verifyExtract(subject, keys)).toMatchObject({ ok: true, value: { entries: 21, isWhole: false } });
		expect(await makeExtract(app, auditor, { ...all, subjectId: 'nothing' })).toMatchObject({
			error: 'extract-empty'
		});
	});

	it('is of the scope of an auditor, and not for whoever has reads of their own', async () => {
		const { app, auditor } = await given();
		await using _ = app;
		const end = app.clock.now();
		const scope = { facilityIds: [], from: end - 5 * 60_000, to: end };
		const scoped = getValue(await makeExtract(app, { ...auditor, scope }, all));
		expect(scoped.entries.filter(({ type }) => type === 'case.opened')).toHaveLength(5);
		expect(scoped.filter.from).toBe(new Date(scope.from).toISOString());
		const radiologistId = (await aRadiologist(app)).id;
		const reader = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		expect(await makeExtract(app, reader, all)).toEqual({ ok: false, error: 'own-reads-no-extract' });
	});

	it('is refused for the first thing that is wrong with it, however it is signed again', async () => {
		const { app, auditor } = await given();
		await using _ = app;
		const key = await signingKey(app);
		const keys = await publicKeys(app.db.read);
		const extract = getValue(await makeExtract(app, auditor, { ...all, from: app.clock.now() - 600_000 }));
		const sign = (body: Omit<AuditExtract, 'signature'>): AuditExtract => ({
			...body,
			signature: toBase64(key.sign(signedBytes(body)))
		});
		const signed = (change: Partial<AuditExtract>): AuditExtract => {
			const { signature: _, ...body } = { ...extract, ...change };
			return sign(body);
		};
		const { entries } = extract;
		const [first, second, third] = entries;
		if (!first || !second || !third) throw new Error('too few');
		const withFirst = (change: object) => signed({ entries: [{ ...first, ...change }, ...entries.slice(1)] });
		const cases: [string, unknown, object][] = [
			['other JSON', { format: 'overread-audit-extract/2' }, { code: 'extract-form', seq: null }],
			['unsigned change', { ...extract, purpose: 'x' }, { code: 'extract-signature' }],
			['another key', { ...extract, keyId: '0'.repeat(16) }, { code: 'extract-key' }],
			[
				'another checkpoint',
				signed({ checkpoint: extract.checkpoint.replace(/\n\d+\n/, '\n9\n') }),
				{ code: 'checkpoint-signature' }
			],
			['no checkpoint', signed({ checkpoint: 'none' }), { code: 'checkpoint-form' }],
			['another time', withFirst({ at: first.at + 1 }), { code: 'entry-altered', seq: first.seq }],
			['other facts', withFirst({ facts: '{}' }), { code: 'entry-altered' }],
			['another actor', withFirst({ actor: 'x' }), { code: 'entry-altered' }],
			['another hash', withFirst({ hash: '0'.repeat(64) }), { code: 'entry-altered' }],
			[
				'hash and content of another entry at its place',
				withFirst({ ...second, seq: first.seq, actor: { withheld: true } }),
				{ code: 'entry-not-in-log' }
			],
			['a cut proof', withFirst({ proof: first.proof.slice(1) }), { code: 'entry-not-in-log' }],
			['a proof beyond the hashes', withFirst({ proof: [1e9] }), { code: 'entry-not-in-log' }],
			['another order', signed({ entries: [second, first, third] }), { code: 'entry-order', seq: first.seq }],
			['one left out', signed({ entries: [first, third] }), { code: 'entry-left-out', seq: third.seq }]
		];
		expect(verifyExtract(extract, keys)).toMatchObject({ ok: true });
		for (const [what, altered, error] of cases)
			expect({ what, ...verifyExtract(altered, keys) }).toMatchObject({ what, ok: false, error });
		expect(verifyExtract(extract, [])).toMatchObject({ error: { code: 'extract-key' } });
	});
});
