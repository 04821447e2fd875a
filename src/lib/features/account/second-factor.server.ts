import { and, count, eq, isNull, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { isSecondFactorNeeded } from '#lib/server/auth/access-policy.ts';
import { totpStepOf } from '#lib/server/auth/totp.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { bareCode, makeRecoveryCodes } from './recovery-codes.ts';
import { beginAttempt, forgiveAttempt } from './throttle.server.ts';

type Person = Pick<Actor, 'id'>;

/** An account's authenticator as its owner sees it. */
export type SecondFactor = {
	readonly since: Instant;
	/** Recovery codes that still work. */
	readonly codesLeft: number;
};

const KEY_PURPOSE = 'second-factor';

const codeHash = (app: App, userId: string, code: string): string =>
	app.secrets.pseudonym('recovery-code', `${userId}:${bareCode(code)}`).toString('hex');

/** The account's authenticator, or null while it has none. */
export async function findSecondFactor(read: ReadHandle, userId: string): Promise<SecondFactor | null> {
	const { secondFactors, recoveryCodes } = read.tables;
	const [factor] = await read
		.select({ since: secondFactors.createdAt })
		.from(secondFactors)
		.where(eq(secondFactors.userId, userId));
	if (!factor) return null;
	const [left] = await read
		.select({ n: count() })
		.from(recoveryCodes)
		.where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
	return { since: factor.since, codesLeft: left?.n ?? 0 };
}

/** What a code opened: by the authenticator, or by a recovery code, with how many are left. */
export type TakenCode =
	{ readonly by: 'authenticator' } | { readonly by: 'recovery-code'; readonly left: number };

/**
 * Takes a code of the authenticator or a recovery code, each of which opens something once. Of two requests with one code one gets
 * it: the row that is updated decides.
 */
export async function takeCode(
	app: App,
	write: WriteHandle,
	userId: string,
	typed: string
): Promise<TakenCode | null> {
	const { secondFactors, recoveryCodes } = write.tables;
	const now = app.clock.now();
	const [factor] = await write
		.select({ sealedKey: secondFactors.sealedKey })
		.from(secondFactors)
		.where(eq(secondFactors.userId, userId));
	if (!factor) return null;
	const step = totpStepOf(app.secrets.unseal(KEY_PURPOSE, factor.sealedKey), typed.replace(/\s/g, ''), now);
	if (step !== null) {
		// RFC 6238, section 5.2: a code that was taken, or one before it, is not taken again.
		const taken = await write
			.update(secondFactors)
			.set({ lastStep: step })
			.where(and(eq(secondFactors.userId, userId), lt(secondFactors.lastStep, step)))
			.returning({ userId: secondFactors.userId });
		return taken.length === 1 ? { by: 'authenticator' } : null;
	}
	const used = await write
		.update(recoveryCodes)
		.set({ usedAt: now })
		.where(
			and(
				eq(recoveryCodes.codeHash, codeHash(app, userId, typed)),
				eq(recoveryCodes.userId, userId),
				isNull(recoveryCodes.usedAt)
			)
		)
		.returning({ userId: recoveryCodes.userId });
	if (used.length === 0) return null;
	const [left] = await write
		.select({ n: count() })
		.from(recoveryCodes)
		.where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
	return { by: 'recovery-code', left: left?.n ?? 0 };
}

/** Takes a code of somebody who is signed in: wrong ones count as failed sign-ins, and make the account wait as those do. */
export async function takeOwnCode(
	app: App,
	{ id, email }: Pick<Actor, 'id' | 'email'>,
	{ code, address }: { code: string; address: string }
): Promise<Result<TakenCode, 'wrong-code' | 'too-many-attempts'>> {
	const attempt = await beginAttempt(app, { email, address });
	if (!attempt.ok) return attempt;
	const taken = await app.db.transaction((write) => takeCode(app, write, id, code));
	if (!taken) return err('wrong-code');
	await forgiveAttempt(app, attempt.value);
	return ok(taken);
}

/** Replaces all recovery codes; gives them in the only form in which they are ever shown. */
async function writeCodes(app: App, write: WriteHandle, userId: string): Promise<readonly string[]> {
	const { recoveryCodes } = write.tables;
	const codes = makeRecoveryCodes(app.random);
	const createdAt = app.clock.now();
	await write.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
	await write
		.insert(recoveryCodes)
		.values(codes.map((code) => ({ codeHash: codeHash(app, userId, code), userId, createdAt })));
	return codes;
}

const entry = <E extends AuditEvent>(app: App, actor: Person | null, event: E) => ({
	...event,
	at: app.clock.now(),
	actor
});

/**
 * Gives the account an authenticator with this key, once a code shows that it works; one that it had goes. All of its sessions end: the
 * caller starts the next one. Gives the recovery codes, which are shown this once.
 */
export async function enrolSecondFactor(
	app: App,
	person: Person,
	{ key, code }: { key: string; code: string }
): Promise<Result<readonly string[], 'wrong-code'>> {
	const step = totpStepOf(key, code.replace(/\s/g, ''), app.clock.now());
	if (step === null) return err('wrong-code');
	return app.db.transaction(async (write) => {
		const { secondFactors, sessions } = write.tables;
		await write.delete(secondFactors).where(eq(secondFactors.userId, person.id));
		await write.insert(secondFactors).values({
			userId: person.id,
			sealedKey: app.secrets.seal(KEY_PURPOSE, key),
			lastStep: step,
			createdAt: app.clock.now()
		});
		const codes = await writeCodes(app, write, person.id);
		await write.delete(sessions).where(eq(sessions.userId, person.id));
		const event = {
			type: 'second-factor.enrolled',
			subjectId: person.id,
			facts: { codes: codes.length }
		} as const;
		await recordAudit(write, entry(app, person, event));
		return ok(codes);
	});
}

/** Takes the actor's authenticator away, for a last code of it, where their roles do not ask for one. */
export async function removeSecondFactor(
	app: App,
	actor: Actor,
	given: { code: string; address: string }
): Promise<Result<null, 'wrong-code' | 'too-many-attempts' | 'second-factor-needed'>> {
	if (await isSecondFactorNeeded(app.db.read, actor.roles)) return err('second-factor-needed');
	const taken = await takeOwnCode(app, actor, given);
	if (!taken.ok) return taken;
	return app.db.transaction(async (write) => {
		await deleteFactor(write, actor.id);
		const event = { type: 'second-factor.removed', subjectId: actor.id, facts: { by: 'owner' } } as const;
		await recordAudit(write, entry(app, actor, event));
		return ok(null);
	});
}

/** Makes the actor's recovery codes anew, for a code; those of before work no longer. */
export async function renewRecoveryCodes(
	app: App,
	actor: Actor,
	given: { code: string; address: string }
): Promise<Result<readonly string[], 'wrong-code' | 'too-many-attempts'>> {
	const taken = await takeOwnCode(app, actor, given);
	if (!taken.ok) return taken;
	return app.db.transaction(async (write) => {
		const codes = await writeCodes(app, write, actor.id);
		const event = {
			type: 'recovery-codes.made',
			subjectId: actor.id,
			facts: { codes: codes.length }
		} as const;
		await recordAudit(write, entry(app, actor, event));
		return ok(codes);
	});
}

/**
 * Takes the authenticator of an account away that lost it, and ends its sessions; where its roles ask for one, the next sign-in sets
 * another one up. `author` is null for the command line. Nobody takes their own away like this: a session that somebody else got hold of
 * would be enough.
 */
export async function resetSecondFactor(
	app: App,
	author: Person | null,
	{ id }: { id: string }
): Promise<Result<{ isFactorReset: true }, 'no-second-factor' | 'own-second-factor'>> {
	if (author?.id === id) return err('own-second-factor');
	return app.db.transaction(async (write) => {
		if (!(await deleteFactor(write, id))) return err('no-second-factor');
		await write.delete(write.tables.sessions).where(eq(write.tables.sessions.userId, id));
		const event = { type: 'second-factor.removed', subjectId: id, facts: { by: 'administrator' } } as const;
		await recordAudit(write, entry(app, author, event));
		return ok({ isFactorReset: true });
	});
}

async function deleteFactor(write: WriteHandle, userId: string): Promise<boolean> {
	const { secondFactors, recoveryCodes } = write.tables;
	await write.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
	const gone = await write
		.delete(secondFactors)
		.where(eq(secondFactors.userId, userId))
		.returning({ userId: secondFactors.userId });
	return gone.length > 0;
}
