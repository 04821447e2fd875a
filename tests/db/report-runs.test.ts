import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { entryView } from '#lib/features/reports/register/entry-view.server.ts';
import { askForPack } from '#lib/features/reports/bundle/pack-commands.server.ts';
import { takeExport } from '#lib/features/reports/register/take.server.ts';
import { askForReport } from '#lib/features/reports/runs/ask.server.ts';
import { cancelRun } from '#lib/features/reports/runs/cancel.server.ts';
import { failRun } from '#lib/features/reports/runs/fail.server.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import { findRun, ownRuns } from '#lib/features/reports/runs/run-queries.server.ts';
import { tidyRuns } from '#lib/features/reports/runs/tidy.server.ts';
import type { ExportRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { LEASE_MS } from '#lib/server/jobs/claim.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import { aFacility, aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const asked: ExportRequest = {
	kind: 'peer-review-summary',
	from: '2026-01-01',
	through: '2026-06-30',
	format: 'csv',
	purpose: 'CT accreditation, survey of July',
	recipient: 'ACR'
};

/** A worker that does one job and dies once the file is there: in the transaction that ends the run, or before it. */
const script = `
	import { existsSync, readdirSync } from 'node:fs';
	import { buildApp } from '#lib/runtime/app.ts';
	import { failRun } from '#lib/features/reports/runs/fail.server.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
	import { runNext } from '#lib/server/jobs/runner.ts';
	const app = await buildApp(JSON.parse(process.env.CONFIG), { clock: { now: () => Number(process.env.NOW) } });
	const folder = app.documentsFolder + '/exports';
	const isThere = () => existsSync(folder) && readdirSync(folder).filter((name) => !name.includes('partial')).length === 2;
	const transaction = (work) => app.db.transaction(async (write) => {
		const answer = await work(write);
		if (isThere()) process.kill(process.pid, 'SIGKILL');
		return answer;
	});
	await runNext({ ...app, db: { ...app.db, transaction } }, [runReport]);
	await app.db.close();`;

describe.each(engines)('a report that is made in the background on %s', (engine) => {
	let app: TestApp;
	let director: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await aSetUpGroup(app);
		director = await getActor(app, (await aUser(app, 'director')).id);
	});
	afterEach(() => app.close());

	const ask = async (change: Partial<ExportRequest> = {}): Promise<string> =>
		getValue(await askForReport(app, director, { ...asked, ...change })).runId;
	const work = (by: App = app) => runNext(by, [runReport]);
	const files = (): string[] => {
		const folder = dirname(exportPath(app, 'any'));
		return existsSync(folder) ? readdirSync(folder).sort() : [];
	};
	const exportsThere = () => app.db.read.select().from(app.db.read.tables.exports);
	const statusOf = async (id: string) => {
		const run = await findRun(app, director, id);
		return [run?.status, run?.errorCode];
	};
	/** The app as a worker has it that does something each time before it writes. */
	const interrupted = (before: () => Promise<unknown>): App => ({
		...app,
		db: {
			...app.db,
			transaction: async <T>(task: (write: WriteHandle) => Promise<T>) => {
				await before();
				return app.db.transaction(task);
			}
		}
	});

	it.each(['csv', 'json'] as const)('stands in the register when it is done: %s', async (format) => {
		const id = await ask({ format, lifeDays: 30 });
		expect(await findRun(app, director, id)).toMatchObject({
			status: 'waiting',
			isOpen: true,
			exportId: null
		});
		expect(await work()).toBe(true);
		const run = await findRun(app, director, id);
		expect(run).toMatchObject({ status: 'done', errorCode: null, progress: { value: 3, max: 3 } });
		const exportId = run?.exportId ?? '';
		const bytes = readFileSync(exportPath(app, exportId));
		expect(await entryView(app, director, exportId)).toMatchObject({
			kind: asked.kind,
			format,
			purpose: asked.purpose,
			recipient: asked.recipient,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			expiresAt: app.clock.now() + 30 * 24 * 60 * MINUTE_MS
		});
		expect(files()).toEqual([exportId, `${exportId}.report`]);
		expect(await auditTypes(app, id)).toEqual(['report.asked']);
		expect(await auditTypes(app, exportId)).toEqual(['report.exported']);
		expect(await ownRuns(app, director)).toEqual([]);
	});

	it('makes a survey pack too, which leaves as it is', async () => {
		const { id: facility } = await aFacility(app);
		const { from, through, purpose, recipient } = asked;
		const pack = { from, through, purpose, recipient, facility };
		const id = getValue(await askForPack(app, director, pack)).runId;
		await work();
		const run = await findRun(app, director, id);
		expect(run).toMatchObject({ status: 'done', kind: 'survey-pack', format: 'zip' });
		const [row] = await exportsThere();
		expect(row).toMatchObject({ id: run?.exportId, scope: { facilityIds: [facility] }, modelSha256: null });
		const taken = getValue(await takeExport(app, director, row?.id ?? ''));
		const bytes = Buffer.from(await new Response(taken.body).arrayBuffer());
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(row?.sha256);
		expect(taken).toMatchObject({ copy: 1, watermark: '', sha256: row?.sha256 });
	}, 60_000);

	it('is not made when it was cancelled before', async () => {
		const id = await ask();
		expect(await cancelRun(app, director, { id })).toMatchObject({ ok: true });
		expect(await cancelRun(app, director, { id })).toEqual({ ok: false, error: 'already-made' });
		await work();
		expect([await statusOf(id), files(), await exportsThere()]).toEqual([['cancelled', null], [], []]);
		expect(await auditTypes(app, id)).toEqual(['report.asked', 'report.cancelled']);
	});

	it('leaves nothing when it is cancelled while it is made', async () => {
		const id = await ask();
		let writes = 0;
		// The claim, its beginning, then how far it is.
		const by = interrupted(async () => {
			writes += 1;
			if (writes === 3) getValue(await cancelRun(app, director, { id }));
		});
		await work(by);
		expect([await statusOf(id), files(), await exportsThere()]).toEqual([['cancelled', null], [], []]);
	});

	it('leaves nothing when it is cancelled between its file and the register', async () => {
		const id = await ask();
		const by = interrupted(async () => {
			if (files().length === 2) await cancelRun(app, director, { id });
		});
		await work(by);
		expect([await statusOf(id), files(), await exportsThere()]).toEqual([['cancelled', null], [], []]);
	});

	it('is no one else’s to see or cancel', async () => {
		const id = await ask();
		const other = await getActor(app, (await aUser(app, 'director')).id);
		expect(await findRun(app, other, id)).toBeNull();
		expect(await cancelRun(app, other, { id })).toEqual({ ok: false, error: 'run-not-found' });
	});

	it('is taken up again when its worker was killed between the file and the register', async () => {
		const id = await ask();
		const env = { ...process.env, CONFIG: JSON.stringify(app.config), NOW: String(app.clock.now()) };
		const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
			env,
			timeout: 30_000,
			killSignal: 'SIGTERM'
		});
		expect([child.signal, child.stderr.toString()]).toEqual(['SIGKILL', '']);
		const stray = files();
		expect([stray.length, await exportsThere()]).toEqual([2, []]);
		expect(await work()).toBe(false);
		app.clock.advance(LEASE_MS + 1);
		expect(await work()).toBe(true);
		const run = await findRun(app, director, id);
		expect(run?.status).toBe('done');
		expect(files()).toEqual([run?.exportId, `${run?.exportId}.report`]);
		expect(stray).not.toContain(run?.exportId);
		expect((await exportsThere()).map((row) => row.id)).toEqual([run?.exportId]);
		expect(await verifyAuditChain(app.db.read)).toMatchObject({ firstBreak: null });
	}, 60_000);

	it('stands there once when two workers made it', async () => {
		const id = await ask();
		let isOver = false;
		// The first is slow to write its end: a second takes the run up and is done before.
		const slow = interrupted(async () => {
			if (isOver || files().length !== 2) return;
			isOver = true;
			app.clock.advance(LEASE_MS + 1);
			expect(await work()).toBe(true);
		});
		await work(slow);
		const run = await findRun(app, director, id);
		expect([isOver, run?.status]).toEqual([true, 'done']);
		expect(files()).toEqual([run?.exportId, `${run?.exportId}.report`]);
		const [row, ...others] = await exportsThere();
		const bytes = readFileSync(exportPath(app, run?.exportId ?? ''));
		expect([row?.sha256, others]).toEqual([createHash('sha256').update(bytes).digest('hex'), []]);
	});

	it.each([
		{ name: 'whose account has ended', change: { status: 'disabled' }, code: 'account-ended' },
		{ name: 'who may no longer take reports', change: null, code: 'not-permitted' }
	])('is not made for somebody $name', async ({ change, code }) => {
		const id = await ask();
		await app.db.transaction(async (write) => {
			const { users, userRoles } = write.tables;
			if (change) await write.update(users).set(change).where(eq(users.id, director.id));
			else await write.update(userRoles).set({ role: 'reviewer' }).where(eq(userRoles.userId, director.id));
		});
		await work();
		expect([await statusOf(id), files()]).toEqual([['failed', code], []]);
		expect(await auditTypes(app, id)).toEqual(['report.asked', 'report.failed']);
		const { notices } = app.db.read.tables;
		expect(await app.db.read.select({ kind: notices.kind, path: notices.path }).from(notices)).toEqual([
			{ kind: 'report.failed', path: `/reports/runs/${id}` }
		]);
	});

	it('fails in plain words when no worker will take it up any more', async () => {
		const id = await ask();
		expect(await tidyRuns(app)).toBe(0);
		const { jobs } = app.db.read.tables;
		await app.db.transaction((write) => write.update(jobs).set({ status: 'failed' }));
		expect(await tidyRuns(app)).toBe(1);
		expect(await statusOf(id)).toEqual(['failed', 'worker-lost']);
	});

	it('keeps its file when somebody who saw it open has it for lost once it is done', async () => {
		const id = await ask();
		await work();
		const { reportRuns } = app.db.read.tables;
		const [row] = await app.db.read.select().from(reportRuns).where(eq(reportRuns.id, id));
		if (!row) throw new Error('the run is there');
		await failRun(app, row, 'worker-lost');
		expect([await statusOf(id), files()]).toEqual([
			['done', null],
			[row.exportId, `${row.exportId}.report`]
		]);
	});

	it('is asked for by nobody more than ten times at once', async () => {
		for (let nth = 0; nth < 10; nth += 1) await ask();
		expect(await askForReport(app, director, asked)).toEqual({ ok: false, error: 'too-many-reports' });
	});
});
