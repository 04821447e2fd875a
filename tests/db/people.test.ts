import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { err, getValue, ok } from '#lib/core/result.ts';
import { changePassword } from '#lib/features/account/password-commands.server.ts';
import { endOtherSessions, endSession } from '#lib/features/account/session-commands.server.ts';
import { openSessions } from '#lib/features/account/session-queries.server.ts';
import { signIn } from '#lib/features/account/sign-in.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { policyKindNames } from '#lib/features/admin/policy-kinds.ts';
import { currentPolicy, policyVersions } from '#lib/features/admin/policy-queries.server.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import {
	changeUser,
	createUser,
	resetPassword,
	setUserStatus
} from '#lib/features/admin/user-commands.server.ts';
import { findUser } from '#lib/features/admin/user-queries.server.ts';
import { changeUserSchema, createUserSchema } from '#lib/features/admin/user-schemas.ts';
import { ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS, makeSessions, sessionIdHash } from '#lib/server/auth/sessions.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { addUser, resetUser, runUser } from '../../src/cli/commands/user.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const address = '192.0.2.7';

describe.each(engines)('people on %s', (engine) => {
	let app: TestApp;
	beforeEach(async () => {
		app = await testApp({ engine });
	});
	afterEach(() => app.close());

	const attempt = (email: string, password: string, from = address, newPassword?: string) =>
		signIn(app, makeSessions(app), { email, password, newPassword, address: from });
	const eventTypes = async (): Promise<string[]> => {
		const { auditEvents } = app.db.read.tables;
		const rows = await app.db.read.select().from(auditEvents).orderBy(auditEvents.seq);
		return rows.map(({ type }) => type);
	};

	describe('signing in', () => {
		it('starts a session for the right password and records it', async () => {
			const user = await aUser(app, 'reviewer');
			const cookie = getValue(await attempt(user.email, testPassword));
			expect(await makeSessions(app).findUserId(cookie.value)).toBe(user.id);
			expect(cookie.options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });
			expect(await eventTypes()).toEqual(['session.started']);
		});

		it('stores a hash of the session id and never the id', async () => {
			const user = await aUser(app, 'reviewer');
			const { value } = getValue(await attempt(user.email, testPassword));
			const rows = await app.db.read.select().from(app.db.read.tables.sessions);
			expect(rows.map(({ idHash }) => idHash)).toEqual([sessionIdHash(value)]);
			expect(JSON.stringify(rows)).not.toContain(value);
		});

		it('answers a wrong password, a stranger and a disabled account alike', async () => {
			const user = await aUser(app, 'reviewer');
			const disabled = await aUser(app, 'reviewer', { status: 'disabled' });
			const expired = await aUser(app, 'auditor', { expiresAt: app.clock.now() });
			for (const [email, password] of [
				[user.email, 'not the password'],
				['nobody@example.org', testPassword],
				[disabled.email, testPassword],
				[expired.email, 'not the password']
			] as const) {
				expect(await attempt(email, password)).toEqual(err('wrong-credentials'));
			}
			// Only whoever knows the password learns that the access has ended.
			expect(await attempt(expired.email, testPassword)).toEqual(err('access-ended'));
		});

		it('makes an account wait after five failures, longer each time, whether it exists or not', async () => {
			const user = await aUser(app, 'reviewer');
			for (const email of [user.email, 'nobody@example.org']) {
				for (let i = 0; i < 5; i++) expect(await attempt(email, 'wrong')).toEqual(err('wrong-credentials'));
				expect(await attempt(email, testPassword)).toEqual(err('too-many-attempts'));
			}
			app.clock.advance(5_000);
			expect(await attempt(user.email, 'wrong')).toEqual(err('wrong-credentials'));
			app.clock.advance(9_999);
			expect(await attempt(user.email, testPassword)).toEqual(err('too-many-attempts'));
			app.clock.advance(1);
			expect((await attempt(user.email, testPassword)).ok).toBe(true);
			for (let i = 0; i < 5; i++)
				expect(await attempt(user.email, 'wrong')).toEqual(err('wrong-credentials'));
			expect(await eventTypes()).toContain('sign-in.throttled');
		});

		it('gains nothing by trying many at once', async () => {
			const user = await aUser(app, 'reviewer');
			const outcomes = await Promise.all(Array.from({ length: 12 }, () => attempt(user.email, 'wrong')));
			const refused = outcomes.filter((outcome) => !outcome.ok && outcome.error === 'too-many-attempts');
			expect(refused).toHaveLength(7);
		});

		it('makes an address wait that tries many accounts, and nobody else', async () => {
			const user = await aUser(app, 'reviewer');
			for (let i = 0; i < 30; i++) await attempt(`stranger${i}@example.org`, 'wrong');
			expect(await attempt(user.email, testPassword)).toEqual(err('too-many-attempts'));
			expect((await attempt(user.email, testPassword, '192.0.2.8')).ok).toBe(true);
		});
	});

	describe('sessions', () => {
		it('end after an hour without use', async () => {
			const user = await aUser(app, 'reviewer');
			const sessions = makeSessions(app);
			const { value } = await sessions.start(user.id);
			app.clock.advance(IDLE_LIMIT_MS - 1);
			expect(await sessions.findUserId(value)).toBe(user.id);
			app.clock.advance(IDLE_LIMIT_MS - 1);
			expect(await sessions.findUserId(value)).toBe(user.id);
			app.clock.advance(IDLE_LIMIT_MS);
			expect(await sessions.findUserId(value)).toBeNull();
		});

		it('end after twelve hours, however busy', async () => {
			const user = await aUser(app, 'reviewer');
			const sessions = makeSessions(app);
			const { value } = await sessions.start(user.id);
			for (let spent = 0; spent + 30 * MINUTE_MS < ABSOLUTE_LIMIT_MS; spent += 30 * MINUTE_MS) {
				app.clock.advance(30 * MINUTE_MS);
				expect(await sessions.findUserId(value)).toBe(user.id);
			}
			app.clock.advance(30 * MINUTE_MS);
			expect(await sessions.findUserId(value)).toBeNull();
		});

		it('are listed to their owner, who can end one or all others, but nobody else’s', async () => {
			const user = await aUser(app, 'reviewer');
			const other = await aUser(app, 'reviewer');
			const sessions = makeSessions(app);
			const [first, second, third] = [
				await sessions.start(user.id),
				await sessions.start(user.id),
				await sessions.start(user.id)
			];
			const foreign = await sessions.start(other.id);
			const actor = await getActor(app, user.id);
			const list = () =>
				openSessions(app.db.read, { userId: user.id, cookie: first.value, now: app.clock.now() });
			expect(await list()).toHaveLength(3);
			expect((await list()).filter(({ isThisOne }) => isThisOne)).toHaveLength(1);
			expect(await endSession(app, actor, { session: sessionIdHash(foreign.value) })).toEqual(
				err('session-not-found')
			);
			expect(await endSession(app, actor, { session: sessionIdHash(second.value) })).toEqual(ok(null));
			expect(await sessions.findUserId(second.value)).toBeNull();
			expect(await endOtherSessions(app, actor, first.value)).toEqual(ok(1));
			expect(await sessions.findUserId(third.value)).toBeNull();
			expect(await sessions.findUserId(first.value)).toBe(user.id);
			expect(await sessions.findUserId(foreign.value)).toBe(other.id);
			app.clock.advance(IDLE_LIMIT_MS);
			expect(await list()).toEqual([]);
		});

		it('all end when the password changes', async () => {
			const user = await aUser(app, 'reviewer');
			const actor = await getActor(app, user.id);
			const sessions = makeSessions(app);
			const { value } = await sessions.start(user.id);
			const next = 'seven loud lanterns';
			const change = (currentPassword: string, newPassword: string) =>
				changePassword(app, actor, { currentPassword, newPassword });
			expect(await change('not it at all', next)).toEqual(err('wrong-password'));
			expect(await change(testPassword, testPassword)).toEqual(err('password-unchanged'));
			expect(await change(testPassword, 'short')).toEqual(err('password-too-short'));
			expect(await sessions.findUserId(value)).toBe(user.id);
			expect(await change(testPassword, next)).toEqual(ok(null));
			expect(await sessions.findUserId(value)).toBeNull();
			expect((await attempt(user.email, next)).ok).toBe(true);
		});
	});

	describe('setting a group up', () => {
		const input = {
			groupName: 'Lone Star Reads',
			timeZone: 'America/Chicago',
			name: 'Ada Pace',
			email: 'ada@example.org',
			password: 'five quiet lanterns'
		};

		it('makes the first administrator and version 1 of every policy, once', async () => {
			expect(await setUpGroup(app, { ...input, password: 'short' })).toEqual(err('password-too-short'));
			const { userId } = getValue(await setUpGroup(app, input));
			expect((await getActor(app, userId)).roles).toEqual(['administrator']);
			expect(await findGroup(app.db.read)).toEqual({ name: 'Lone Star Reads', timeZone: 'America/Chicago' });
			for (const kind of ['sampling', 'review', 'turnaround', 'suppression'] as const) {
				expect((await currentPolicy(app.db.read, kind)).version).toBe(1);
			}
			expect((await currentPolicy(app.db.read, 'review')).body.timeZone).toBe('America/Chicago');
			expect(await eventTypes()).toEqual([
				'system.initialised',
				'user.created',
				...policyKindNames.map(() => 'policy.published')
			]);
			expect(await setUpGroup(app, { ...input, email: 'eve@example.org' })).toEqual(err('already-set-up'));
		});

		it('succeeds for one of two who try at once', async () => {
			const outcomes = await Promise.all(
				['a', 'b'].map((name) => setUpGroup(app, { ...input, email: `${name}@example.org` }))
			);
			expect(outcomes.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
			expect(outcomes).toContainEqual(err('already-set-up'));
		});
	});

	describe('accounts', () => {
		const person = (given: Record<string, unknown>) =>
			createUserSchema.parse({ name: 'Bo Reed', email: 'bo@example.org', roles: ['reviewer'], ...given });

		it('open with a one-time password that has to be replaced and works once', async () => {
			const created = getValue(await createUser(app, null, person({ email: ' Bo@Example.org ' })));
			expect(created.email).toBe('bo@example.org');
			const first = created.oneTimePassword;
			expect(await attempt(created.email, first)).toEqual(err('new-password-required'));
			expect(await attempt(created.email, first, address, first)).toEqual(err('password-unchanged'));
			expect(await attempt(created.email, first, address, 'tiny')).toEqual(err('password-too-short'));
			expect((await attempt(created.email, first, address, 'six green lanterns')).ok).toBe(true);
			expect(await attempt(created.email, first)).toEqual(err('wrong-credentials'));
			expect((await attempt(created.email, 'six green lanterns')).ok).toBe(true);
		});

		it('do not open with a one-time password after seven days', async () => {
			const created = getValue(await createUser(app, null, person({})));
			app.clock.advance(7 * 24 * HOUR_MS);
			expect(await attempt(created.email, created.oneTimePassword, address, 'six green lanterns')).toEqual(
				err('wrong-credentials')
			);
		});

		it('are refused when something of theirs belongs to somebody else or does not exist', async () => {
			const radiologist = await aRadiologist(app);
			await aUser(app, ['radiologist', 'reviewer'], {
				email: 'taken@example.org',
				radiologistId: radiologist.id,
				reviewerCode: 'V77'
			});
			for (const [given, code] of [
				[{ email: 'TAKEN@example.org' }, 'email-taken'],
				[{ radiologistId: radiologist.id }, 'radiologist-taken'],
				[{ radiologistId: app.ids() }, 'radiologist-not-found'],
				[{ reviewerCode: 'V77' }, 'reviewer-code-taken'],
				[
					{
						roles: ['auditor'],
						facilityIds: [app.ids()],
						scopeFrom: '2026-01-01',
						scopeTo: '2026-06-30',
						expiresAt: '2026-12-31'
					},
					'facility-not-found'
				]
			] as const) {
				expect(await createUser(app, null, person(given))).toEqual(err(code));
			}
			expect(await eventTypes()).toEqual([]);
		});

		it('give an auditor facilities, a period whose last day is in it, and an end', async () => {
			const facility = await aFacility(app);
			const created = getValue(
				await createUser(
					app,
					null,
					person({
						roles: ['auditor'],
						facilityIds: [facility.id],
						scopeFrom: '2026-01-01',
						scopeTo: '2026-06-30',
						expiresAt: '2026-11-30'
					})
				)
			);
			expect((await getActor(app, created.id)).scope).toEqual({
				facilityIds: [facility.id],
				from: Date.UTC(2026, 0, 1),
				to: Date.UTC(2026, 6, 1),
				reportKinds: null
			});
			app.clock.set(Date.UTC(2026, 10, 30, 23, 59));
			await getActor(app, created.id);
			app.clock.set(Date.UTC(2026, 11, 1));
			await expect(getActor(app, created.id)).rejects.toThrow();
		});

		it('lose their sessions when they are disabled, and come back when they are enabled', async () => {
			const boss = await aUser(app, 'administrator');
			const user = await aUser(app, 'reviewer');
			const sessions = makeSessions(app);
			const { value } = await sessions.start(user.id);
			expect(await setUserStatus(app, boss, { id: user.id, status: 'disabled' })).toEqual(ok(null));
			expect(await sessions.findUserId(value)).toBeNull();
			expect(await attempt(user.email, testPassword)).toEqual(err('wrong-credentials'));
			expect(await setUserStatus(app, boss, { id: user.id, status: 'active' })).toEqual(ok(null));
			expect((await attempt(user.email, testPassword)).ok).toBe(true);
		});

		it('never leave the group without somebody who manages accounts', async () => {
			const boss = await aUser(app, 'administrator');
			const other = await aUser(app, 'director');
			const change = (roles: string[], given = {}) =>
				changeUserSchema.parse({ id: boss.id, name: boss.name, roles, ...given });
			expect(await setUserStatus(app, boss, { id: boss.id, status: 'disabled' })).toEqual(err('own-account'));
			expect(await setUserStatus(app, other, { id: boss.id, status: 'disabled' })).toEqual(
				err('last-administrator')
			);
			expect(await changeUser(app, boss, change(['director']))).toEqual(err('last-administrator'));
			expect(await changeUser(app, boss, change(['administrator'], { expiresAt: '2026-12-31' }))).toEqual(
				err('last-administrator')
			);
			await aUser(app, 'administrator');
			expect(await changeUser(app, boss, change(['director']))).toEqual(ok(null));
			expect((await getActor(app, boss.id)).roles).toEqual(['director']);
		});

		it('are changed as a whole: what is not sent is taken away', async () => {
			const facility = await aFacility(app);
			await aUser(app, 'administrator');
			const user = await aUser(app, 'auditor', { expiresAt: Date.UTC(2027, 0, 1) });
			const scope = { facilityIds: [facility.id], scopeFrom: '2026-01-01', scopeTo: '2026-01-31' };
			const auditor = changeUserSchema.parse({
				id: user.id,
				name: 'New Name',
				roles: ['auditor'],
				expiresAt: '2026-12-31',
				...scope
			});
			expect(await changeUser(app, null, auditor)).toEqual(ok(null));
			expect(await findUser(app.db.read, user.id, app.clock.now())).toMatchObject({
				name: 'New Name',
				facilityIds: [facility.id],
				scopeTo: Date.UTC(2026, 1, 1)
			});
			const reviewer = changeUserSchema.parse({
				id: user.id,
				name: 'New Name',
				roles: ['reviewer', 'committee']
			});
			expect(await changeUser(app, null, reviewer)).toEqual(ok(null));
			expect(await findUser(app.db.read, user.id, app.clock.now())).toMatchObject({
				roles: ['committee', 'reviewer'],
				facilityIds: [],
				expiresAt: null
			});
			expect(await changeUser(app, null, { ...reviewer, id: app.ids() })).toEqual(err('user-not-found'));
		});

		it('get a one-time password on a reset, and lose password and sessions at once', async () => {
			const user = await aUser(app, 'reviewer');
			const sessions = makeSessions(app);
			const { value } = await sessions.start(user.id);
			const { oneTimePassword } = getValue(await resetPassword(app, null, { id: user.id }));
			expect(await sessions.findUserId(value)).toBeNull();
			expect(await attempt(user.email, testPassword)).toEqual(err('wrong-credentials'));
			expect(await attempt(user.email, oneTimePassword)).toEqual(err('new-password-required'));
			expect(await resetPassword(app, null, { id: app.ids() })).toEqual(err('user-not-found'));
			const { users } = app.db.read.tables;
			const [row] = await app.db.read.select().from(users).where(eq(users.id, user.id));
			expect(row?.passwordHash).not.toContain(oneTimePassword);
		});
	});

	describe('the command line', () => {
		it('adds an account with a given password, or with one that works once', async () => {
			const given = { email: 'cy@example.org', name: 'Cy Young', roles: ['director'] };
			expect(await addUser(app, { ...given, roles: ['king'] })).toEqual(err('unknown-role'));
			expect(await addUser(app, { ...given, roles: [] })).toEqual(err('role-required'));
			expect(await addUser(app, { ...given, roles: ['auditor'] })).toEqual(err('auditor-scope-required'));
			expect(await addUser(app, { ...given, password: 'short' })).toEqual(err('password-too-short'));
			const added = getValue(await addUser(app, { ...given, password: 'nine bright lanterns' }));
			expect(added.oneTimePassword).toBeNull();
			expect((await attempt('cy@example.org', 'nine bright lanterns')).ok).toBe(true);
			expect(await addUser(app, given)).toEqual(err('email-taken'));
			const second = getValue(await addUser(app, { ...given, email: 'di@example.org' }));
			expect(await attempt('di@example.org', second.oneTimePassword ?? '')).toEqual(
				err('new-password-required')
			);
		});

		it('prints a one-time password, names what is wrong, and knows when it was called wrongly', async () => {
			const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
			const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
			const run = (words: string[], name?: string, role: string[] = []) =>
				runUser(app, { words, options: name ? { name } : {}, lists: { role } });
			expect(await run(['add', 'ed@example.org'], 'Ed', ['director', 'committee'])).toBe(0);
			const [, password] = /One-time password: (\S+)/.exec(String(print.mock.lastCall?.[0])) ?? [];
			expect(await attempt('ed@example.org', password ?? '')).toEqual(err('new-password-required'));
			expect(await run(['add', 'ed@example.org'], 'Ed', ['director'])).toBe(1);
			expect(complain).toHaveBeenLastCalledWith('Somebody has an account with this email address.');
			expect(await run(['reset', 'ed@example.org'])).toBe(0);
			expect(await run(['add', 'ed@example.org'])).toBeNull();
			expect(await run(['reset'])).toBeNull();
			vi.restoreAllMocks();
		});

		it('resets an account by its email address', async () => {
			const user = await aUser(app, 'reviewer');
			const reset = getValue(await resetUser(app, { email: ` ${user.email.toUpperCase()} ` }));
			expect(await attempt(user.email, reset.oneTimePassword ?? '')).toEqual(err('new-password-required'));
			expect(await resetUser(app, { email: 'nobody@example.org' })).toEqual(err('user-not-found'));
		});
	});

	describe('policies', () => {
		it('are followed by the next version, and by none that was based on an older one', async () => {
			await publishInitialPolicies(app);
			const actor = await getActor(app, (await aUser(app, 'director')).id);
			const body = { minimumReviews: 40, minimumFunnelReviews: 60, minimumFunnelExpected: 2 };
			const publish = (basedOn: number) => publishPolicy(app, actor, { kind: 'suppression', body, basedOn });
			expect(await publish(1)).toEqual(ok({ version: 2 }));
			expect(await publish(1)).toEqual(err('stale-policy'));
			expect((await currentPolicy(app.db.read, 'suppression')).body).toEqual(body);
			expect(await policyVersions(app.db.read, 'suppression')).toMatchObject([
				{ version: 2, publishedBy: actor.name },
				{ version: 1, publishedBy: null }
			]);
			const two = await Promise.all([publish(2), publish(2)]);
			expect(two.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
			expect(two).toContainEqual(err('stale-policy'));
		});

		it('are missing loudly before set-up', async () => {
			await expect(currentPolicy(app.db.read, 'review')).rejects.toThrow('not set up');
		});
	});
});
