import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { askedOfCase, questionOfCase } from '#lib/features/referrals/asked.server.ts';
import { referableRead } from '#lib/features/referrals/referable-reads.server.ts';
import { ownReads, ownRequests } from '#lib/features/referrals/own-reads.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import {
	acceptReferral,
	refuseReferral,
	requestReview,
	submitReferral
} from '#lib/features/referrals/referral-commands.server.ts';
import { findReferral, referralPage } from '#lib/features/referrals/referral-queries.server.ts';
import type { SubmitReferral } from '#lib/features/referrals/schemas.ts';
import { tellAskers } from '#lib/features/referrals/tell-askers.server.ts';
import { getValue } from '#lib/core/result.ts';
import { aCase, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aReviewer, auditTypes, storedCase } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const COMPLAINT = 'ZZCOMPLAINTZZ: the surgeon says that the bleed was missed';

describe.each(engines)('referrals on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const here = (actor: Actor) => ({ app, actor });
	const complaintOf = (readId: string): SubmitReferral => ({
		readId,
		mode: 'complaint',
		source: 'clinician',
		grade: null,
		words: COMPLAINT
	});
	const submit = async (readId: string, actor = coordinator) =>
		getValue(await submitReferral(here(actor), complaintOf(readId))).id;
	const referral = async (id: string) => {
		const { referrals } = app.db.read.tables;
		const [row] = await app.db.read.select().from(referrals).where(eq(referrals.id, id));
		if (!row) throw new Error('no such referral');
		return row;
	};
	const noticesOf = async (userId: string) => {
		const { notices } = app.db.read.tables;
		return app.db.read.select().from(notices).where(eq(notices.userId, userId));
	};
	async function aReader() {
		const radiologist = await aRadiologist(app);
		const user = await aUser(app, 'radiologist', { radiologistId: radiologist.id });
		return getActor(app, user.id);
	}

	it('become a case of their own mode that a reviewer gets with the next run of the assignment', async () => {
		const reviewer = await aReviewer(app);
		const read = await aRead(app);
		const id = await submit(read.id);
		expect(await acceptReferral(here(coordinator), { id })).toEqual({ ok: true, value: { id } });
		const { caseId } = await referral(id);
		expect(await storedCase(app, caseId ?? '')).toMatchObject({ state: 'drawn' });
		await assignDrawnCases(app);
		const stored = await storedCase(app, caseId ?? '');
		expect(stored).toMatchObject({
			readId: read.id,
			detectionMode: 'complaint',
			blindingLevel: 'L3',
			state: 'assigned',
			drawId: null,
			inclusion: null,
			dueAt: app.clock.now() + 14 * DAY_MS
		});
		const { assignments } = app.db.read.tables;
		const [assignment] = await app.db.read.select().from(assignments);
		expect(assignment?.reviewerId).toBe(reviewer.id);
		expect(await auditTypes(app, id)).toEqual(['referral.received', 'referral.accepted']);
		expect((await auditTypes(app, caseId ?? ''))[0]).toBe('case.created');
	});

	it('join the case that their read has in their mode, and make another in another mode', async () => {
		const read = await aRead(app);
		const first = await submit(read.id);
		getValue(await acceptReferral(here(coordinator), { id: first }));
		const second = await submit(read.id);
		// Who enters and who decides is told that there is a case to join.
		expect((await referableRead(app.db.read, coordinator, read.id))?.hasComplaint).toBe(true);
		expect((await findReferral(app.db.read, coordinator, second))?.joins).toBe(true);
		const alone = await aRead(app);
		expect((await referableRead(app.db.read, coordinator, alone.id))?.hasComplaint).toBe(false);
		const single = await submit(alone.id);
		expect((await findReferral(app.db.read, coordinator, single))?.joins).toBe(false);
		const other = getValue(
			await submitReferral(here(coordinator), { ...complaintOf(read.id), mode: 'second-opinion' })
		);
		for (const id of [second, other.id]) getValue(await acceptReferral(here(coordinator), { id }));
		const ids = [await referral(first), await referral(second), await referral(other.id)];
		expect(ids[0]?.caseId).toBe(ids[1]?.caseId);
		expect(ids[2]?.caseId).not.toBe(ids[0]?.caseId);
		expect(await askedOfCase(app.db.read, ids[0]?.caseId ?? '')).toHaveLength(2);
	});

	it('are entered once by the same door and side while they wait, also by many at once', async () => {
		const { id: readId } = await aRead(app);
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const enter = (actor: Actor, given: Partial<SubmitReferral> = {}) =>
			submitReferral(here(actor), { ...complaintOf(readId), ...given });
		const outcomes = await Promise.all([enter(coordinator), enter(other), enter(other)]);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		// The refusal carries its code alone: nothing of who asked first.
		expect(outcomes.filter(({ ok }) => !ok)).toEqual(
			[1, 2].map(() => ({ ok: false, error: 'already-referred' }))
		);
		// Another side and another door are something else.
		expect(await enter(other, { source: 'patient' })).toMatchObject({ ok: true });
		expect(await enter(other, { mode: 'second-opinion' })).toMatchObject({ ok: true });
		const [first] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
		getValue(await refuseReferral(here(coordinator), { id: first ?? '', reason: 'no-images' }));
		expect(await enter(other)).toMatchObject({ ok: true });
	});

	it('are decided once, also when two coordinators do so at once', async () => {
		const id = await submit((await aRead(app)).id);
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const both = await Promise.all([
			acceptReferral(here(coordinator), { id }),
			acceptReferral(here(other), { id })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await refuseReferral(here(other), { id, reason: 'duplicate' })).toEqual({
			ok: false,
			error: 'already-decided'
		});
		const { cases } = app.db.read.tables;
		expect(await app.db.read.select().from(cases)).toHaveLength(1);
	});

	it('do not bring back a case that was withdrawn', async () => {
		const read = await aRead(app);
		await aCase(app, { readId: read.id, detectionMode: 'complaint', state: 'withdrawn' });
		const id = await submit(read.id);
		expect(await acceptReferral(here(coordinator), { id })).toEqual({ ok: false, error: 'case-withdrawn' });
		expect((await referral(id)).status).toBe('open');
	});

	it('are refused with a reason, of which the asker is told without it', async () => {
		const reader = await aReader();
		const read = await aRead(app, { readerId: reader.radiologistId ?? '' });
		const { id } = getValue(
			await requestReview(here(reader), { id: read.id, mode: 'second-opinion', words: 'Is C5 broken?' })
		);
		getValue(await refuseReferral(here(coordinator), { id, reason: 'no-images' }));
		expect(await referral(id)).toMatchObject({ status: 'refused', refusedReason: 'no-images' });
		expect(await noticesOf(reader.id)).toMatchObject([
			{ kind: 'referral.answered', facts: {}, path: '/requests' }
		]);
		expect(await auditTypes(app, id)).toEqual(['referral.received', 'referral.refused']);
	});

	it('are told to coordinators once a day, and not to the one who entered them', async () => {
		const other = await aUser(app, 'coordinator');
		await submit((await aRead(app)).id);
		await submit((await aRead(app)).id);
		expect(await noticesOf(other.id)).toMatchObject([{ kind: 'referral.received', path: '/referrals' }]);
		expect(await noticesOf(coordinator.id)).toEqual([]);
	});

	it('are not there for who read, co-signed or reviews the read', async () => {
		const radiologist = await aRadiologist(app);
		const both = await aUser(app, ['radiologist', 'coordinator'], { radiologistId: radiologist.id });
		const actor = await getActor(app, both.id);
		const own = await aRead(app, { readerId: radiologist.id });
		const coSigned = await aRead(app);
		await app.db.transaction((write) =>
			write.insert(write.tables.readCoSigners).values({ readId: coSigned.id, radiologistId: radiologist.id })
		);
		for (const { id: readId } of [own, coSigned]) {
			const id = await submit(readId);
			expect(await submitReferral(here(actor), complaintOf(readId))).toEqual({
				ok: false,
				error: 'read-not-found'
			});
			expect(await findReferral(app.db.read, actor, id)).toBeNull();
			expect(await acceptReferral(here(actor), { id })).toEqual({ ok: false, error: 'referral-not-found' });
		}
		const filter = { status: null, mode: null };
		expect((await referralPage(app.db.read, actor, { filter, after: null })).rows).toEqual([]);
		expect((await referralPage(app.db.read, coordinator, { filter, after: null })).rows).toHaveLength(2);
	});

	it('never go to a reviewer who entered or accepted them', async () => {
		const radiologist = await aRadiologist(app);
		const user = await aUser(app, ['reviewer', 'coordinator'], { radiologistId: radiologist.id });
		const judge = await getActor(app, user.id);
		const id = await submit((await aRead(app)).id, judge);
		getValue(await acceptReferral(here(coordinator), { id }));
		const caseId = (await referral(id)).caseId ?? '';
		expect((await storedCase(app, caseId)).state).toBe('drawn');
	});

	it('let a radiologist ask for own reads alone, once, with a question where it needs one', async () => {
		const reader = await aReader();
		const own = await aRead(app, { readerId: reader.radiologistId ?? '' });
		const others = await aRead(app);
		const ask = (id: string, words = 'Is C5 broken?') =>
			requestReview(here(reader), { id, mode: 'second-opinion', words });
		expect(await ask(others.id)).toEqual({ ok: false, error: 'read-not-found' });
		expect(await ask(own.id, '')).toEqual({ ok: false, error: 'question-required' });
		expect((await ask(own.id)).ok).toBe(true);
		expect(await ask(own.id)).toEqual({ ok: false, error: 'already-requested' });
		const page = await ownReads(app.db.read, reader, {
			filter: { day: null, modality: null },
			after: null,
			now: app.clock.now()
		});
		expect(page.rows.map(({ id }) => id)).toEqual([own.id]);
	});

	it('tell the reviewer the question of a second opinion and nothing else that was asked', async () => {
		const reader = await aReader();
		const caseOf = async (mode: 'second-opinion' | 'self-nominated') => {
			const read = await aRead(app, { readerId: reader.radiologistId ?? '' });
			const { id } = getValue(
				await requestReview(here(reader), { id: read.id, mode, words: 'Is C5 broken?' })
			);
			getValue(await acceptReferral(here(coordinator), { id }));
			return (await referral(id)).caseId ?? '';
		};
		const complaint = await submit((await aRead(app)).id);
		getValue(await acceptReferral(here(coordinator), { id: complaint }));
		const complaintCase = (await referral(complaint)).caseId ?? '';
		expect(await questionOfCase(app.db.read, await caseOf('second-opinion'))).toBe('Is C5 broken?');
		expect(await questionOfCase(app.db.read, await caseOf('self-nominated'))).toBeNull();
		expect(await questionOfCase(app.db.read, complaintCase)).toBeNull();
		expect(await askedOfCase(app.db.read, complaintCase)).toEqual([
			{ mode: 'complaint', source: 'clinician', words: COMPLAINT, grade: null }
		]);
	});

	it('tell their asker that there is an outcome once it is released, and no hour or score before', async () => {
		const reader = await aReader();
		const read = await aRead(app, { readerId: reader.radiologistId ?? '' });
		const { id } = getValue(
			await requestReview(here(reader), { id: read.id, mode: 'self-nominated', words: '' })
		);
		getValue(await acceptReferral(here(coordinator), { id }));
		const { cases } = app.db.read.tables;
		const settle = (releasedAt: number) =>
			app.db.transaction(async (write) => {
				await write
					.update(cases)
					.set({ state: 'final', finalScore: '2b', finalAt: app.clock.now(), releasedAt })
					.where(eq(cases.readId, read.id));
			});
		await settle(app.clock.now() + DAY_MS);
		expect(await tellAskers(app)).toBe(0);
		const before = await ownRequests(app.db.read, reader, app.clock.now());
		expect(before).toMatchObject([
			{ status: 'in-review', caseId: null, askedOn: startOfUtcDay(app.clock.now()) }
		]);
		expect(before.flatMap((row) => Object.values(row))).not.toContain('2b');
		app.clock.advance(DAY_MS);
		expect(await tellAskers(app)).toBe(1);
		expect(await tellAskers(app)).toBe(0);
		expect(await ownRequests(app.db.read, reader, app.clock.now())).toMatchObject([{ status: 'released' }]);
		expect((await noticesOf(reader.id)).map(({ kind }) => kind)).toEqual(['referral.answered']);
	});

	it('page without a gap or a repetition', async () => {
		for (let at = 0; at < 55; at++) await submit((await aRead(app)).id);
		const filter = { status: 'open', mode: 'complaint' } as const;
		const first = await referralPage(app.db.read, coordinator, { filter, after: null });
		expect(first.rows).toHaveLength(50);
		const [atText, id] = first.next?.split('.') ?? [];
		const second = await referralPage(app.db.read, coordinator, {
			filter,
			after: { at: Number(atText), id: id ?? '' }
		});
		expect(second.rows).toHaveLength(5);
		expect(second.next).toBeNull();
		expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(55);
	});
});
