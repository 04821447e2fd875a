import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { noticeKinds, type NoticeKind } from '#lib/core/notices/kinds.ts';
import type { MailChoice } from '#lib/core/notices/digest.ts';
import { chooseMail, readAll } from '#lib/features/notices/commands.server.ts';
import { gatherMail } from '#lib/features/notices/gather-mail.server.ts';
import { sendMailJob } from '#lib/features/notices/mail-job.server.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import { inbox } from '#lib/features/notices/queries.server.ts';
import { retryFailed, testMail, tidyWork } from '#lib/features/notices/system-commands.server.ts';
import { stuckWork, systemView } from '#lib/features/notices/system-queries.server.ts';
import { claimNext, LEASE_MS } from '#lib/server/jobs/claim.ts';
import { waitAfter } from '#lib/server/jobs/job.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { htmlOf, sendMail } from '#lib/server/mail/send.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { readMail, startMailServer, type MailServer } from '../support/mail-server.ts';
import { aPerson, aText, anId } from '../support/secrets.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type Engine, type TestApp } from '../support/test-app.ts';

const from = { name: 'Peer review', address: 'qa@example.org' };

async function aMailingApp(server: MailServer, engine: Engine = 'sqlite'): Promise<TestApp> {
	const app = await testApp({ engine, mail: { url: server.url, from } });
	await publishInitialPolicies(app);
	return app;
}

/** Tells somebody something now. */
async function tell(app: TestApp, userId: string, kind: NoticeKind, path = '/reviews'): Promise<void> {
	const facts = { n: 3, on: '2026-11-30' };
	await app.db.transaction((write) =>
		notify(write, { ids: app.ids, now: app.clock.now() }, [userId], { kind, facts, path })
	);
}

async function choose(app: TestApp, userId: string, mail: MailChoice): Promise<void> {
	await chooseMail(app, await getActor(app, userId), { mail });
}

/** Does what a worker would do now. Answers how many mails were made. */
async function work(app: TestApp): Promise<number> {
	const made = await gatherMail(app);
	await runDue(app, [sendMailJob]);
	return made;
}

const statuses = async (app: TestApp) => {
	const { mails } = app.db.read.tables;
	return app.db.read
		.select({ status: mails.status, attempts: mails.attempts, lastError: mails.lastError })
		.from(mails)
		.orderBy(mails.createdAt, mails.id);
};

describe.each(engines)('mail about notices on %s', (engine) => {
	it('leaves at once for whoever wants it so, in one mail for several notices, once', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server, engine);
		const { id, email, name } = await aUser(app, 'reviewer');
		await choose(app, id, 'at-once');
		await tell(app, id, 'review.overdue');
		await tell(app, id, 'review.due-soon');
		expect(await work(app)).toBe(1);
		expect(await work(app)).toBe(0);
		const [mail, ...more] = server.received;
		expect(more).toEqual([]);
		if (!mail) throw new Error('no mail came');
		expect(mail).toMatchObject({ from: from.address, to: [email] });
		const { headers, text } = readMail(mail);
		expect(headers.get('subject')).toBe('Overread: 2 notices');
		expect(headers.get('auto-submitted')).toBe('auto-generated');
		expect(text.replace(/\s/g, ' ')).toContain('16 Nov 2026: 3 reviews are overdue');
		expect(text).toContain(name);
		expect(text).toContain(`${app.config.origin}/notices\r\n`);
		expect(text).not.toContain('/reviews');
	});

	it('is made once when two workers are at it', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server, engine);
		const { id } = await aUser(app, 'reviewer');
		await choose(app, id, 'at-once');
		await tell(app, id, 'review.overdue');
		const made = await Promise.all([gatherMail(app), gatherMail(app), gatherMail(app)]);
		expect(made.reduce((sum, n) => sum + n, 0)).toBe(1);
		await Promise.all([runDue(app, [sendMailJob]), runDue(app, [sendMailJob])]);
		expect(server.received).toHaveLength(1);
	});

	it('survives a server that is away, and a worker that dies, and leaves once it can', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server, engine);
		const { id } = await aUser(app, 'reviewer');
		await choose(app, id, 'at-once');
		await tell(app, id, 'review.overdue');
		server.refuse({ code: 451, message: 'come back' });
		await work(app);
		expect(await statuses(app)).toEqual([{ status: 'waiting', attempts: 1, lastError: 'smtp-451' }]);
		server.refuse(null);
		app.clock.advance(waitAfter(1));
		await claimNext(app.db, [sendMailJob], app.clock.now());
		await runDue(app, [sendMailJob]);
		expect(server.received).toEqual([]);
		app.clock.advance(LEASE_MS + 1);
		await runDue(app, [sendMailJob]);
		expect(await statuses(app)).toEqual([{ status: 'sent', attempts: 2, lastError: null }]);
		expect(server.received).toHaveLength(1);
	});

	it('that is refused for good is not sent again until an administrator says so', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server, engine);
		const admin = await getActor(app, (await aUser(app, 'administrator')).id);
		server.refuse({ code: 550, message: 'no Jane Roe here' });
		expect(await testMail(app, admin)).toMatchObject({ ok: true });
		await work(app);
		expect(await statuses(app)).toEqual([{ status: 'failed', attempts: 1, lastError: 'smtp-550' }]);
		const stuck = { failedJobs: 0, lateJobs: 0, failedMails: 1 };
		expect(await stuckWork(app.db.read, app.clock.now())).toEqual(stuck);
		const view = await systemView(app);
		expect(view).toMatchObject({ ...stuck, mails: [{ to: admin.email, error: 'smtp-550' }], jobs: [] });
		expect(JSON.stringify(view)).not.toContain('Roe');
		server.refuse(null);
		expect(await retryFailed(app, admin)).toEqual({ ok: true, value: 1 });
		await work(app);
		expect(await statuses(app)).toMatchObject([{ status: 'sent' }]);
		expect(server.received).toHaveLength(1);
		app.clock.advance(91 * DAY_MS);
		expect(await tidyWork(app)).toBeGreaterThan(0);
		expect(await statuses(app)).toEqual([]);
	});
});

describe('who is mailed when', () => {
	/** Monday 12:00 UTC is 06:00 in Chicago, where the daily digest and the weekly one leave at 06:00. */
	const cases: { choice: MailChoice | null; kind: NoticeKind; afterHours: number; mails: number }[] = [
		{ choice: 'at-once', kind: 'review.overdue', afterHours: 0, mails: 1 },
		{ choice: 'daily', kind: 'review.overdue', afterHours: 0, mails: 0 },
		{ choice: 'daily', kind: 'review.overdue', afterHours: 22, mails: 0 },
		{ choice: 'daily', kind: 'review.overdue', afterHours: 23, mails: 1 },
		{ choice: null, kind: 'review.overdue', afterHours: 23, mails: 1 },
		{ choice: 'weekly', kind: 'review.overdue', afterHours: 6 * 24, mails: 0 },
		{ choice: 'weekly', kind: 'review.overdue', afterHours: 7 * 24, mails: 1 },
		{ choice: 'weekly', kind: 'correction.opened', afterHours: 0, mails: 1 },
		{ choice: 'never', kind: 'correction.opened', afterHours: 8 * 24, mails: 0 },
		{ choice: 'at-once', kind: 'review.overdue', afterHours: 16 * 24, mails: 0 },
		{ choice: 'at-once', kind: 'feedback.answered', afterHours: 10, mails: 0 },
		{ choice: 'at-once', kind: 'feedback.answered', afterHours: 11, mails: 1 }
	];
	it.each(cases)('$choice, $kind, $afterHours hours on: $mails', async (each) => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server);
		app.clock.advance(HOUR_MS);
		const { id } = await aUser(app, 'reviewer');
		if (each.choice) await choose(app, id, each.choice);
		await tell(app, id, each.kind);
		app.clock.advance(each.afterHours * HOUR_MS);
		expect(await work(app)).toBe(each.mails);
		expect(server.received).toHaveLength(each.mails);
	});

	it('not what was read, and not whoever left', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server);
		const [reads, left, expired] = [
			await aUser(app, 'reviewer'),
			await aUser(app, 'reviewer', { status: 'disabled' }),
			await aUser(app, 'auditor', { expiresAt: app.clock.now() - 1 })
		];
		for (const { id } of [reads, left, expired]) await tell(app, id, 'correction.opened');
		const actor = await getActor(app, reads.id);
		const [notice] = (await inbox(app.db.read, actor.id, app.clock.now())).fresh;
		await readAll(app, actor, { through: notice?.id ?? '' });
		expect(await work(app)).toBe(0);
	});

	it('nobody while mail is off, and no flood when it is turned on', async () => {
		await using server = await startMailServer();
		await using app = await testApp();
		await publishInitialPolicies(app);
		const { id } = await aUser(app, 'reviewer');
		for (let days = 0; days < 40; days++) {
			await tell(app, id, 'review.overdue');
			app.clock.advance(DAY_MS);
			expect(await gatherMail(app)).toBe(0);
		}
		const admin = await getActor(app, (await aUser(app, 'administrator')).id);
		expect(await testMail(app, admin)).toEqual({ ok: false, error: 'mail-off' });
		const on = { ...app, config: { ...app.config, mail: { url: server.url, from } } };
		expect(await gatherMail(on)).toBe(1);
		await runDue(on, [sendMailJob]);
		const [mail] = server.received;
		expect(mail && readMail(mail).headers.get('subject')).toBe('Overread: 14 notices');
	});
});

describe('a mail', () => {
	it('says no name, number or score of anybody, whatever it tells of', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server);
		const facility = await aFacility(app, { code: 'ZQXFAC', name: 'Quillfeather Memorial' });
		const reader = await aRadiologist(app, { familyName: 'Okonkworthy', givenName: 'Bartholomea' });
		const read = await aRead(app, { facilityId: facility.id, readerId: reader.id });
		const { id: caseId } = await aCase(app, { readId: read.id, finalScore: '3b' });
		const other = await aUser(app, 'reviewer', { name: 'Petronella Skarsgaardh' });
		const { id } = await aUser(app, 'reviewer', { name: 'Ann Other' });
		await choose(app, id, 'at-once');
		const kinds = Object.keys(noticeKinds) as NoticeKind[]; // keys of a literal
		for (const kind of kinds) {
			await tell(app, id, kind, `/feedback/${caseId}`);
			app.clock.advance(DAY_MS);
			await work(app);
		}
		// Those that are told with the next day only.
		app.clock.advance(DAY_MS);
		await work(app);
		expect(server.received).toHaveLength(kinds.length);
		const find = makeLeakFinder([
			aPerson('reader', reader.familyName, reader.givenName),
			aPerson('colleague', 'Skarsgaardh', 'Petronella'),
			aText('facility', facility.code, facility.name),
			anId('case', caseId),
			anId('read', read.id),
			anId('colleague', other.id),
			aText('page of the case', '/feedback/')
		]);
		for (const mail of server.received) {
			expect(find(Buffer.from(mail.raw))).toEqual([]);
			expect(readMail(mail).text).not.toMatch(/\b[123][ab]\b/);
		}
	});

	it('holds nothing that a name could smuggle into its headers or its page', async () => {
		await using server = await startMailServer();
		const sent = await sendMail(
			{ url: server.url, from },
			{
				messageId: '<1@example.org>',
				to: { name: 'Eve"\r\nBcc: all@example.org\r\nX: <b>', address: 'eve@example.org' },
				subject: 'One\r\nBcc: all@example.org',
				text: 'Hello <script>alert(1)</script>\nhttps://example.org/"onmouseover="x'
			}
		);
		expect(sent).toMatchObject({ ok: true });
		const [mail] = server.received;
		if (!mail) throw new Error('no mail came');
		expect(mail.to).toEqual(['eve@example.org']);
		const { headers } = readMail(mail);
		expect([...headers.keys()].filter((name) => name === 'bcc' || name === 'x')).toEqual([]);
		const html = htmlOf('Hello <script>\n\nhttps://example.org/"onmouseover="x');
		expect(html).toContain('&lt;script&gt;');
		expect(html).not.toMatch(/<script|"onmouseover="x"/);
	});

	it('keeps its Message-ID over every attempt, so that a copy is known as one', async () => {
		await using server = await startMailServer();
		await using app = await aMailingApp(server);
		const admin = await getActor(app, (await aUser(app, 'administrator')).id);
		await testMail(app, admin);
		await work(app);
		// As after a crash between the server's answer and the note of it.
		const { mails, jobs } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			await write.update(mails).set({ status: 'waiting' });
			await write.update(jobs).set({ status: 'waiting' });
		});
		await work(app);
		const ids = server.received.map((mail) => readMail(mail).headers.get('message-id'));
		expect(ids).toHaveLength(2);
		expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
		expect(ids[1]).toBe(ids[0]);
	});

	it('leaves with the user and password of the setting, and with others it waits', async () => {
		await using server = await startMailServer({ password: 'p@ss word' });
		const mail = {
			messageId: '<1@example.org>',
			to: { name: 'Eve', address: 'eve@example.org' },
			subject: 'One',
			text: 'Hello'
		};
		expect(await sendMail({ url: server.url, from }, mail)).toMatchObject({ ok: true });
		const wrong = server.url.replace(/:[^:@/]+@/, ':wrong@');
		expect(await sendMail({ url: wrong, from }, mail)).toEqual({
			ok: false,
			error: { code: 'smtp-535', isPermanent: false }
		});
		expect(server.received).toHaveLength(1);
	});

	it('waits where nobody answers', async () => {
		const gone = await startMailServer();
		await gone[Symbol.asyncDispose]();
		const sent = await sendMail(
			{ url: gone.url, from },
			{ messageId: '<1@example.org>', to: from, subject: 'One', text: 'Hello' }
		);
		expect(sent).toEqual({ ok: false, error: { code: expect.stringMatching(/^smtp-/), isPermanent: false } });
	});
});
