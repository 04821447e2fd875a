import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toIso } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { wholeRegister } from '#lib/features/reports/register/filter.ts';
import { takeExport } from '#lib/features/reports/register/take.server.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import {
	endSchedule,
	makeSchedule,
	pauseSchedule,
	resumeSchedule
} from '#lib/features/reports/schedules/commands.server.ts';
import { runDueSchedules } from '#lib/features/reports/schedules/due.server.ts';
import { scheduleList } from '#lib/features/reports/schedules/queries.server.ts';
import type { NewSchedule } from '#lib/features/reports/schedules/schemas.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const asked = {
	kind: 'peer-review-summary',
	format: 'csv',
	purpose: 'Quality committee',
	recipient: 'Committee',
	cadence: 'monthly',
	afterDays: 5,
	facility: undefined,
	radiologist: undefined,
	modality: undefined,
	authority: undefined
} as const;

describe.each(engines)('a scheduled report on %s', (engine) => {
	let app: TestApp;
	let owner: Actor;
	let reader: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await aSetUpGroup(app);
		owner = await getActor(app, (await aUser(app, 'director')).id);
		reader = await getActor(app, (await aUser(app, 'auditor')).id);
	});
	afterEach(() => app.close());

	const make = async (change: Partial<NewSchedule> = {}) =>
		getValue(await makeSchedule(app, owner, { ...asked, readers: [owner.id, reader.id], ...change })).id;
	const runs = async () => {
		const { reportRuns: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t).orderBy(t.fromOn);
		return rows.map(({ fromOn, throughOn, status, errorCode }) => [fromOn, throughOn, status, errorCode]);
	};
	const told = async () => {
		const { notices: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t);
		return rows.map(({ userId, kind, path }) => ({ userId, kind, path }));
	};
	const until = (day: string) => app.clock.set(Date.parse(`${day}T12:00:00Z`));

	it('is made once a span, however many look, and told to those it names', async () => {
		const id = await make();
		expect(await runDueSchedules(app)).toBe(0);
		until('2026-12-05');
		expect(await runDueSchedules(app)).toBe(0);
		until('2026-12-06');
		const asked = await Promise.all([runDueSchedules(app), runDueSchedules(app)]);
		expect(asked.reduce((sum, n) => sum + n)).toBe(1);
		await runDue(app, [runReport]);
		expect(await runs()).toEqual([['2026-11-01', '2026-11-30', 'done', null]]);
		const [line] = await scheduleList(app, owner);
		expect(line).toMatchObject({ id, nextFromOn: '2026-12-01', last: { status: 'done' } });
		expect(toIso(line?.nextDueAt ?? 0)).toBe('2027-01-06T03:00:00.000Z');
		const path = `/reports/register/${line?.last?.exportId}`;
		expect((await told()).sort((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual(
			[owner.id, reader.id].sort().map((userId) => ({ userId, kind: 'report.scheduled', path }))
		);
		expect(await auditTypes(app, id)).toEqual(['schedule.made']);
	});

	it('is in the register of those it names, and theirs to take within their scope', async () => {
		await make();
		until('2026-12-06');
		await runDueSchedules(app);
		await runDue(app, [runReport]);
		const find = async (actor: Actor) =>
			(await exportRegister(app, actor, { before: null, filter: wholeRegister })).rows;
		const [row] = await find(reader);
		// Of all facilities: no auditor's scope.
		expect(row).toMatchObject({ withheld: 'out-of-scope', n: null });
		expect(await takeExport(app, reader, row?.id ?? '')).toEqual({ ok: false, error: 'export-not-found' });
		expect(await takeExport(app, { ...reader, scope: null }, row?.id ?? '')).toMatchObject({ ok: true });
		const stranger = await getActor(app, (await aUser(app, 'auditor')).id);
		expect(await find(stranger)).toEqual([]);
		expect(await takeExport(app, { ...stranger, scope: null }, row?.id ?? '')).toMatchObject({
			error: 'export-not-found'
		});
	});

	it('is not for those whom it names and who may not make it', async () => {
		await make({ kind: 'radpeer-submission' });
		until('2026-12-06');
		await runDueSchedules(app);
		await runDue(app, [runReport]);
		const everywhere = { ...reader, scope: null };
		const { rows } = await exportRegister(app, everywhere, { before: null, filter: wholeRegister });
		expect(rows).toMatchObject([{ withheld: 'out-of-scope', n: null, sha256: null }]);
		const id = rows[0]?.id ?? '';
		expect(await takeExport(app, everywhere, id)).toEqual({ ok: false, error: 'export-not-found' });
		expect(await takeExport(app, owner, id)).toMatchObject({ ok: true });
	});

	it('tells whoever has reads of their own nothing of how long the audit log is', async () => {
		await makeCheckpoint(app, null);
		const radiologistId = (await aRadiologist(app)).id;
		const other = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		await make({ readers: [other.id], format: 'json' });
		until('2026-12-06');
		await runDueSchedules(app);
		await runDue(app, [runReport]);
		const { rows } = await exportRegister(app, owner, { before: null, filter: wholeRegister });
		const checkpointFor = async (actor: Actor): Promise<unknown> => {
			const { body } = getValue(await takeExport(app, actor, rows[0]?.id ?? ''));
			return JSON.parse(await new Response(body).text());
		};
		expect(await checkpointFor(owner)).toHaveProperty('head.auditCheckpoint.treeSize');
		expect(await checkpointFor(other)).toHaveProperty('head.auditCheckpoint', null);
	});

	it('is made up for when nothing ran, span by span', async () => {
		await make();
		until('2027-02-20');
		expect(await runDueSchedules(app)).toBe(3);
		expect((await runs()).map(([from]) => from)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
	});

	it('is not made while it is paused, nor made up for, nor made once it has ended', async () => {
		const id = await make();
		getValue(await pauseSchedule(app, owner, id));
		expect(await pauseSchedule(app, owner, id)).toEqual({ ok: false, error: 'already-changed' });
		until('2027-02-20');
		expect(await runDueSchedules(app)).toBe(0);
		getValue(await resumeSchedule(app, owner, id));
		expect(await runDueSchedules(app)).toBe(0);
		until('2027-03-06');
		expect(await runDueSchedules(app)).toBe(1);
		expect((await runs()).map(([from]) => from)).toEqual(['2027-02-01']);
		getValue(await endSchedule(app, owner, id));
		until('2027-06-01');
		expect(await runDueSchedules(app)).toBe(0);
		expect(await endSchedule(app, owner, id)).toEqual({ ok: false, error: 'schedule-not-found' });
		expect(await auditTypes(app, id)).toEqual([
			'schedule.made',
			'schedule.paused',
			'schedule.resumed',
			'schedule.ended'
		]);
	});

	it('does not make again what it made before a pause', async () => {
		const id = await make();
		until('2026-12-06');
		await runDueSchedules(app);
		getValue(await pauseSchedule(app, owner, id));
		getValue(await resumeSchedule(app, owner, id));
		expect(await scheduleList(app, owner)).toMatchObject([{ nextFromOn: '2026-12-01', pausedAt: null }]);
	});

	it('is not made with the view of an owner who has none any more, and says so', async () => {
		await make();
		await app.db.transaction((write) =>
			write
				.update(write.tables.users)
				.set({ expiresAt: app.clock.now() + DAY_MS })
				.where(eq(write.tables.users.id, owner.id))
		);
		until('2026-12-06');
		await runDueSchedules(app);
		await runDue(app, [runReport]);
		expect(await runs()).toEqual([['2026-11-01', '2026-11-30', 'failed', 'account-ended']]);
		expect((await told()).map(({ kind, path }) => [kind, path])).toEqual([
			['report.failed', '/reports/schedules'],
			['report.failed', '/reports/schedules']
		]);
	});

	it('names only people who may take reports', async () => {
		const reviewer = await aUser(app, 'reviewer');
		const given = { ...asked, readers: [reviewer.id] };
		expect(await makeSchedule(app, owner, given)).toEqual({ ok: false, error: 'reader-not-found' });
	});

	it('about somebody is neither shown to them nor theirs to change', async () => {
		const id = await make();
		const { reportSchedules } = app.db.read.tables;
		await app.db.transaction((write) => write.update(reportSchedules).set({ aboutId: 'someone' }));
		const about = { ...owner, id: 'another', radiologistId: 'someone' };
		expect(await scheduleList(app, about)).toEqual([]);
		expect(await endSchedule(app, about, id)).toEqual({ ok: false, error: 'schedule-not-found' });
		expect(await scheduleList(app, owner)).toMatchObject([{ id }]);
	});
});
