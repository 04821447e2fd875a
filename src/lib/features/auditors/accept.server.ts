import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import { passwordFault, type PasswordFault } from '#lib/features/account/password-rules.ts';
import { findSecondFactor } from '#lib/features/account/second-factor.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import type { SessionCookie } from '#lib/server/auth/sessions.ts';
import { stepCookie } from '#lib/server/auth/sign-in-step.ts';
import { makeTotpKey } from '#lib/server/auth/totp.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { invitationHash } from './invite.server.ts';
import type { Accept } from './schemas.ts';

/** Whom a link invites; nothing of what they may see. */
export type OpenInvitation = {
	readonly id: string;
	readonly userId: string;
	readonly name: string;
	readonly email: string;
};

/**
 * Whom a link invites, or null: it was used, replaced or taken back, it is over, or it never was one; or somebody took the account over in
 * another way, by a one-time password that an administrator gave them.
 */
export async function findInvitation(app: App, token: string): Promise<OpenInvitation | null> {
	const { read } = app.db;
	const { invitations, users } = read.tables;
	const now = app.clock.now();
	const [row] = await read
		.select({ id: invitations.id, userId: users.id, name: users.name, email: users.email })
		.from(invitations)
		.innerJoin(users, eq(users.id, invitations.userId))
		.where(and(openByHash(read, token, now), untaken(read, now)));
	return row && !(await findSecondFactor(read, row.userId)) ? row : null;
}

/** Nobody has a password of their own for the account, and its access is neither taken away nor over. */
function untaken({ tables: { users } }: ReadHandle, now: number) {
	return and(isNotNull(users.oneTimeUntil), eq(users.status, 'active'), gt(users.expiresAt, now));
}

function openByHash({ tables: { invitations } }: ReadHandle, token: string, now: number) {
	return and(
		eq(invitations.tokenHash, invitationHash(token)),
		isNull(invitations.acceptedAt),
		isNull(invitations.revokedAt),
		gt(invitations.expiresAt, now)
	);
}

/**
 * Takes an account over by the link of its invitation, with a password of the person's own. That opens no session: the cookie leads on to
 * setting an authenticator up. Of two who use one link at once, one gets the account.
 */
export async function acceptInvitation(
	app: App,
	{ token, newPassword }: Accept
): Promise<Result<SessionCookie, PasswordFault | 'invitation-not-found'>> {
	const invitation = await findInvitation(app, token);
	if (!invitation) return err('invitation-not-found');
	const fault = passwordFault(newPassword, invitation);
	if (fault) return err(fault);
	const passwordHash = await hashPassword(newPassword);
	const now = app.clock.now();
	const { userId } = invitation;
	const taken = await app.db.transaction(async (write): Promise<Result<null, 'invitation-not-found'>> => {
		const { invitations, users, sessions } = write.tables;
		const rows = await write
			.update(invitations)
			.set({ acceptedAt: now })
			.where(openByHash(write, token, now))
			.returning({ id: invitations.id });
		const mine = await write
			.update(users)
			.set({ passwordHash, oneTimeUntil: null })
			.where(and(eq(users.id, userId), untaken(write, now)))
			.returning({ id: users.id });
		// Since the link was looked up somebody else may have been quicker.
		if (rows.length === 0 || mine.length === 0) return err('invitation-not-found');
		if (await findSecondFactor(write, userId)) return err('invitation-not-found');
		await write.delete(sessions).where(eq(sessions.userId, userId));
		await recordAudit(write, {
			type: 'invitation.accepted',
			subjectId: userId,
			facts: { invitationId: invitation.id },
			at: now,
			actor: { id: userId }
		});
		return ok(null);
	});
	if (!taken.ok) return taken;
	return ok(await stepCookie(app, { userId, kind: 'enrol', key: makeTotpKey(app.random), to: '/' }));
}
