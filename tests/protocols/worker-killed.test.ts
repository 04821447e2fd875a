import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { queueMail } from '#lib/features/notices/mail-job.server.ts';
import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import { readConfig } from '#lib/server/config.ts';
import { aUser } from '../support/builders.ts';
import { readMail, startMailServer } from '../support/mail-server.ts';

const POLL_MS = 20;
const PATIENCE_MS = 60_000;

/** Asks until it is so; throws when it does not become so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	for (const startedAt = Date.now(); !(await isSo()); await wait(POLL_MS)) {
		if (Date.now() - startedAt > PATIENCE_MS) throw new Error('it did not happen');
	}
}

function startWorker(env: Record<string, string>) {
	const child = spawn(process.execPath, ['src/cli/main.ts', 'worker'], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	return { child, ended };
}

async function mailOf(app: App) {
	const { mails, jobs } = app.db.read.tables;
	const [mail] = await app.db.read.select({ status: mails.status }).from(mails);
	const [job] = await app.db.read.select({ status: jobs.status }).from(jobs);
	return { mail: mail?.status, job: job?.status };
}

it('a mail outlives workers that are killed, before and while it is sent, and leaves', async () => {
	await using server = await startMailServer();
	const folder = mkdtempSync(join(tmpdir(), 'overread-worker-'));
	const env = {
		OVERREAD_DATA: folder,
		OVERREAD_SECRET: '5e'.repeat(32),
		OVERREAD_LOG: 'silent',
		DATABASE_URL: '',
		SMTP_URL: server.url,
		MAIL_FROM: 'qa@example.org'
	};
	const app = await buildApp(readConfig(env));
	try {
		const { id: userId } = await aUser(app, 'reviewer');
		const mail = { userId, subject: 'Overread: 1 notice', body: 'One thing waits.' };
		await app.db.transaction((write) => queueMail(write, { ids: app.ids, now: app.clock.now() }, mail));

		// The server takes the connection and says nothing: the worker dies over it.
		server.hold();
		const first = startWorker(env);
		await until(() => server.held > 0);
		first.child.kill('SIGKILL');
		expect(await first.ended).toBeNull();
		expect(await mailOf(app)).toEqual({ mail: 'waiting', job: 'running' });
		server.release();

		// Its lease runs out.
		const { jobs } = app.db.read.tables;
		await app.db.transaction((write) => write.update(jobs).set({ lockedUntil: 1 }));
		const second = startWorker(env);
		await until(async () => (await mailOf(app)).job === 'done');
		expect(await mailOf(app)).toEqual({ mail: 'sent', job: 'done' });
		second.child.kill('SIGTERM');
		expect(await second.ended).toBe(0);
		expect(server.received.map((one) => readMail(one).headers.get('subject'))).toEqual([mail.subject]);
	} finally {
		await app.db.close();
		rmSync(folder, { recursive: true, force: true });
	}
}, 120_000);
