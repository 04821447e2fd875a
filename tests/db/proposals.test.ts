import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { getValue } from '#lib/core/result.ts';
import { recordCredential, takeBackCredential } from '#lib/features/credentials/records/commands.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import {
	acceptProposal,
	checkAccepted,
	refuseProposal
} from '#lib/features/credentials/self/decide.server.ts';
import { ownCredentials } from '#lib/features/credentials/self/own.server.ts';
import {
	findProposal,
	nextWaiting,
	ownProposals,
	waitingProposals
} from '#lib/features/credentials/self/queries.server.ts';
import { sendProposal, withdrawProposal } from '#lib/features/credentials/self/send.server.ts';
import { documentsOf } from '#lib/features/credentials/vault/queries.server.ts';
import { aPng, inPieces } from '../fixtures/documents.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const licence: CredentialBody<'licence'> = {
	jurisdiction: 'TX',
	pathway: 'telehealth-registration',
	status: 'active',
	statusRaw: 'Active',
	number: 'T1234',
	issuedOn: '2024-12-01',
	expiresOn: '2026-11-30',
	coversInterpretation: true,
	coversCitation: 'letter of the board',
	restrictionReviewed: true
};
const check = {
	result: 'confirmed',
	sourceName: 'Texas Medical Board',
	sourceType: 'primary',
	method: 'web',
	verifiedOn: '2026-11-16'
} as const;

describe.each(engines)('what radiologists send in on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let owner: Actor;
	let radiologistId: string;
	let about: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app)).id;
		owner = await getActor(app, (await aUser(app, 'radiologist', { radiologistId })).id);
		const row = { kind: 'licence', body: licence, radiologistId, source: 'hand' } as const;
		about = getValue(await recordCredential(app, coordinator, row)).id;
	});
	afterEach(() => app.close());

	const fields = {
		jurisdiction: 'TX',
		pathway: 'telehealth-registration',
		number: 'T1234',
		issuedOn: '2026-12-01',
		expiresOn: '2028-11-30'
	};
	const file = (name = 'photo.png') => ({ name, source: inPieces(aPng()) });
	const send = (given: Partial<Parameters<typeof sendProposal>[2]> = {}, actor = owner) => {
		app.clock.advance(1000);
		return sendProposal(app, actor, { kind: 'licence', about, fields, file: file(), ...given });
	};
	const noticesOf = async (userId: string): Promise<string[]> => {
		const { notices: t } = app.db.read.tables;
		const rows = await app.db.read.select({ kind: t.kind }).from(t).where(eq(t.userId, userId));
		return rows.map(({ kind }) => kind);
	};
	const rows = () => findCredentialRows(app.db.read, { radiologistIds: [radiologistId] });

	it('lead to the next one that somebody else may decide, however many of their own wait before it', async () => {
		const first = getValue(await send()).id;
		const { credentialProposals: t } = app.db.read.tables;
		const [row] = await app.db.read.select().from(t);
		if (!row) throw new Error('nothing was sent');
		const own = Array.from({ length: 60 }, (_, n) => ({
			...row,
			id: app.ids(),
			proposedAt: row.proposedAt - 1000 - n,
			proposedBy: coordinator.id
		}));
		await app.db.transaction((write) => write.insertRows(t, own));
		expect(await nextWaiting(app.db.read, coordinator, 'none')).toBe(first);
		expect(await nextWaiting(app.db.read, coordinator, first)).toBeNull();
	});

	it('count only once they are accepted, as a term of their own with their document, to be checked at the source', async () => {
		const { id } = getValue(await send());
		expect(await rows()).toHaveLength(1);
		expect(await noticesOf(coordinator.id)).toEqual(['proposal.waiting']);
		const waiting = await waitingProposals(app.db.read, coordinator);
		expect(waiting).toMatchObject({ total: 1, rows: [{ id, isRenewal: true, isOwn: false }] });

		const { rowId } = getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		const [document] = await documentsOf(app, radiologistId);
		expect((await rows()).at(-1)).toMatchObject({
			id: rowId,
			source: 'self',
			supersedes: null,
			documentId: document?.id,
			recordedBy: coordinator.id,
			// What a registration covers stays; a review of restrictions and the board's words are of the old term.
			body: { ...fields, status: 'active', coversInterpretation: true, coversCitation: 'letter of the board' }
		});
		expect((await rows()).at(-1)?.body).not.toHaveProperty('statusRaw');
		expect((await rows()).at(-1)?.body).not.toHaveProperty('restrictionReviewed');
		expect(await noticesOf(owner.id)).toEqual(['proposal.decided']);
		expect(await findProposal(app, coordinator, id)).toMatchObject({
			became: { id: rowId, isChecked: false }
		});

		const checked = await checkAccepted(app, coordinator, { id, check, file: file('answer.png') });
		expect(checked.ok).toBe(true);
		expect(await findProposal(app, coordinator, id)).toMatchObject({ became: { isChecked: true } });
		expect(await ownCredentials(app, radiologistId)).toMatchObject([
			{ id: rowId, daysLeft: 745, earlierTerms: 1, check: { on: '2026-11-16', by: coordinator.name } }
		]);
		expect(await auditTypes(app, radiologistId)).toEqual([
			'credential.recorded',
			'document.stored',
			'proposal.sent',
			'credential.recorded',
			'proposal.decided',
			'document.stored',
			'credential.recorded'
		]);
	});

	it('are checked on a day that has come, and not once they were corrected', async () => {
		const { id } = getValue(await send());
		const { rowId } = getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		const early = { ...check, verifiedOn: '2026-11-17' };
		expect(await checkAccepted(app, coordinator, { id, check: early, file: null })).toEqual({
			ok: false,
			error: { fields: { verifiedOn: 'check-in-the-future' } }
		});
		const body = { ...licence, issuedOn: '2026-12-01', expiresOn: '2028-10-31' };
		const better = { kind: 'licence', body, radiologistId, source: 'hand', supersedes: rowId } as const;
		getValue(await recordCredential(app, coordinator, { ...better, words: 'A month less.' }));
		const late = await checkAccepted(app, coordinator, { id, check, file: file('answer.png') });
		expect(late).toEqual({ ok: false, error: 'already-corrected' });
		expect((await rows()).some(({ kind }) => kind === 'verification')).toBe(false);
	});

	it('are not checked any more once their check was taken back', async () => {
		const { id } = getValue(await send());
		getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		const { rowId } = getValue(await checkAccepted(app, coordinator, { id, check, file: null }));
		getValue(await takeBackCredential(app, coordinator, { id: rowId, words: 'Of somebody else.' }));
		expect(await findProposal(app, coordinator, id)).toMatchObject({ became: { isChecked: false } });
	});

	it('are accepted as the coordinator has changed them, and what was sent stays as it was', async () => {
		const { id } = getValue(await send());
		const changed = { ...fields, expiresOn: '2028-10-31' };
		expect((await acceptProposal(app, coordinator, { id, fields: changed, words: 'A month less.' })).ok).toBe(
			true
		);
		expect(await findProposal(app, coordinator, id)).toMatchObject({
			proposed: { body: { expiresOn: '2028-11-30' } },
			became: { proposed: { body: { expiresOn: '2028-10-31' } } }
		});
		expect((await ownProposals(app.db.read, radiologistId))[0]?.words).toBe('A month less.');
	});

	it('are refused with words, and decided once', async () => {
		const { id } = getValue(await send());
		expect((await refuseProposal(app, coordinator, { id, words: 'The photo is blurred.' })).ok).toBe(true);
		expect(await ownProposals(app.db.read, radiologistId)).toMatchObject([
			{ status: 'refused', words: 'The photo is blurred.', decidedBy: coordinator.name }
		]);
		const again = { ok: false, error: 'already-looked-at' };
		expect(await acceptProposal(app, coordinator, { id, fields, words: '' })).toEqual(again);
		expect(await withdrawProposal(app, owner, { id })).toEqual(again);
		expect(await rows()).toHaveLength(1);
	});

	it('become one term where two coordinators accept at once', async () => {
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const { id } = getValue(await send());
		const both = await Promise.all(
			[coordinator, other].map((actor) => acceptProposal(app, actor, { id, fields, words: '' }))
		);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(await rows()).toHaveLength(2);
	});

	it('are withdrawn by their sender alone, while they wait', async () => {
		const { id } = getValue(await send());
		const stranger = await getActor(
			app,
			(await aUser(app, 'radiologist', { radiologistId: (await aRadiologist(app)).id })).id
		);
		expect(await withdrawProposal(app, stranger, { id })).toEqual({ ok: false, error: 'proposal-not-found' });
		expect((await withdrawProposal(app, owner, { id })).ok).toBe(true);
		expect((await waitingProposals(app.db.read, coordinator)).total).toBe(0);
	});

	it('are never decided by whom they are about', async () => {
		const both = await getActor(
			app,
			(await aUser(app, ['radiologist', 'coordinator'], { radiologistId: (await aRadiologist(app)).id })).id
		);
		const { id } = getValue(await send({ about: null }, both));
		const own = { ok: false, error: 'own-proposal' };
		expect(await acceptProposal(app, both, { id, fields, words: '' })).toEqual(own);
		expect(await refuseProposal(app, both, { id, words: 'no' })).toEqual(own);
		expect((await waitingProposals(app.db.read, both)).rows).toMatchObject([{ isOwn: true }]);
		getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		expect(await checkAccepted(app, both, { id, check, file: null })).toEqual(own);
		expect(await noticesOf(both.id)).toEqual(['proposal.decided']);
	});

	it('are said field by field where something is wrong, and leave nothing', async () => {
		const wrong = await send({ fields: { ...fields, pathway: '', issuedOn: '2029-01-01' }, file: null });
		expect(wrong).toEqual({
			ok: false,
			error: { fields: { pathway: 'choose-one', expiresOn: 'days-reversed', file: 'file-required' } }
		});
		const program = { name: 'licence.pdf', source: inPieces(Buffer.from('MZ')) };
		expect(await send({ file: program })).toEqual({ ok: false, error: 'unsupported-program' });
		expect(await send({ kind: 'mqsa' })).toEqual({ ok: false, error: 'credential-not-found' });
		expect(await send({}, coordinator)).toEqual({ ok: false, error: 'not-a-radiologist' });
		expect(await documentsOf(app, radiologistId)).toEqual([]);
		expect((await waitingProposals(app.db.read, coordinator)).total).toBe(0);
	});

	it('wait twenty at most; the one too many leaves no document', async () => {
		const home = { country: 'US', state: 'NM', from: '2026-11-01' };
		for (let i = 0; i < 20; i++) {
			getValue(await send({ kind: 'work-location', about: null, fields: home, file: null }));
		}
		expect(await send()).toEqual({ ok: false, error: 'too-many-proposals' });
		expect(await documentsOf(app, radiologistId)).toEqual([]);
		const { vaultDocuments: t } = app.db.read.tables;
		const left = await app.db.read
			.select()
			.from(t)
			.where(and(eq(t.radiologistId, radiologistId)));
		expect(left).toEqual([]);
	});

	it('come oldest first, page after page', async () => {
		const home = { country: 'US', state: 'NM', from: '2026-11-01' };
		for (let person = 0; person < 3; person++) {
			const { id } = await aRadiologist(app);
			const actor = await getActor(app, (await aUser(app, 'radiologist', { radiologistId: id })).id);
			for (let i = 0; i < 18; i++) {
				getValue(await send({ kind: 'work-location', about: null, fields: home, file: null }, actor));
			}
		}
		const first = await waitingProposals(app.db.read, coordinator);
		const second = await waitingProposals(app.db.read, coordinator, first.next);
		expect([first.total, first.rows.length, second.rows.length, second.next]).toEqual([54, 50, 4, null]);
		const times = [...first.rows, ...second.rows].map(({ proposedAt }) => proposedAt);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});
});
