import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { err, getValue } from '#lib/core/result.ts';
import { changePassword } from '#lib/features/account/password-commands.server.ts';
import { beginEnrolment } from '#lib/features/account/enrolment.server.ts';
import {
	enrolSecondFactor,
	findSecondFactor,
	removeSecondFactor,
	renewRecoveryCodes,
	resetSecondFactor
} from '#lib/features/account/second-factor.server.ts';
import { signIn, signInByEnrolling, signInWithCode } from '#lib/features/account/sign-in.server.ts';
import { accessPolicyForm } from '#lib/features/admin/access-policy-form.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { identify } from '#lib/server/auth/identify.ts';
import { makeSessions } from '#lib/server/auth/sessions.ts';
import { readStep, STEP_LIMIT_MS, type SignInStep } from '#lib/server/auth/sign-in-step.ts';
import { authenticatorOf, giveAuthenticator } from '../support/authenticator.ts';
import { aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const address = '192.0.2.7';
const STEP_MS = 30_000;

describe.each(engines)('the second factor on %s', (engine) => {
	let app: TestApp;
	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	const password = (email: string) =>
		signIn(app, makeSessions(app), { email, password: testPassword, address });
	/** Signs in with the password; gives the half of a sign-in that the cookie carries. */
	async function stepOf(email: string): Promise<SignInStep> {
		const { value } = getValue(await password(email));
		const step = await readStep(app, { get: () => value });
		if (!step) throw new Error('no step');
		return step;
	}
	const withCode = async (email: string, code: string) =>
		signInWithCode(app, makeSessions(app), { step: await stepOf(email), code, address });
	const actorOf = (cookie: string) => identify(app, { cookie, authorization: null });
	const events = async (): Promise<string[]> => {
		const { auditEvents } = app.db.read.tables;
		const rows = await app.db.read.select().from(auditEvents).orderBy(asc(auditEvents.seq));
		return rows.map(({ type }) => type).filter((type) => type !== 'policy.published');
	};

	it('opens nothing for the password alone', async () => {
		const user = await aUser(app, 'director');
		await giveAuthenticator(app, user.id);
		const half = getValue(await password(user.email));
		expect(half.next).toBe('code');
		expect(half.name).toBe('overread-step');
		expect(await actorOf(half.value)).toBeNull();
		expect(await app.db.read.select().from(app.db.read.tables.sessions)).toEqual([]);
		expect(await events()).toEqual(['second-factor.enrolled']);
	});

	it('opens a session for the password and the code', async () => {
		const user = await aUser(app, 'director');
		const { authenticator } = await giveAuthenticator(app, user.id);
		app.clock.advance(STEP_MS);
		const cookie = getValue(await withCode(user.email, authenticator.code(app.clock.now())));
		expect((await actorOf(cookie.value))?.id).toBe(user.id);
		expect(await events()).toEqual(['second-factor.enrolled', 'session.started']);
	});

	it('takes no code twice, and none from before one that it took', async () => {
		const user = await aUser(app, 'director');
		const { authenticator } = await giveAuthenticator(app, user.id);
		const enrolledBy = authenticator.code(app.clock.now());
		expect(await withCode(user.email, enrolledBy)).toEqual(err('wrong-code'));
		app.clock.advance(2 * STEP_MS);
		const [before, code] = [-STEP_MS, 0].map((ms) => authenticator.code(app.clock.now() + ms));
		expect((await withCode(user.email, code ?? '')).ok).toBe(true);
		expect(await withCode(user.email, code ?? '')).toEqual(err('wrong-code'));
		expect(await withCode(user.email, before ?? '')).toEqual(err('wrong-code'));
	});

	it('gives one of two who send one code at once a session', async () => {
		const user = await aUser(app, 'director');
		const { authenticator } = await giveAuthenticator(app, user.id);
		app.clock.advance(STEP_MS);
		const step = await stepOf(user.email);
		const code = authenticator.code(app.clock.now());
		const both = await Promise.all(
			[1, 2].map(() => signInWithCode(app, makeSessions(app), { step, code, address }))
		);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	});

	it('takes each recovery code once, and stores none of them', async () => {
		const user = await aUser(app, 'director');
		const { recoveryCodes } = await giveAuthenticator(app, user.id);
		const [first = ''] = recoveryCodes;
		expect((await withCode(user.email, ` ${first.toUpperCase()} `)).ok).toBe(true);
		expect(await withCode(user.email, first)).toEqual(err('wrong-code'));
		expect((await findSecondFactor(app.db.read, user.id))?.codesLeft).toBe(9);
		const stored = JSON.stringify([
			await app.db.read.select().from(app.db.read.tables.recoveryCodes),
			await app.db.read.select().from(app.db.read.tables.secondFactors),
			await app.db.read.select().from(app.db.read.tables.auditEvents)
		]);
		for (const code of recoveryCodes) {
			expect(stored).not.toContain(code);
			expect(stored).not.toContain(code.replace('-', ''));
		}
	});

	it('takes nobody else’s recovery code', async () => {
		const [user, other] = [await aUser(app, 'director'), await aUser(app, 'director')];
		await giveAuthenticator(app, user.id);
		const { recoveryCodes } = await giveAuthenticator(app, other.id);
		expect(await withCode(user.email, recoveryCodes[0] ?? '')).toEqual(err('wrong-code'));
		expect((await findSecondFactor(app.db.read, other.id))?.codesLeft).toBe(10);
	});

	it('makes the account wait after five wrong codes, also for somebody who knows the password', async () => {
		const user = await aUser(app, 'director');
		const { authenticator } = await giveAuthenticator(app, user.id);
		app.clock.advance(STEP_MS);
		const step = await stepOf(user.email);
		const attempt = (code: string) => signInWithCode(app, makeSessions(app), { step, code, address });
		for (let i = 0; i < 4; i++) expect(await attempt('000000')).toEqual(err('wrong-code'));
		// The right password forgives none of them.
		expect((await password(user.email)).ok).toBe(true);
		expect(await attempt('000000')).toEqual(err('wrong-code'));
		expect(await attempt(authenticator.code(app.clock.now()))).toEqual(err('too-many-attempts'));
		expect(await password(user.email)).toEqual(err('too-many-attempts'));
		app.clock.advance(MINUTE_MS);
		expect((await attempt(authenticator.code(app.clock.now()))).ok).toBe(true);
		expect(await events()).toContain('sign-in.throttled');
	});

	it('ends half a sign-in by time, by another password, by another authenticator and with the account', async () => {
		const user = await aUser(app, 'director');
		await giveAuthenticator(app, user.id);
		const half = async () => getValue(await password(user.email)).value;
		const holds = async (value: string) => (await readStep(app, { get: () => value })) !== null;
		let value = await half();
		expect(await holds(value)).toBe(true);
		expect(await holds(`${value.slice(0, -2)}AA`)).toBe(false);
		expect(await holds('')).toBe(false);
		app.clock.advance(STEP_LIMIT_MS);
		expect(await holds(value)).toBe(false);

		value = await half();
		await giveAuthenticator(app, user.id);
		expect(await holds(value)).toBe(false);

		value = await half();
		const change = { currentPassword: testPassword, newPassword: 'six loud lanterns' };
		getValue(await changePassword(app, await getActor(app, user.id), change));
		expect(await holds(value)).toBe(false);

		const other = await aUser(app, 'director');
		await giveAuthenticator(app, other.id);
		value = getValue(await password(other.email)).value;
		const { users } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(users).set({ status: 'disabled' }).where(eq(users.id, other.id))
		);
		expect(await holds(value)).toBe(false);
	});

	describe('that a role asks for', () => {
		it('is set up at the first sign-in, before anything opens', async () => {
			const user = await aUser(app, 'auditor');
			const half = getValue(await password(user.email));
			expect(half.next).toBe('enrol');
			const step = await stepOf(user.email);
			expect(await signInByEnrolling(app, makeSessions(app), { step, code: '000000' })).toEqual(
				err('wrong-code')
			);
			expect(await app.db.read.select().from(app.db.read.tables.sessions)).toEqual([]);
			const code = authenticatorOf(step.key ?? '').code(app.clock.now());
			const { cookie, codes } = getValue(await signInByEnrolling(app, makeSessions(app), { step, code }));
			expect(codes).toHaveLength(10);
			expect((await actorOf(cookie.value))?.id).toBe(user.id);
			expect(await events()).toEqual(['second-factor.enrolled', 'session.started']);
		});

		it('cannot be set up twice with one half of a sign-in', async () => {
			const user = await aUser(app, 'auditor');
			const { value } = getValue(await password(user.email));
			await giveAuthenticator(app, user.id);
			expect(await readStep(app, { get: () => value })).toBeNull();
		});

		it('closes sessions that began without it', async () => {
			const user = await aUser(app, 'coordinator');
			const { value } = getValue(await password(user.email));
			expect((await actorOf(value))?.id).toBe(user.id);
			const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
			const form = accessPolicyForm.parse({ basedOn: '1', roles: ['coordinator'] });
			getValue(await publishPolicy(app, administrator, { kind: 'access', ...form }));
			expect(await actorOf(value)).toBeNull();
			expect(getValue(await password(user.email)).next).toBe('enrol');
		});

		it('is always asked of auditors by what an administrator publishes', () => {
			expect(accessPolicyForm.parse({ basedOn: '1', roles: [] }).body.secondFactorRoles).toEqual(['auditor']);
		});

		it('is not removed', async () => {
			const user = await aUser(app, 'auditor');
			const { recoveryCodes } = await giveAuthenticator(app, user.id);
			const removed = await removeSecondFactor(app, await getActor(app, user.id), {
				code: recoveryCodes[0] ?? '',
				address
			});
			expect(removed).toEqual(err('second-factor-needed'));
			expect((await findSecondFactor(app.db.read, user.id))?.codesLeft).toBe(10);
		});
	});

	describe('of somebody who is signed in', () => {
		it('is set up for the password, and where there is one for a code of it', async () => {
			const actor = await getActor(app, (await aUser(app, 'director')).id);
			const begin = (currentPassword: string, code: string) =>
				beginEnrolment(app, actor, { currentPassword, code, address });
			expect(await begin('not the password', '')).toEqual(err('wrong-password'));
			const { value } = getValue(await begin(testPassword, ''));
			expect(await readStep(app, { get: () => value })).toMatchObject({ kind: 'enrol', to: '/account' });
			const { recoveryCodes } = await giveAuthenticator(app, actor.id);
			expect(await begin(testPassword, '')).toEqual(err('wrong-code'));
			expect((await begin(testPassword, recoveryCodes[0] ?? '')).ok).toBe(true);
		});

		it('ends all sessions that began without it', async () => {
			const user = await aUser(app, 'director');
			const { value } = getValue(await password(user.email));
			await giveAuthenticator(app, user.id);
			expect(await actorOf(value)).toBeNull();
		});

		it('is removed for a code, and then the password alone opens', async () => {
			const user = await aUser(app, 'director');
			const actor = await getActor(app, user.id);
			const { recoveryCodes } = await giveAuthenticator(app, user.id);
			expect(await removeSecondFactor(app, actor, { code: '000000', address })).toEqual(err('wrong-code'));
			getValue(await removeSecondFactor(app, actor, { code: recoveryCodes[0] ?? '', address }));
			expect(await findSecondFactor(app.db.read, user.id)).toBeNull();
			expect(getValue(await password(user.email)).next).toBe('done');
			expect(await events()).toContain('second-factor.removed');
		});

		it('gets new recovery codes, and those of before work no longer', async () => {
			const user = await aUser(app, 'director');
			const actor = await getActor(app, user.id);
			const { recoveryCodes } = await giveAuthenticator(app, user.id);
			const [first = '', second = ''] = recoveryCodes;
			const made = getValue(await renewRecoveryCodes(app, actor, { code: first, address }));
			expect(await withCode(user.email, second)).toEqual(err('wrong-code'));
			expect((await withCode(user.email, made[0] ?? '')).ok).toBe(true);
		});

		it('makes the account wait after five wrong codes', async () => {
			const actor = await getActor(app, (await aUser(app, 'director')).id);
			const { recoveryCodes } = await giveAuthenticator(app, actor.id);
			const attempt = (code: string) => renewRecoveryCodes(app, actor, { code, address });
			for (let i = 0; i < 5; i++) expect(await attempt('000000')).toEqual(err('wrong-code'));
			expect(await attempt(recoveryCodes[0] ?? '')).toEqual(err('too-many-attempts'));
		});
	});

	it('is taken away by an administrator when it is lost, with all sessions', async () => {
		const user = await aUser(app, 'auditor');
		const { authenticator } = await giveAuthenticator(app, user.id);
		app.clock.advance(STEP_MS);
		const cookie = getValue(await withCode(user.email, authenticator.code(app.clock.now())));
		getValue(await resetSecondFactor(app, await getActor(app, (await aUser(app, 'administrator')).id), user));
		expect(await actorOf(cookie.value)).toBeNull();
		expect(getValue(await password(user.email)).next).toBe('enrol');
		expect(await resetSecondFactor(app, null, user)).toEqual(err('no-second-factor'));
	});

	it('is not taken away by an administrator whose own it is', async () => {
		const user = await aUser(app, 'administrator');
		await giveAuthenticator(app, user.id);
		const reset = await resetSecondFactor(app, await getActor(app, user.id), user);
		expect(reset).toEqual(err('own-second-factor'));
		expect(await findSecondFactor(app.db.read, user.id)).not.toBeNull();
	});

	it('refuses a code that is not of the key it is set up with', async () => {
		const user = await aUser(app, 'director');
		const enrolled = await enrolSecondFactor(app, user, { key: 'A'.repeat(32), code: '123' });
		expect(enrolled).toEqual(err('wrong-code'));
		expect(await findSecondFactor(app.db.read, user.id)).toBeNull();
	});
});
