import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/passwords.ts';
import { passwordFault, type PasswordFault } from './password-rules.ts';
import type { ChangePassword } from './schemas.ts';

/** How long a password that somebody else made can be used. */
export const ONE_TIME_MS = 7 * DAY_MS;

type Person = { readonly id: string; readonly name: string; readonly email: string };

/** Stores a password that its owner chose, and ends every session that the old one began. */
export async function replacePassword(
	app: App,
	person: Person,
	newPassword: string
): Promise<Result<null, PasswordFault>> {
	const fault = passwordFault(newPassword, person);
	if (fault) return err(fault);
	const passwordHash = await hashPassword(newPassword);
	return app.db.transaction(async (write) => {
		const { users, sessions } = write.tables;
		await write.update(users).set({ passwordHash, oneTimeUntil: null }).where(eq(users.id, person.id));
		await write.delete(sessions).where(eq(sessions.userId, person.id));
		await recordAudit(write, {
			type: 'user.password-changed',
			subjectId: person.id,
			facts: {},
			at: app.clock.now(),
			actor: person
		});
		return ok(null);
	});
}

/** Changes the actor's own password. All of their sessions end: the caller starts the next one. */
export async function changePassword(
	app: App,
	actor: Actor,
	input: ChangePassword
): Promise<Result<null, PasswordFault | 'wrong-password' | 'password-unchanged'>> {
	const { users } = app.db.read.tables;
	const [user] = await app.db.read
		.select({ passwordHash: users.passwordHash })
		.from(users)
		.where(eq(users.id, actor.id));
	if (!user || !(await verifyPassword(user.passwordHash, input.currentPassword)))
		return err('wrong-password');
	if (input.newPassword === input.currentPassword) return err('password-unchanged');
	return replacePassword(app, actor, input.newPassword);
}
