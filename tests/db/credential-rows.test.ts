import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { evaluateGate } from '#lib/core/credentials/gate/evaluate.ts';
import { bareGatePolicy } from '#lib/core/credentials/gate/policy.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { toRecords } from '#lib/core/credentials/recorded.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { recordCredential, takeBackCredential } from '#lib/features/credentials/records/commands.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const licence: CredentialBody<'licence'> = {
	jurisdiction: 'TX',
	pathway: 'full',
	status: 'active',
	statusRaw: 'Active',
	number: 'T1234',
	issuedOn: '2024-01-01',
	expiresOn: '2026-12-31'
};

describe.each(engines)('rows of credentials on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app)).id;
	});
	afterEach(() => app.close());

	const record = (body: CredentialBody<'licence'>, supersedes: string | null = null) =>
		recordCredential(app, coordinator, {
			kind: 'licence',
			body,
			radiologistId,
			source: 'hand',
			supersedes,
			words: supersedes === null ? '' : 'a slip'
		});
	const rows = () => findCredentialRows(app.db.read, { radiologistIds: [radiologistId] });

	it('come back as they were recorded, each with its audit event', async () => {
		const { id } = getValue(await record(licence));
		expect(await rows()).toEqual([
			expect.objectContaining({
				id,
				kind: 'licence',
				body: licence,
				recordedBy: coordinator.id,
				isVoid: false
			})
		]);
		expect(await auditTypes(app, radiologistId)).toEqual(['credential.recorded']);
	});

	it('are corrected by another row, once, and the first one stays', async () => {
		const { id } = getValue(await record(licence));
		app.clock.advance(1);
		const newer = getValue(await record({ ...licence, expiresOn: '2027-12-31' }, id));
		expect(await record({ ...licence, expiresOn: '2028-12-31' }, id)).toEqual({
			ok: false,
			error: 'already-corrected'
		});
		expect((await rows()).map((row) => row.id)).toEqual([id, newer.id]);
		expect(standing(await rows()).map((row) => row.id)).toEqual([newer.id]);
	});

	it('answer as it was known then, whatever is recorded later', async () => {
		const { id } = getValue(await record(licence));
		const then = app.clock.now();
		app.clock.advance(DAY_MS);
		getValue(await takeBackCredential(app, coordinator, { id, words: 'of somebody else' }));
		const read = {
			signedAt: then,
			facilityTimeZone: 'America/Chicago',
			serviceState: 'TX',
			facility: 'f',
			modality: 'CT',
			kind: 'final',
			payer: 'other'
		} as const;
		const records = toRecords(await rows());
		const ask = (knownAt: number | null) =>
			evaluateGate({ read, records, policy: bareGatePolicy, knownAt }).outcome;
		expect([ask(then), ask(null)]).toEqual(['pass', 'fail']);
		expect(await takeBackCredential(app, coordinator, { id, words: 'again' })).toEqual({
			ok: false,
			error: 'already-corrected'
		});
	});

	it('are refused by the database where somebody would change or remove them', async () => {
		getValue(await record(licence));
		const { credentialRows } = app.db.read.tables;
		const change = app.db.transaction((write) => write.update(credentialRows).set({ place: 'CA' }));
		await expect(change).rejects.toThrow();
		await expect(app.db.transaction((write) => write.delete(credentialRows))).rejects.toThrow();
		expect(await rows()).toHaveLength(1);
	});

	it('name a person, a row and a document that are there', async () => {
		const asked = { kind: 'licence', body: licence, radiologistId, source: 'hand' } as const;
		const answers = [
			await recordCredential(app, coordinator, { ...asked, radiologistId: 'nobody' }),
			await recordCredential(app, coordinator, { ...asked, documentId: 'none' }),
			await recordCredential(app, coordinator, { ...asked, supersedes: 'none' })
		];
		expect(answers.map((answer) => !answer.ok && answer.error)).toEqual([
			'radiologist-not-found',
			'document-not-found',
			'credential-not-found'
		]);
		expect(await rows()).toEqual([]);
	});

	it('are never about who records them: somebody else does, and takes them back', async () => {
		const { id } = getValue(await record(licence));
		const self: Actor = { ...coordinator, radiologistId };
		const own = { ok: false, error: 'own-credential' };
		const row = { kind: 'licence', body: licence, radiologistId, source: 'hand' } as const;
		expect(await recordCredential(app, self, row)).toEqual(own);
		expect(await recordCredential(app, self, { ...row, supersedes: id, words: 'better' })).toEqual(own);
		expect(await takeBackCredential(app, self, { id, words: 'not so' })).toEqual(own);
		expect(await rows()).toHaveLength(1);
		expect(await auditTypes(app, radiologistId)).toEqual(['credential.recorded']);
	});
});
