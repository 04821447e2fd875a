import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, toUtcDay } from '#lib/core/instant.ts';
import { err, getValue } from '#lib/core/result.ts';
import { changeUser } from '#lib/features/admin/user-commands.server.ts';
import { changeUserSchema } from '#lib/features/admin/user-schemas.ts';
import { signIn, signInByEnrolling } from '#lib/features/account/sign-in.server.ts';
import { findEndedAccess } from '#lib/features/account/ended-access.server.ts';
import { acceptInvitation, findInvitation } from '#lib/features/auditors/accept.server.ts';
import {
	INVITATION_MS,
	invitationHash,
	inviteAuditor,
	renewAuditor,
	resendInvitation,
	revokeAuditor
} from '#lib/features/auditors/invite.server.ts';
import { findAuditor } from '#lib/features/auditors/queries.server.ts';
import { inviteSchema, renewSchema } from '#lib/features/auditors/schemas.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { identify } from '#lib/server/auth/identify.ts';
import { makeSessions } from '#lib/server/auth/sessions.ts';
import { readStep } from '#lib/server/auth/sign-in-step.ts';
import { recordView } from '#lib/server/http/viewed.ts';
import { sendMailJob } from '#lib/features/notices/mail-job.server.ts';
import { authenticatorOf } from '../support/authenticator.ts';
import { aFacility, aUser, publishInitialPolicies } from '../support/builders.ts';
import { readMail, startMailServer } from '../support/mail-server.ts';
import { getActor, signIn as startSession } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const password = 'seven calm lanterns';
const address = '192.0.2.9';

describe.each(engines)('auditors on %s', (engine) => {
	let app: TestApp;
	let administrator: Actor;
	let facilityId: string;
	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		administrator = await getActor(app, (await aUser(app, 'administrator')).id);
		facilityId = (await aFacility(app)).id;
	});
	afterEach(() => app.close());

	const scope = (given: object = {}) => ({
		facilityIds: [facilityId],
		scopeFrom: '2026-01-01',
		scopeTo: '2026-10-31',
		reportKinds: ['peer-review-summary'],
		expiresAt: toUtcDay(app.clock.now() + 30 * DAY_MS),
		...given
	});
	const invitation = (given: object = {}) =>
		inviteSchema.parse({ name: 'Sue Surveyor', email: 'sue@example.org', ...scope(given) });
	/** Invites somebody; no mail leaves, so the link is given. */
	async function invite(given: object = {}): Promise<{ id: string; token: string }> {
		const { id, link } = getValue(await inviteAuditor(app, administrator, invitation(given)));
		return { id, token: link?.split('/').at(-1) ?? '' };
	}
	/** Goes by the link to the desk; gives the session's cookie. */
	async function arrive(token: string): Promise<string> {
		const { value } = getValue(await acceptInvitation(app, { token, newPassword: password }));
		const step = await readStep(app, { get: () => value });
		if (!step) throw new Error('no step');
		const code = authenticatorOf(step.key ?? '').code(app.clock.now());
		return getValue(await signInByEnrolling(app, makeSessions(app), { step, code })).cookie.value;
	}
	const actorOf = (cookie: string) => identify(app, { cookie, authorization: null });
	const events = async () => {
		const { auditEvents } = app.db.read.tables;
		const rows = await app.db.read.select().from(auditEvents).orderBy(asc(auditEvents.seq));
		return rows
			.filter(({ type }) => type !== 'policy.published')
			.map(({ type, facts, subjectId, actorId }) => ({
				type,
				subjectId,
				actorId,
				facts: JSON.parse(facts) as Record<string, unknown> // as it was written
			}));
	};

	describe('an invitation', () => {
		it('leads by link, password and authenticator to an account with its scope, and to nothing before', async () => {
			const { id, token } = await invite();
			expect(await findInvitation(app, token)).toMatchObject({ userId: id, name: 'Sue Surveyor' });
			const attempt = await signIn(app, makeSessions(app), { email: 'sue@example.org', password, address });
			expect(attempt).toEqual(err('wrong-credentials'));

			const { value } = getValue(await acceptInvitation(app, { token, newPassword: password }));
			expect(await actorOf(value)).toBeNull();
			expect(await app.db.read.select().from(app.db.read.tables.sessions)).toEqual([]);
			const step = await readStep(app, { get: () => value });
			expect(step).toMatchObject({ kind: 'enrol', to: '/' });
			const code = authenticatorOf(step?.key ?? '').code(app.clock.now());
			if (!step) throw new Error('no step');
			const { cookie } = getValue(await signInByEnrolling(app, makeSessions(app), { step, code }));
			expect(await actorOf(cookie.value)).toMatchObject({
				roles: ['auditor'],
				scope: {
					facilityIds: [facilityId],
					from: Date.UTC(2026, 0, 1),
					to: Date.UTC(2026, 10, 1),
					reportKinds: ['peer-review-summary']
				}
			});
			expect((await events()).map(({ type }) => type)).toEqual([
				'user.created',
				'auditor.invited',
				'invitation.sent',
				'invitation.accepted',
				'second-factor.enrolled',
				'session.started'
			]);
		});

		it('comes by a mail that says nothing of the scope, and is kept where nobody reads its link', async () => {
			await app.close();
			await using mail = await startMailServer();
			const from = { name: '', address: 'qa@example.org' };
			app = await testApp({ engine, mail: { url: mail.url, from } });
			await publishInitialPolicies(app);
			administrator = await getActor(app, (await aUser(app, 'administrator')).id);
			facilityId = (await aFacility(app, { name: 'Saltmarsh General' })).id;
			expect(getValue(await inviteAuditor(app, administrator, invitation())).link).toBeNull();
			const { mails, jobs, invitations } = app.db.read.tables;
			const [waiting] = await app.db.read.select().from(mails);
			expect(waiting?.body).not.toContain('/invitation/');
			const attempt = { isLast: false, signal: new AbortController().signal } as never; // all that the job reads
			getValue(await sendMailJob.run(app, { mailId: waiting?.id ?? '' }, attempt));
			const [received] = mail.received;
			if (!received) throw new Error('no mail came');
			const { text } = readMail(received);
			const token = /\/invitation\/([\w-]{43})\b/.exec(text)?.[1] ?? '';
			expect(received.to).toEqual(['sue@example.org']);
			expect(await findInvitation(app, token)).not.toBeNull();
			for (const secret of ['Saltmarsh', facilityId, '2026-01-01', 'peer-review-summary']) {
				expect(received.raw).not.toContain(secret);
			}
			const stored = JSON.stringify([
				await app.db.read.select().from(mails),
				await app.db.read.select().from(jobs),
				await app.db.read.select().from(invitations),
				await events()
			]);
			expect(stored).not.toContain(token);
			expect((await app.db.read.select().from(mails))[0]?.sealedLine).toBeNull();
			expect(stored).toContain(invitationHash(token));
		});

		it('works once', async () => {
			const { token } = await invite();
			await arrive(token);
			expect(await findInvitation(app, token)).toBeNull();
			const again = await acceptInvitation(app, { token, newPassword: 'eight calm lanterns' });
			expect(again).toEqual(err('invitation-not-found'));
		});

		it('gives one of two who use it at once the account', async () => {
			const { token } = await invite();
			const both = await Promise.all(
				['seven calm lanterns', 'eight calm lanterns'].map((newPassword) =>
					acceptInvitation(app, { token, newPassword })
				)
			);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		});

		it('works for seven days', async () => {
			const { id, token } = await invite();
			app.clock.advance(INVITATION_MS - 1);
			expect(await findInvitation(app, token)).not.toBeNull();
			app.clock.advance(1);
			expect(await findInvitation(app, token)).toBeNull();
			expect((await findAuditor(app.db.read, id, app.clock.now()))?.status).toBe('link-over');
		});

		it('is void once another was sent', async () => {
			const { id, token } = await invite();
			const { link } = getValue(await resendInvitation(app, administrator, { id }));
			expect(await findInvitation(app, token)).toBeNull();
			expect(await findInvitation(app, link?.split('/').at(-1) ?? '')).not.toBeNull();
			await arrive(link?.split('/').at(-1) ?? '');
			expect(await resendInvitation(app, administrator, { id })).toEqual(err('already-accepted'));
		});

		it('is refused with a bad password, and stays', async () => {
			const { token } = await invite();
			const weak = await acceptInvitation(app, { token, newPassword: 'surveyor2026' });
			expect(weak).toEqual(err('password-contains-identity'));
			expect(await findInvitation(app, token)).not.toBeNull();
		});

		it.each([
			['no report', { reportKinds: [] }, 'reportKinds'],
			['a report that does not exist', { reportKinds: ['everything'] }, 'reportKinds'],
			['no facility', { facilityIds: [] }, 'facilityIds'],
			['no end', { expiresAt: '' }, 'expiresAt'],
			['a period that ends before it begins', { scopeTo: '2025-12-31' }, 'scopeTo']
		])('is not made with %s', (_, given, field) => {
			const parsed = inviteSchema.safeParse({ name: 'Sue', email: 'sue@example.org', ...scope(given) });
			expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field);
		});

		it('is not made for somebody who has an account, for an access that is over, or for more than a year', async () => {
			await invite();
			expect(await inviteAuditor(app, administrator, invitation())).toEqual(err('email-taken'));
			const over = invitation({ email: 'x@example.org', expiresAt: '2026-11-01' });
			expect(await inviteAuditor(app, administrator, over)).toEqual(err('access-over'));
			const long = invitation({ email: 'x@example.org', expiresAt: '2028-01-01' });
			expect(await inviteAuditor(app, administrator, long)).toEqual(err('access-too-long'));
			const nowhere = invitation({ email: 'x@example.org', facilityIds: [app.ids()] });
			expect(await inviteAuditor(app, administrator, nowhere)).toEqual(err('facility-not-found'));
		});
	});

	describe('an access', () => {
		it('ends at its instant, and the page says so to whoever was signed in', async () => {
			app.clock.advance(HOUR_MS);
			const { token } = await invite({ expiresAt: toUtcDay(app.clock.now()) });
			const cookie = await arrive(token);
			const end = Date.UTC(2026, 10, 17);
			for (let at = app.clock.now(); at < end - 1; at = app.clock.now()) {
				app.clock.set(Math.min(at + HOUR_MS / 2, end - 1));
				expect(await actorOf(cookie)).not.toBeNull();
			}
			expect(await findEndedAccess(app, cookie)).toBeNull();
			app.clock.set(end);
			expect(await actorOf(cookie)).toBeNull();
			expect(await findEndedAccess(app, cookie)).toBe(end);
			const again = await signIn(app, makeSessions(app), { email: 'sue@example.org', password, address });
			expect(again).toEqual(err('access-ended'));
		});

		it('is taken away at once, with session and link', async () => {
			const { id, token } = await invite();
			const cookie = await arrive(token);
			getValue(await revokeAuditor(app, administrator, { id }));
			expect(await actorOf(cookie)).toBeNull();
			const other = await invite({ email: 'other@example.org' });
			getValue(await revokeAuditor(app, administrator, { id: other.id }));
			expect(await findInvitation(app, other.token)).toBeNull();
			expect((await findAuditor(app.db.read, id, app.clock.now()))?.status).toBe('revoked');
		});

		it('is renewed with another scope, and open again', async () => {
			const { id, token } = await invite();
			await arrive(token);
			getValue(await revokeAuditor(app, administrator, { id }));
			const renewed = renewSchema.parse({
				id,
				...scope({ scopeTo: '2026-11-30', reportKinds: ['interpretation-compliance'] })
			});
			getValue(await renewAuditor(app, administrator, renewed));
			expect((await getActor(app, id)).scope).toMatchObject({
				to: Date.UTC(2026, 11, 1),
				reportKinds: ['interpretation-compliance']
			});
			const nobody = { ...renewed, id: administrator.id };
			expect(await renewAuditor(app, administrator, nobody)).toEqual(err('auditor-not-found'));
			expect(await revokeAuditor(app, administrator, nobody)).toEqual(err('auditor-not-found'));
		});

		it('keeps its reports when the account is changed on the page of people', async () => {
			const { id } = await invite();
			const { facilityIds, scopeFrom, scopeTo, expiresAt } = scope();
			const changed = changeUserSchema.parse({
				id,
				name: 'Sue S.',
				roles: ['auditor'],
				facilityIds,
				scopeFrom,
				scopeTo,
				expiresAt
			});
			getValue(await changeUser(app, administrator, changed));
			expect((await getActor(app, id)).scope?.reportKinds).toEqual(['peer-review-summary']);
		});
	});

	describe('a scope', () => {
		const auditorOf = async (given: object = {}): Promise<Actor> => getActor(app, (await invite(given)).id);
		const ask = (actor: Actor, given: object = {}) =>
			makeReport(app, actor, {
				kind: 'peer-review-summary',
				from: '2026-01-01',
				through: '2026-10-31',
				...given
			});

		it('holds for the reports, the facilities and the days that were given, and for no other', async () => {
			const auditor = await auditorOf();
			expect((await ask(auditor)).ok).toBe(true);
			expect(await ask(auditor, { kind: 'interpretation-compliance' })).toEqual(err('not-permitted'));
			expect(await ask(auditor, { from: '2025-12-31' })).toEqual(err('period-out-of-scope'));
			expect(await ask(auditor, { through: '2026-11-01' })).toEqual(err('period-out-of-scope'));
			const other = (await aFacility(app)).id;
			expect(await ask(auditor, { facility: other })).toEqual(err('facility-out-of-scope'));
		});

		it('that begins and ends within a day can be asked for with these days', async () => {
			const { id } = await invite();
			const { auditorScopes } = app.db.read.tables;
			const [from, to] = [Date.UTC(2026, 0, 1, 6), Date.UTC(2026, 9, 31, 5)];
			await app.db.transaction((write) =>
				write
					.update(auditorScopes)
					.set({ periodFrom: from, periodTo: to })
					.where(eq(auditorScopes.userId, id))
			);
			const auditor = await getActor(app, id);
			expect((await ask(auditor)).ok).toBe(true);
			expect(await ask(auditor, { from: '2025-12-31' })).toEqual(err('period-out-of-scope'));
			expect(await ask(auditor, { through: '2026-11-01' })).toEqual(err('period-out-of-scope'));
		});
	});

	describe('what is viewed', () => {
		const view = async (actor: Actor, address: string, routeId: string, params = {}) =>
			recordView({ app, actor, routeId, params, url: new URL(address, app.config.origin) });
		const views = async () => (await events()).filter(({ type }) => type === 'page.viewed');

		it('is on record once a minute, with the kind of page, its subject and what report it was', async () => {
			const auditor = await getActor(app, (await invite()).id);
			const draw = app.ids();
			await view(auditor, '/', '/(app)');
			await view(auditor, `/sampling/${draw}`, '/(app)/sampling/[id]', { id: draw });
			await view(auditor, '/', '/(app)');
			const report = `/reports?kind=peer-review-summary&from=2026-01-01&facility=${facilityId}`;
			await view(auditor, report, '/(app)/reports');
			app.clock.advance(60_000);
			await view(auditor, '/', '/(app)');
			expect((await views()).map(({ subjectId, facts }) => [subjectId, facts])).toEqual([
				[null, { page: '/' }],
				[draw, { page: '/sampling/[id]' }],
				[null, { page: '/reports', report: 'peer-review-summary', from: '2026-01-01', facility: facilityId }],
				[null, { page: '/' }]
			]);
			expect((await views()).every(({ actorId }) => actorId === auditor.id)).toBe(true);
		});

		it('is another view with every other question to the same page', async () => {
			const auditor = await getActor(app, (await invite()).id);
			for (const asked of ['?radiologist=QX81', '?radiologist=QX82', '?radiologist=QX81']) {
				await view(auditor, `/reports/fppe-plans${asked}`, '/(app)/reports/[kind]', { kind: 'fppe-plans' });
			}
			const facts = { page: '/reports/[kind]', report: 'fppe-plans' };
			expect((await views()).map((one) => one.facts)).toEqual([facts, facts]);
		});

		it('never bears what somebody typed into an address', async () => {
			const auditor = await getActor(app, (await invite()).id);
			await view(auditor, '/reports?kind=hopper&from=1906-12&facility=MRN-4711', '/(app)/reports');
			await view(auditor, '/help/hopper', '/(app)/help/[slug]', { slug: 'hopper' });
			expect(JSON.stringify(await views())).not.toMatch(/hopper|1906|4711/i);
		});

		it('is not recorded here of people who are not limited to a scope', async () => {
			await view(administrator, '/', '/(app)');
			expect(await views()).toEqual([]);
		});
	});

	it('come in with a session of the second factor alone', async () => {
		const { id } = await invite();
		const weak = await makeSessions(app).start(id);
		expect(await actorOf(weak.value)).toBeNull();
		expect(await actorOf((await startSession(app, id)).split('=')[1] ?? '')).not.toBeNull();
	});
});
