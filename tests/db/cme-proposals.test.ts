import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { getValue } from '#lib/core/result.ts';
import { findActivities } from '#lib/features/credentials/cme/activities.server.ts';
import { saveActivity } from '#lib/features/credentials/cme/person-commands.server.ts';
import { latestResults } from '#lib/features/credentials/cme/results.server.ts';
import { cmeActivityForm } from '#lib/features/credentials/cme/schemas.ts';
import {
	acceptProposal,
	checkAccepted,
	refuseProposal
} from '#lib/features/credentials/self/decide.server.ts';
import {
	findProposal,
	ownProposals,
	waitingProposals
} from '#lib/features/credentials/self/queries.server.ts';
import { sendActivity } from '#lib/features/credentials/self/send-activity.server.ts';
import { withdrawProposal } from '#lib/features/credentials/self/send.server.ts';
import { documentsOf } from '#lib/features/credentials/vault/queries.server.ts';
import { aPdf, inPieces } from '../fixtures/documents.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const fields = {
	title: 'Imaging of the chest',
	provider: 'Society of Thoracic Imaging',
	completedOn: '2025-05-04',
	category1: 'AMA-1',
	amount1: '4.5',
	modalities: 'CT'
};

describe.each(engines)('activities that radiologists send in on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let owner: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app)).id;
		owner = await getActor(app, (await aUser(app, 'radiologist', { radiologistId })).id);
	});
	afterEach(() => app.close());

	const certificate = () => ({ name: 'certificate.pdf', source: inPieces(aPdf('Certificate')) });
	const send = (given: Readonly<Record<string, string>> = {}, file = certificate, actor = owner) => {
		app.clock.advance(1000);
		const form = cmeActivityForm.parse({ ...fields, ...given });
		return sendActivity(app, actor, { form, file: file() });
	};
	const activities = () => findActivities(app.db.read, [radiologistId]);
	const earned = async () => {
		const results = await latestResults(app.db.read, [radiologistId]);
		return results.find(({ rule }) => rule === 'ABR-P2')?.body.earned.total ?? 0;
	};
	const noticesOf = async (userId: string): Promise<(readonly [string, string])[]> => {
		const { notices: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t).where(eq(t.userId, userId));
		return rows.map(({ kind, path }) => [kind, path] as const);
	};

	it('count once a coordinator has accepted them beside their certificate', async () => {
		const { id } = getValue(await send());
		expect(await activities()).toEqual([]);
		expect(await earned()).toBe(0);
		expect(await noticesOf(coordinator.id)).toEqual([['proposal.waiting', `/credentials/inbox/${id}`]]);
		const waiting = await waitingProposals(app.db.read, coordinator);
		expect(waiting).toMatchObject({ total: 1, rows: [{ id, isOwn: false, isRenewal: false }] });

		const accepted = await acceptProposal(app, coordinator, { id, fields, words: 'Thank you.' });
		const { rowId } = getValue(accepted);
		const [document] = await documentsOf(app, radiologistId);
		expect(document).toMatchObject({ kind: 'cme', name: 'certificate.pdf' });
		expect(await activities()).toMatchObject([
			{
				id: rowId,
				source: 'self',
				documentId: document?.id,
				recordedBy: coordinator.id,
				body: { title: fields.title, verifiedBy: coordinator.name, verifiedOn: '2026-11-16' }
			}
		]);
		expect(await earned()).toBe(4.5);
		expect(await noticesOf(owner.id)).toEqual([['proposal.decided', '/me/cme']]);
		expect(await ownProposals(app.db.read, radiologistId, 'education')).toMatchObject([
			{ status: 'accepted', words: 'Thank you.', decidedBy: coordinator.name }
		]);
		expect(await ownProposals(app.db.read, radiologistId)).toEqual([]);
		expect(await auditTypes(app, radiologistId)).toEqual([
			'document.stored',
			'proposal.sent',
			'cme.recorded',
			'proposal.decided'
		]);
		const check = { result: 'confirmed', sourceName: 'x', sourceType: 'primary', method: 'web' } as const;
		expect(
			await checkAccepted(app, coordinator, { id, check: { ...check, verifiedOn: '2026-11-16' }, file: null })
		).toEqual({ ok: false, error: 'proposal-not-found' });
	});

	it('rest on their sender’s word where they come without a certificate that somebody has seen', async () => {
		const form = cmeActivityForm.parse(fields);
		const sent = await sendActivity(app, owner, { form, file: null });
		getValue(await acceptProposal(app, coordinator, { id: getValue(sent).id, fields, words: '' }));
		const [activity] = await activities();
		expect(activity?.documentId).toBeNull();
		expect(activity?.body.verifiedOn).toBeUndefined();

		const more = { ...fields, completedOn: '2025-06-01' };
		const other = await sendActivity(app, owner, { form: cmeActivityForm.parse(more), file: null });
		const seen = { ...more, seen: 'yes' };
		getValue(await acceptProposal(app, coordinator, { id: getValue(other).id, fields: seen, words: '' }));
		expect((await activities()).at(-1)?.body.verifiedBy).toBe(coordinator.name);
	});

	it('are accepted as the desk has changed them, and what was sent stays as it was', async () => {
		const { id } = getValue(await send());
		const wrong = { ...fields, amount1: '4.1', topics: 'nonsense' };
		expect(await acceptProposal(app, coordinator, { id, fields: wrong, words: '' })).toEqual({
			ok: false,
			error: { fields: { topics: 'cme-unknown-topic' } }
		});
		const changed = { ...fields, amount1: '4' };
		getValue(await acceptProposal(app, coordinator, { id, fields: changed, words: '' }));
		expect(await findProposal(app, coordinator, id)).toMatchObject({
			proposed: { body: { record: { credits: [{ amount: 4.5 }] } } },
			became: { proposed: { body: { record: { credits: [{ amount: 4 }] } } } }
		});
	});

	it('correct what is recorded, with the reason, and keep its certificate', async () => {
		const { id } = getValue(await send());
		const { rowId } = getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		const [document] = await documentsOf(app, radiologistId);
		const change = { amount1: '5', edit: rowId, words: 'An hour more.' };
		const form = cmeActivityForm.parse({ ...fields, ...change });
		const correction = getValue(await sendActivity(app, owner, { form, file: null }));
		expect(await activities()).toMatchObject([{ id: rowId }]);
		expect(await findProposal(app, coordinator, correction.id)).toMatchObject({
			isRenewal: true,
			proposed: { body: { why: 'An hour more.' } },
			renewed: { body: { record: { credits: [{ amount: 4.5 }] } } }
		});
		const asked = { id: correction.id, fields: { ...fields, amount1: '5' }, words: '' };
		getValue(await acceptProposal(app, coordinator, asked));
		expect(await activities()).toMatchObject([
			{ supersedes: rowId, words: 'An hour more.', documentId: document?.id }
		]);
		expect(await earned()).toBe(5);
		expect(await send({ edit: rowId, words: 'Again.' })).toEqual({
			ok: false,
			error: 'cme-activity-not-found'
		});
	});

	it('are not taken twice: neither what is recorded nor what waits', async () => {
		const { id } = getValue(await send());
		expect(await send({ title: ' IMAGING of the chest' })).toEqual({ ok: false, error: 'already-waiting' });
		getValue(await acceptProposal(app, coordinator, { id, fields, words: '' }));
		expect(await send()).toEqual({ ok: false, error: 'already-recorded' });
		expect(await documentsOf(app, radiologistId)).toHaveLength(1);

		// What may be a copy is asked of the desk.
		const alike = { ...fields, provider: 'Transcript service' };
		const copy = getValue(await send(alike));
		const accept = (given = {}) =>
			acceptProposal(app, coordinator, { id: copy.id, fields: { ...alike, ...given }, words: '' });
		expect(await accept()).toEqual({ ok: false, error: 'cme-looks-recorded' });
		getValue(await accept({ onLookAlike: 'keep-as-copy' }));
		expect((await activities()).map(({ body }) => body.duplicateOf)).toContain((await activities())[0]?.id);
		expect(await earned()).toBe(4.5);
	});

	it('become one activity where two coordinators accept at once', async () => {
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const { id } = getValue(await send());
		const both = await Promise.all(
			[coordinator, other].map((actor) => acceptProposal(app, actor, { id, fields, words: '' }))
		);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(await activities()).toHaveLength(1);
	});

	it('are refused with words or withdrawn, and count for nothing then', async () => {
		const { id } = getValue(await send());
		getValue(await refuseProposal(app, coordinator, { id, words: 'This is an invoice.' }));
		expect(await ownProposals(app.db.read, radiologistId, 'education')).toMatchObject([
			{ status: 'refused', words: 'This is an invoice.' }
		]);
		const again = getValue(await send());
		getValue(await withdrawProposal(app, owner, { id: again.id }));
		expect(await acceptProposal(app, coordinator, { id: again.id, fields, words: '' })).toEqual({
			ok: false,
			error: 'already-looked-at'
		});
		expect(await activities()).toEqual([]);
	});

	it('are neither decided nor recorded by whom they are about', async () => {
		const { id: own } = await aRadiologist(app);
		const desk = await aUser(app, ['radiologist', 'coordinator'], { radiologistId: own });
		const both = await getActor(app, desk.id);
		const { id } = getValue(await send({}, certificate, both));
		expect(await acceptProposal(app, both, { id, fields, words: '' })).toEqual({
			ok: false,
			error: 'own-proposal'
		});
		const form = cmeActivityForm.parse({ ...fields, seen: 'yes' });
		expect(await saveActivity(app, both, { form, file: null, radiologistId: own })).toEqual({
			ok: false,
			error: 'own-activity'
		});
	});

	it('name no document of somebody else, no day to come, and wait fifty at most', async () => {
		const stranger = (await aRadiologist(app)).id;
		const theirs = await getActor(app, (await aUser(app, 'radiologist', { radiologistId: stranger })).id);
		getValue(await send({}, certificate, theirs));
		const [document] = await documentsOf(app, stranger);
		const named = cmeActivityForm.parse({ ...fields, documentId: document?.id });
		expect(await sendActivity(app, owner, { form: named, file: null })).toEqual({
			ok: false,
			error: 'document-not-found'
		});
		expect(await send({ completedOn: '2026-11-17' })).toEqual({ ok: false, error: 'cme-in-the-future' });
		expect(await send({}, certificate, coordinator)).toEqual({ ok: false, error: 'not-a-radiologist' });
		for (let n = 0; n < 50; n++) {
			const form = cmeActivityForm.parse({ ...fields, title: `Part ${n}` });
			getValue(await sendActivity(app, owner, { form, file: null }));
		}
		expect(await send()).toEqual({ ok: false, error: 'too-many-activities' });
		expect(await documentsOf(app, radiologistId)).toEqual([]);
	});

	it('are recorded at the desk with their certificate in one go, or not at all', async () => {
		const form = cmeActivityForm.parse({ ...fields, seen: 'yes' });
		const save = () => saveActivity(app, coordinator, { form, file: certificate(), radiologistId });
		getValue(await save());
		const [document] = await documentsOf(app, radiologistId);
		expect(await activities()).toMatchObject([{ source: 'hand', documentId: document?.id }]);
		expect(await save()).toEqual({ ok: false, error: 'already-recorded' });
		expect(await documentsOf(app, radiologistId)).toHaveLength(1);
		expect(await auditTypes(app, radiologistId)).toEqual(['document.stored', 'cme.recorded']);
	});
});
