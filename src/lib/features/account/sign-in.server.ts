import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { isSecondFactorNeeded } from '#lib/server/auth/access-policy.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/passwords.ts';
import type { SessionCookie, Sessions } from '#lib/server/auth/sessions.ts';
import { stepCookie, type SignInStep } from '#lib/server/auth/sign-in-step.ts';
import { makeTotpKey } from '#lib/server/auth/totp.ts';
import { replacePassword } from './password-commands.server.ts';
import type { PasswordFault } from './password-rules.ts';
import type { SignIn } from './schemas.ts';
import { enrolSecondFactor, findSecondFactor, takeCode } from './second-factor.server.ts';
import { beginAttempt, forgiveAttempt, takeAttemptBack } from './throttle.server.ts';

export type SignInError =
	| 'wrong-credentials'
	| 'access-ended'
	| 'too-many-attempts'
	| 'new-password-required'
	| 'password-unchanged'
	| PasswordFault;

/** The cookie to set, and what it carries: a session, or half a sign-in that asks for a code or sets an authenticator up. */
export type SignedIn = SessionCookie & { readonly next: 'done' | SignInStep['kind'] };

let strangersHash: Promise<string> | null = null;

/**
 * Signs somebody in with a password and returns a cookie: the session's, or where the account has an authenticator or needs one, that of
 * half a sign-in, which opens nothing. An account that does not exist costs the same work and gives the same answer as a wrong password; so
 * does one that is disabled. That an access has ended learns only who knows its password. A one-time password opens no session: it must
 * come with the password that replaces it.
 */
export async function signIn(
	app: App,
	sessions: Sessions,
	{ email, password, newPassword, to, address }: SignIn & { address: string }
): Promise<Result<SignedIn, SignInError>> {
	const attempt = await beginAttempt(app, { email, address });
	if (!attempt.ok) return attempt;

	const { users } = app.db.read.tables;
	const [user] = await app.db.read
		.select({
			id: users.id,
			passwordHash: users.passwordHash,
			oneTimeUntil: users.oneTimeUntil,
			status: users.status,
			expiresAt: users.expiresAt
		})
		.from(users)
		.where(eq(users.email, email));
	strangersHash ??= hashPassword(Buffer.from(app.random(16)).toString('hex'));
	const isRight = await verifyPassword(user?.passwordHash ?? (await strangersHash), password);
	const now = app.clock.now();
	const actor = user ? await findActor(app.db.read, user.id, now) : null;
	const isOver = typeof user?.oneTimeUntil === 'number' && user.oneTimeUntil <= now;
	if (!isRight || !user || !actor || isOver) {
		if (attempt.value.isLastFree) await recordThrottled(app);
		const isEnded = isRight && !isOver && user?.status === 'active' && user.expiresAt !== null;
		return err(isEnded ? 'access-ended' : 'wrong-credentials');
	}

	const needs = await secondStepOf(app, actor);
	// Whoever knows the password alone gets no further guess at a code by it.
	if (needs === 'code') await takeAttemptBack(app, attempt.value);
	else await forgiveAttempt(app, attempt.value);
	if (user.oneTimeUntil !== null) {
		if (!newPassword) return err('new-password-required');
		if (newPassword === password) return err('password-unchanged');
		const replaced = await replacePassword(app, actor, newPassword);
		if (!replaced.ok) return replaced;
	}
	if (needs) {
		const key = needs === 'enrol' ? makeTotpKey(app.random) : null;
		const cookie = await stepCookie(app, { userId: user.id, kind: needs, key, to: to ?? '/' });
		return ok({ ...cookie, next: needs });
	}
	return ok({ ...(await startSession(app, sessions, actor)), next: 'done' });
}

/** What stands between a right password and a session. */
async function secondStepOf(app: App, actor: Actor): Promise<SignInStep['kind'] | null> {
	if (await findSecondFactor(app.db.read, actor.id)) return 'code';
	return (await isSecondFactorNeeded(app.db.read, actor.roles)) ? 'enrol' : null;
}

/**
 * The second step: a code of the authenticator, or a recovery code. Wrong ones count as failed sign-ins of the account, and make it wait as
 * those do.
 */
export async function signInWithCode(
	app: App,
	sessions: Sessions,
	{ step, code, address }: { step: SignInStep; code: string; address: string }
): Promise<Result<SessionCookie, 'wrong-code' | 'too-many-attempts'>> {
	const attempt = await beginAttempt(app, { email: step.email, address });
	if (!attempt.ok) return attempt;
	const taken = await app.db.transaction(async (write) => takeCode(app, write, step.userId, code));
	if (!taken) {
		if (attempt.value.isLastFree) await recordThrottled(app);
		return err('wrong-code');
	}
	await forgiveAttempt(app, attempt.value);
	return ok(await startSession(app, sessions, { id: step.userId }, taken.by));
}

/** The second step of somebody who is to have an authenticator: a code shows that it works, and the session begins. */
export async function signInByEnrolling(
	app: App,
	sessions: Sessions,
	{ step, code }: { step: SignInStep; code: string }
): Promise<Result<{ cookie: SessionCookie; codes: readonly string[] }, 'wrong-code'>> {
	const person = { id: step.userId };
	const enrolled = await enrolSecondFactor(app, person, { key: step.key ?? '', code });
	if (!enrolled.ok) return enrolled;
	const cookie = await startSession(app, sessions, person, 'authenticator');
	return ok({ cookie, codes: enrolled.value });
}

async function startSession(
	app: App,
	sessions: Sessions,
	actor: Pick<Actor, 'id'>,
	factor?: 'authenticator' | 'recovery-code'
): Promise<SessionCookie> {
	const facts = factor ? { factor } : {};
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'session.started',
			subjectId: actor.id,
			facts,
			at: app.clock.now(),
			actor
		})
	);
	return sessions.start(actor.id, { hasSecondFactor: factor !== undefined });
}

function recordThrottled(app: App): Promise<void> {
	const at = app.clock.now();
	return app.db.transaction((write) =>
		recordAudit(write, { type: 'sign-in.throttled', facts: {}, at, actor: null })
	);
}
