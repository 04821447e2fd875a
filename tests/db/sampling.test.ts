import { eq, inArray } from 'drizzle-orm';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { verifyDraw } from '#lib/core/sampling/verify.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import { drawPage, findCertificate, findDrawView } from '#lib/features/sampling/queries.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { verifyDrawFiles } from '../../src/cli/draw-verify.ts';
import { basename, dirname, join } from 'node:path';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const rules = {
	defaultRate: 0.5,
	rates: {},
	minimumPerReader: 0,
	lookBackDays: 90,
	exclusions: ['preliminary', 'already-drawn', 'reader-inactive']
} as const;

/** A group with one busy reader, two reviewers, and forty reads finished yesterday and before. */
async function aBusyGroup(app: TestApp) {
	await publishInitialPolicies(app);
	const coordinator = await findActor(app.db.read, (await aUser(app, 'coordinator')).id, app.clock.now());
	if (!coordinator) throw new Error('no coordinator');
	await publishPolicy(app, coordinator, {
		kind: 'sampling',
		body: { ...rules, exclusions: [...rules.exclusions] },
		basedOn: 1
	});
	const review = await currentPolicy(app.db.read, 'review');
	await publishPolicy(app, coordinator, {
		kind: 'review',
		body: { ...review.body, secondReviewerShare: 0 },
		basedOn: 1
	});
	const facility = await aFacility(app);
	const reader = await aRadiologist(app);
	const reviewers = [];
	for (let i = 0; i < 2; i++) {
		const radiologist = await aRadiologist(app);
		reviewers.push(await aUser(app, 'reviewer', { radiologistId: radiologist.id, reviewCapacity: 50 }));
	}
	for (let i = 0; i < 40; i++) {
		await aRead(app, {
			facilityId: facility.id,
			readerId: reader.id,
			modality: i % 2 ? 'CT' : 'XR',
			finalAt: app.clock.now() - (1 + (i % 5)) * DAY_MS
		});
	}
	return { coordinator, facility, reader, reviewers };
}

const period = { label: 'first draw', from: '2026-11-01', through: '2026-11-15' };

describe.each(engines)('a draw on %s', (engine) => {
	it('commits, draws, assigns, and verifies from its two files alone', async () => {
		await using app = await testApp({ engine });
		const { coordinator, reviewers } = await aBusyGroup(app);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		const { id } = committed.value;

		const revealed = await revealDraw(app, coordinator, id);
		expect(revealed).toMatchObject({
			ok: true,
			value: { sampled: 20, assignment: { assigned: 20, left: [] } }
		});

		const certificate = (await findCertificate(app.db.read, id)) ?? '';
		const frame = await readFile(framePath(app, id), 'utf8');
		expect(verifyDraw(certificate, frame)).toMatchObject({ ok: true, value: { ok: true } });
		const certificatePath = join(app.documentsFolder, 'certificate.json');
		await writeFile(certificatePath, certificate);
		expect((await verifyDrawFiles(certificatePath, framePath(app, id))).ok).toBe(true);

		const { assignments, cases } = app.db.read.tables;
		const held = await app.db.read.select().from(assignments).where(eq(assignments.ordinal, 1));
		expect(held.map(({ reviewerId }) => reviewerId).sort()).toEqual(
			reviewers.flatMap((one) => Array.from({ length: 10 }, () => one.id)).sort()
		);
		const states = await app.db.read.selectDistinct({ state: cases.state }).from(cases);
		expect(states).toEqual([{ state: 'assigned' }]);
	});

	it('keeps the seed to itself until it is revealed', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		const view = await findDrawView(app.db.read, committed.value.id);
		const { draws } = app.db.read.tables;
		const [row] = await app.db.read.select({ sealedSeed: draws.sealedSeed }).from(draws);
		expect(JSON.stringify(view)).not.toContain(row?.sealedSeed);
		expect(Object.keys(view?.draw ?? {}).filter((key) => /seed/i.test(key))).toEqual([]);
		expect(await findCertificate(app.db.read, committed.value.id)).toBeNull();
	});

	it('shows itself, with certificate and frame, to an auditor whose period it meets', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		const { id } = committed.value;
		await revealDraw(app, coordinator, id);
		const scopeOf = (from: string, to: string) => ({
			facilityIds: [],
			from: Date.parse(from),
			to: Date.parse(to)
		});
		const meets = scopeOf('2026-11-15', '2026-12-01');
		expect((await drawPage(app.db.read, null, meets)).rows.map((row) => row.id)).toEqual([id]);
		expect(await findDrawView(app.db.read, id, meets)).not.toBeNull();
		expect(await findCertificate(app.db.read, id, meets)).not.toBeNull();
		for (const other of [scopeOf('2026-10-01', '2026-11-01'), scopeOf('2026-11-16', '2026-12-01')]) {
			expect((await drawPage(app.db.read, null, other)).rows).toEqual([]);
			expect(await findDrawView(app.db.read, id, other)).toBeNull();
			expect(await findCertificate(app.db.read, id, other)).toBeNull();
		}
	});

	it('refuses to draw before the period is over, and twice', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const early = await commitDraw(app, coordinator, { ...period, through: '2026-11-16' });
		if (!early.ok) throw new Error('not committed');
		expect(await revealDraw(app, coordinator, early.value.id)).toEqual({
			ok: false,
			error: 'period-not-over'
		});
		app.clock.advance(DAY_MS);
		expect((await revealDraw(app, coordinator, early.value.id)).ok).toBe(true);
		expect(await revealDraw(app, coordinator, early.value.id)).toEqual({
			ok: false,
			error: 'already-drawn'
		});
	});

	it('drawn twice at once, is drawn once, and keeps the frame that its certificate names', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		const { id } = committed.value;
		const outcomes = await Promise.all([1, 2, 3].map(() => revealDraw(app, coordinator, id)));
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(outcomes.filter(({ ok }) => !ok)).toEqual([
			{ ok: false, error: 'already-drawn' },
			{ ok: false, error: 'already-drawn' }
		]);
		const certificate = (await findCertificate(app.db.read, id)) ?? '';
		const frame = await readFile(framePath(app, id), 'utf8');
		expect(verifyDraw(certificate, frame)).toMatchObject({ ok: true, value: { ok: true } });
		expect(await readdir(dirname(framePath(app, id)))).toEqual([basename(framePath(app, id))]);
	});

	it('assigned by several at once, gives each case to one first reviewer', async () => {
		await using app = await testApp({ engine });
		const { coordinator, reviewers } = await aBusyGroup(app);
		const { users, assignments } = app.db.read.tables;
		const capacity = (reviewCapacity: number) =>
			app.db.transaction((write) =>
				write
					.update(users)
					.set({ reviewCapacity })
					.where(
						inArray(
							users.id,
							reviewers.map(({ id }) => id)
						)
					)
			);
		await capacity(0);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		await revealDraw(app, coordinator, committed.value.id);
		const assignAtOnce = () => Promise.all(Array.from({ length: 6 }, () => assignDrawnCases(app)));
		// Opens every connection, so that the next ones do begin together.
		await assignAtOnce();
		await capacity(50);
		const outcomes = await assignAtOnce();
		expect(outcomes.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(20);
		const held = await app.db.read.select({ caseId: assignments.caseId }).from(assignments);
		expect(held).toHaveLength(20);
		expect(new Set(held.map(({ caseId }) => caseId)).size).toBe(20);
	});

	it('beside another one of the same reads, is told so and draws the rest when it is repeated', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const draws = [];
		for (const label of ['first draw', 'second draw']) {
			const committed = await commitDraw(app, coordinator, { ...period, label });
			if (!committed.ok) throw new Error('not committed');
			draws.push(committed.value.id);
		}
		const outcomes = await Promise.all(draws.map((id) => revealDraw(app, coordinator, id)));
		// Whether they met is a matter of time; what became of it is not.
		for (const [at, id] of draws.entries()) {
			const outcome = outcomes[at]?.ok ? null : await revealDraw(app, coordinator, id);
			if (outcome) expect(outcomes[at]).toEqual({ ok: false, error: 'draw-conflict' });
			if (outcome) expect(outcome).toMatchObject({ ok: true, value: { sampled: 10 } });
			const frame = await readFile(framePath(app, id), 'utf8');
			const certificate = (await findCertificate(app.db.read, id)) ?? '';
			expect(verifyDraw(certificate, frame)).toMatchObject({ ok: true, value: { ok: true } });
		}
		expect(await app.db.read.select().from(app.db.read.tables.cases)).toHaveLength(30);
	});

	it('draws no read a second time, and counts why reads stay out', async () => {
		await using app = await testApp({ engine });
		const { coordinator, facility, reader } = await aBusyGroup(app);
		await aRead(app, {
			facilityId: facility.id,
			readerId: reader.id,
			kind: 'preliminary',
			finalAt: app.clock.now() - DAY_MS
		});
		const first = await commitDraw(app, coordinator, period);
		const second = await commitDraw(app, coordinator, { ...period, label: 'second draw' });
		if (!first.ok || !second.ok) throw new Error('not committed');
		await revealDraw(app, coordinator, first.value.id);
		await revealDraw(app, coordinator, second.value.id);
		const view = await findDrawView(app.db.read, second.value.id);
		expect(view?.draw).toMatchObject({
			frameCount: 20,
			sampledCount: 10,
			exclusions: { 'already-drawn': 20, preliminary: 1 }
		});
	});

	it('gives a case back whose lease ran out untouched, to somebody else', async () => {
		await using app = await testApp({ engine });
		const { coordinator } = await aBusyGroup(app);
		const committed = await commitDraw(app, coordinator, period);
		if (!committed.ok) throw new Error('not committed');
		await revealDraw(app, coordinator, committed.value.id);
		app.clock.advance(4 * DAY_MS);
		await takeBackLate(app);
		const { assignments } = app.db.read.tables;
		const rows = await app.db.read.select().from(assignments).where(eq(assignments.ordinal, 1));
		const byCase = Map.groupBy(rows, ({ caseId }) => caseId);
		for (const [, list] of byCase) {
			expect(list.map(({ status }) => status).sort()).toEqual(['expired', 'open']);
			expect(new Set(list.map(({ reviewerId }) => reviewerId)).size).toBe(2);
		}
	});
});
