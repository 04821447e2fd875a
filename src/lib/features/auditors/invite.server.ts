import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findSecondFactor } from '#lib/features/account/second-factor.server.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { findUserConflict, type UserConflict } from '#lib/features/admin/user-checks.server.ts';
import { linePlace, queueMail, sealLine } from '#lib/features/notices/mail-job.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { MOST_ACCESS_MS, type AuditorScope, type Invite, type Renew } from './schemas.ts';

/** How long the link of an invitation works. */
export const INVITATION_MS = 7 * DAY_MS;
const TOKEN_BYTES = 32;

/** What is kept of a link's token: SHA-256, hex. It is random and long, so that no slower hash is needed. */
export const invitationHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** An invitation that was made: its link is given only where no mail can bring it. */
export type Invited = { readonly id: string; readonly link: string | null };

export type AccessFault = 'access-over' | 'access-too-long';

function faultOfEnd(expiresAt: Instant, now: Instant): AccessFault | null {
	if (expiresAt <= now) return 'access-over';
	return expiresAt > now + MOST_ACCESS_MS ? 'access-too-long' : null;
}

const factsOf = ({ facilityIds, reportKinds, scopeFrom, scopeTo, expiresAt }: AuditorScope) => ({
	facilities: facilityIds.length,
	reports: reportKinds.length,
	from: toUtcDay(scopeFrom),
	through: toUtcDay(scopeTo - 1),
	until: new Date(expiresAt).toISOString()
});

/** Replaces what an auditor may see: a row a facility, period and reports on each. */
async function writeScope(
	write: WriteHandle,
	userId: string,
	{ facilityIds, reportKinds, scopeFrom, scopeTo }: AuditorScope
): Promise<void> {
	const { auditorScopes } = write.tables;
	await write.delete(auditorScopes).where(eq(auditorScopes.userId, userId));
	await write.insert(auditorScopes).values(
		[...new Set(facilityIds)].map((facilityId) => ({
			userId,
			facilityId,
			periodFrom: scopeFrom,
			periodTo: scopeTo,
			reportKinds: [...new Set(reportKinds)].sort()
		}))
	);
}

/**
 * Makes a link that works once and puts it into a mail; every earlier one of the account is void. The mail names the group and the person,
 * and nothing of what they may see. Gives the link where no mail leaves, to be handed over, and the entry for the audit log.
 */
async function sendLink(
	app: App,
	write: WriteHandle,
	{ author, person, groupName }: { author: Actor; person: { id: string; name: string }; groupName: string }
): Promise<{ link: string | null; entry: AuditEntry }> {
	const now = app.clock.now();
	const { invitations } = write.tables;
	const token = Buffer.from(app.random(TOKEN_BYTES)).toString('base64url');
	const id = app.ids();
	await write
		.update(invitations)
		.set({ revokedAt: now })
		.where(
			and(eq(invitations.userId, person.id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
		);
	await write.insert(invitations).values({
		id,
		userId: person.id,
		tokenHash: invitationHash(token),
		expiresAt: now + INVITATION_MS,
		createdBy: author.id,
		createdAt: now
	});
	const link = `${app.config.origin}/invitation/${token}`;
	const words = messages.auditors.mail;
	if (app.config.mail) {
		await queueMail(
			write,
			{ ids: app.ids, now },
			{
				userId: person.id,
				subject: words.subject(groupName),
				body: words.body(person.name, groupName, toUtcDay(now + INVITATION_MS), linePlace),
				sealedLine: sealLine(app, link)
			}
		);
	}
	return {
		link: app.config.mail ? null : link,
		entry: {
			type: 'invitation.sent',
			subjectId: person.id,
			facts: { invitationId: id },
			at: now,
			actor: author
		}
	};
}

/**
 * Makes the account of an auditor with what they may see and until when, and sends the link by which they take it over. Until then no
 * password opens it.
 */
export async function inviteAuditor(
	app: App,
	author: Actor,
	input: Invite
): Promise<Result<Invited, UserConflict | AccessFault>> {
	const now = app.clock.now();
	const fault = faultOfEnd(input.expiresAt, now);
	if (fault) return err(fault);
	const passwordHash = await hashPassword(Buffer.from(app.random(TOKEN_BYTES)).toString('base64url'));
	const groupName = (await findGroup(app.db.read))?.name ?? '';
	const id = app.ids();
	return app.db.transaction(async (write) => {
		const { email, name, facilityIds, expiresAt } = input;
		const links = { radiologistId: null, reviewerCode: null };
		const conflict = await findUserConflict(write, { id, email, facilityIds, ...links });
		if (conflict) return err(conflict);
		// A one-time password that is over: nobody knows it, and the list of people says “invited”.
		const account = { id, email, name, passwordHash, oneTimeUntil: now, expiresAt, createdAt: now };
		await write.insert(write.tables.users).values(account);
		await write.insert(write.tables.userRoles).values({ userId: id, role: 'auditor' });
		await writeScope(write, id, input);
		const { link, entry } = await sendLink(app, write, { author, person: { id, name }, groupName });
		const facts = factsOf(input);
		await recordAudit(
			write,
			{ type: 'user.created', subjectId: id, facts: { roles: 'auditor' }, at: now, actor: author },
			{ type: 'auditor.invited', subjectId: id, facts, at: now, actor: author },
			entry
		);
		return ok({ id, link });
	});
}

/** Sends another link to an auditor who has not taken the account over; the one before is void. */
export async function resendInvitation(
	app: App,
	author: Actor,
	{ id }: { id: string }
): Promise<Result<Invited, 'auditor-not-found' | 'already-accepted' | 'access-over'>> {
	const groupName = (await findGroup(app.db.read))?.name ?? '';
	return app.db.transaction(async (write) => {
		const person = await findAuditorAccount(write, id);
		if (!person) return err('auditor-not-found');
		// An authenticator is somebody's, whatever became of the password: a link in a mail does not take its place.
		const isTaken = person.oneTimeUntil === null || (await findSecondFactor(write, id)) !== null;
		if (isTaken) return err('already-accepted');
		const isOpen = person.status === 'active' && (person.expiresAt ?? 0) > app.clock.now();
		if (!isOpen) return err('access-over');
		const { link, entry } = await sendLink(app, write, { author, person, groupName });
		await recordAudit(write, entry);
		return ok({ id, link });
	});
}

/** Gives an auditor another scope or another end; an access that was taken away or had ended is open again. */
export async function renewAuditor(
	app: App,
	author: Actor,
	input: Renew
): Promise<Result<null, 'auditor-not-found' | 'facility-not-found' | AccessFault>> {
	const now = app.clock.now();
	const fault = faultOfEnd(input.expiresAt, now);
	if (fault) return err(fault);
	return app.db.transaction(async (write) => {
		const { users, facilities } = write.tables;
		if (!(await findAuditorAccount(write, input.id))) return err('auditor-not-found');
		const known = new Set(
			(await write.select({ id: facilities.id }).from(facilities)).map((facility) => facility.id)
		);
		if (!input.facilityIds.every((id) => known.has(id))) return err('facility-not-found');
		await write
			.update(users)
			.set({ expiresAt: input.expiresAt, status: 'active' })
			.where(eq(users.id, input.id));
		await writeScope(write, input.id, input);
		const facts = factsOf(input);
		await recordAudit(write, {
			type: 'auditor.renewed',
			subjectId: input.id,
			facts,
			at: now,
			actor: author
		});
		return ok(null);
	});
}

/** Takes an auditor's access away: sessions end at once, links are void, the account stays in the log. */
export async function revokeAuditor(
	app: App,
	author: Actor,
	{ id }: { id: string }
): Promise<Result<null, 'auditor-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { users, sessions, invitations } = write.tables;
		if (!(await findAuditorAccount(write, id))) return err('auditor-not-found');
		await write.update(users).set({ status: 'disabled' }).where(eq(users.id, id));
		await write.delete(sessions).where(eq(sessions.userId, id));
		await write
			.update(invitations)
			.set({ revokedAt: now })
			.where(and(eq(invitations.userId, id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
		await recordAudit(write, { type: 'auditor.revoked', subjectId: id, facts: {}, at: now, actor: author });
		return ok(null);
	});
}

async function findAuditorAccount(write: WriteHandle, id: string) {
	const { users, userRoles } = write.tables;
	const [person] = await write
		.select({
			id: users.id,
			name: users.name,
			status: users.status,
			expiresAt: users.expiresAt,
			oneTimeUntil: users.oneTimeUntil
		})
		.from(users)
		.innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'auditor')))
		.where(eq(users.id, id));
	return person ?? null;
}
