import { err, ok, type Result } from '#lib/core/result.ts';
import { passwordFault, type PasswordFault } from '#lib/features/account/password-rules.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { hasUsers } from '#lib/server/auth/actor.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { GROUP_SETTING } from './group-queries.server.ts';
import { insertInitialPolicies } from './policy-commands.server.ts';
import type { SetUp } from './user-schemas.ts';

/** The product's version as the audit log names it. */
const VERSION = '0.1.0';

/**
 * Sets a new group up: its name and time zone, its first administrator, and version 1 of every policy.
 * Possible once, while nobody has an account. Returns the administrator's id.
 */
export async function setUpGroup(
	app: App,
	{ groupName, timeZone, name, email, password }: SetUp
): Promise<Result<{ userId: string }, PasswordFault | 'already-set-up'>> {
	const fault = passwordFault(password, { name, email });
	if (fault) return err(fault);
	if (await hasUsers(app.db.read)) return err('already-set-up');
	const passwordHash = await hashPassword(password);
	return app.db.transaction(async (write) => {
		// Two people may send the form at once: the second one waits here and then sees the first one's account.
		const lock = write.dialect.lockAudit();
		if (lock) await write.run(lock);
		if (await hasUsers(write)) return err('already-set-up');
		const { users, userRoles, settings } = write.tables;
		const at = app.clock.now();
		const author = { id: app.ids() };
		await write.insert(users).values({ id: author.id, email, name, passwordHash, createdAt: at });
		await write.insert(userRoles).values({ userId: author.id, role: 'administrator' });
		await write
			.insert(settings)
			.values({ key: GROUP_SETTING, value: { name: groupName, timeZone }, updatedAt: at });
		const policies = await insertInitialPolicies(app, write, { author, timeZone });
		await recordAudit(
			write,
			{ type: 'system.initialised', facts: { version: VERSION }, at, actor: author },
			{
				type: 'user.created',
				subjectId: author.id,
				facts: { roles: 'administrator' },
				at,
				actor: author
			},
			...policies
		);
		return ok({ userId: author.id });
	});
}
