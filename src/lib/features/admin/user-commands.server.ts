import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { ONE_TIME_MS } from '#lib/features/account/password-commands.server.ts';
import { makeOneTimePassword } from '#lib/features/account/password-rules.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { findUserConflict, isLastAdministrator, type UserConflict } from './user-checks.server.ts';
import type { ChangeUser, CreateUser, SetUserStatus } from './user-schemas.ts';

/** Who acts; null for the command line. */
export type Author = Pick<Actor, 'id'> | null;

type Fields = Omit<CreateUser, 'email'>;

/** Columns of a user that the form decides. */
const columnsOf = (fields: Fields) => ({
	name: fields.name,
	radiologistId: fields.radiologistId,
	reviewerCode: fields.roles.includes('reviewer') ? fields.reviewerCode : null,
	reviewCapacity: fields.reviewCapacity,
	awayFrom: fields.awayFrom,
	awayTo: fields.awayTo,
	expiresAt: fields.expiresAt
});

const roleList = (roles: readonly string[]): string => [...roles].sort().join(',');

/** Replaces roles and an auditor's scope. */
async function writeRoles(write: WriteHandle, userId: string, fields: Fields): Promise<void> {
	const { userRoles, auditorScopes } = write.tables;
	await write.delete(userRoles).where(eq(userRoles.userId, userId));
	// Which reports an auditor may take is chosen with the invitation, and stays.
	const [before] = await write
		.select({ reportKinds: auditorScopes.reportKinds })
		.from(auditorScopes)
		.where(eq(auditorScopes.userId, userId));
	await write.delete(auditorScopes).where(eq(auditorScopes.userId, userId));
	await write.insert(userRoles).values([...new Set(fields.roles)].map((role) => ({ userId, role })));
	const { scopeFrom, scopeTo, facilityIds } = fields;
	if (!fields.roles.includes('auditor') || scopeFrom === null || scopeTo === null) return;
	await write.insert(auditorScopes).values(
		facilityIds.map((facilityId) => ({
			userId,
			facilityId,
			periodFrom: scopeFrom,
			periodTo: scopeTo,
			reportKinds: before?.reportKinds ?? null
		}))
	);
}

export type CreatedUser = { readonly id: string; readonly email: string; readonly oneTimePassword: string };

/** Adds an account. Its password is shown to its maker once and works once. */
export async function createUser(
	app: App,
	author: Author,
	input: CreateUser
): Promise<Result<CreatedUser, UserConflict>> {
	const oneTimePassword = makeOneTimePassword(app.random);
	const passwordHash = await hashPassword(oneTimePassword);
	const id = app.ids();
	return app.db.transaction(async (write) => {
		const conflict = await findUserConflict(write, { id, ...input });
		if (conflict) return err(conflict);
		const at = app.clock.now();
		await write.insert(write.tables.users).values({
			...columnsOf(input),
			id,
			email: input.email,
			passwordHash,
			oneTimeUntil: at + ONE_TIME_MS,
			createdAt: at
		});
		await writeRoles(write, id, input);
		const facts = { roles: roleList(input.roles) };
		await recordAudit(write, { type: 'user.created', subjectId: id, facts, at, actor: author });
		return ok({ id, email: input.email, oneTimePassword });
	});
}

/** Changes an account's name, roles, links and limits. */
export async function changeUser(
	app: App,
	author: Author,
	input: ChangeUser
): Promise<Result<null, UserConflict | 'user-not-found' | 'last-administrator'>> {
	return app.db.transaction(async (write) => {
		const { users } = write.tables;
		const conflict = await findUserConflict(write, { email: null, ...input });
		if (conflict) return err(conflict);
		const at = app.clock.now();
		const staysAdministrator = input.roles.includes('administrator') && input.expiresAt === null;
		if (!staysAdministrator && (await isLastAdministrator(write, input.id, at))) {
			return err('last-administrator');
		}
		const [changed] = await write
			.update(users)
			.set(columnsOf(input))
			.where(eq(users.id, input.id))
			.returning({ status: users.status });
		if (!changed) return err('user-not-found');
		await writeRoles(write, input.id, input);
		await recordAudit(write, {
			type: 'user.changed',
			subjectId: input.id,
			facts: { roles: roleList(input.roles), status: changed.status },
			at,
			actor: author
		});
		return ok(null);
	});
}

/** Disables an account, which ends its sessions, or enables it again. */
export async function setUserStatus(
	app: App,
	author: Author,
	{ id, status }: SetUserStatus
): Promise<Result<null, 'user-not-found' | 'own-account' | 'last-administrator'>> {
	if (status === 'disabled' && author?.id === id) return err('own-account');
	return app.db.transaction(async (write) => {
		const { users, userRoles, sessions } = write.tables;
		const at = app.clock.now();
		if (status === 'disabled' && (await isLastAdministrator(write, id, at))) return err('last-administrator');
		const changed = await write
			.update(users)
			.set({ status })
			.where(eq(users.id, id))
			.returning({ id: users.id });
		if (changed.length === 0) return err('user-not-found');
		if (status === 'disabled') await write.delete(sessions).where(eq(sessions.userId, id));
		const held = await write.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, id));
		const facts = { roles: roleList(held.map(({ role }) => role)), status };
		await recordAudit(write, { type: 'user.changed', subjectId: id, facts, at, actor: author });
		return ok(null);
	});
}

/** Gives an account a password that works once, and ends its sessions. */
export async function resetPassword(
	app: App,
	author: Author,
	{ id }: { id: string }
): Promise<Result<CreatedUser, 'user-not-found'>> {
	const oneTimePassword = makeOneTimePassword(app.random);
	const passwordHash = await hashPassword(oneTimePassword);
	return app.db.transaction(async (write) => {
		const { users, sessions } = write.tables;
		const at = app.clock.now();
		const [user] = await write
			.update(users)
			.set({ passwordHash, oneTimeUntil: at + ONE_TIME_MS })
			.where(eq(users.id, id))
			.returning({ id: users.id, email: users.email });
		if (!user) return err('user-not-found');
		await write.delete(sessions).where(eq(sessions.userId, id));
		await recordAudit(write, { type: 'user.password-reset', subjectId: id, facts: {}, at, actor: author });
		return ok({ ...user, oneTimePassword });
	});
}
