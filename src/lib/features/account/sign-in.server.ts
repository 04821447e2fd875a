import { eq } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/passwords.ts';
import type { SessionCookie, Sessions } from '#lib/server/auth/sessions.ts';
import { replacePassword } from './password-commands.server.ts';
import type { PasswordFault } from './password-rules.ts';
import type { SignIn } from './schemas.ts';
import { beginAttempt, forgiveAttempt } from './throttle.server.ts';

export type SignInError =
	'wrong-credentials' | 'too-many-attempts' | 'new-password-required' | 'password-unchanged' | PasswordFault;

let strangersHash: Promise<string> | null = null;

/**
 * Signs somebody in and returns the session's cookie. An account that does not exist costs the same work and gives the same answer
 * as a wrong password; so does one that is disabled or expired. A one-time password opens no session: it must come
 * with the password that replaces it.
 */
export async function signIn(
	app: App,
	sessions: Sessions,
	{ email, password, newPassword, address }: SignIn & { address: string }
): Promise<Result<SessionCookie, SignInError>> {
	const attempt = await beginAttempt(app, { email, address });
	if (!attempt.ok) return attempt;

	const { users } = app.db.read.tables;
	const [user] = await app.db.read
		.select({ id: users.id, passwordHash: users.passwordHash, oneTimeUntil: users.oneTimeUntil })
		.from(users)
		.where(eq(users.email, email));
	strangersHash ??= hashPassword(Buffer.from(app.random(16)).toString('hex'));
	const isRight = await verifyPassword(user?.passwordHash ?? (await strangersHash), password);
	const now = app.clock.now();
	const actor = user ? await findActor(app.db.read, user.id, now) : null;
	const isOver = typeof user?.oneTimeUntil === 'number' && user.oneTimeUntil <= now;
	if (!isRight || !user || !actor || isOver) {
		if (attempt.value.isLastFree) {
			await app.db.transaction((write) =>
				recordAudit(write, { type: 'sign-in.throttled', facts: {}, at: now, actor: null })
			);
		}
		return err('wrong-credentials');
	}

	await forgiveAttempt(app, attempt.value);
	if (user.oneTimeUntil !== null) {
		if (!newPassword) return err('new-password-required');
		if (newPassword === password) return err('password-unchanged');
		const replaced = await replacePassword(app, actor, newPassword);
		if (!replaced.ok) return replaced;
	}
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'session.started', subjectId: user.id, facts: {}, at: now, actor })
	);
	return ok(await sessions.start(user.id));
}
