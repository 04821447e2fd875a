import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { MINUTE_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { findActor } from './actor.ts';
import type { SessionCookie } from './sessions.ts';

/**
 * How long somebody whose password was right has for the second step. Setting an authenticator up takes longer: it may have to be
 * installed first.
 */
export const STEP_LIMIT_MS = 15 * MINUTE_MS;

const PURPOSE = 'sign-in-step';

const stepSchema = z.object({
	userId: z.string(),
	/** `code`: the account has an authenticator. `enrol`: it is to get one, with this key. */
	kind: z.enum(['code', 'enrol']),
	key: z.string().nullable(),
	/** Of the password and the authenticator: another one makes the step void. */
	mark: z.string(),
	until: z.number(),
	/** Path to go on to. */
	to: z.string()
});
type Stored = z.output<typeof stepSchema>;

/** Half a sign-in: the password was right, and nothing is open yet. */
export type SignInStep = Pick<Stored, 'userId' | 'kind' | 'key' | 'to'> & {
	readonly email: string;
	readonly name: string;
};

/** What a step rests on: another password or authenticator makes it void. Null when the account is gone. */
async function markOf(read: ReadHandle, userId: string): Promise<string | null> {
	const { users, secondFactors } = read.tables;
	const [row] = await read
		.select({ passwordHash: users.passwordHash, sealedKey: secondFactors.sealedKey })
		.from(users)
		.leftJoin(secondFactors, eq(secondFactors.userId, users.id))
		.where(eq(users.id, userId));
	return row
		? createHash('sha256')
				.update(`${row.passwordHash}|${row.sealedKey ?? ''}`)
				.digest('hex')
		: null;
}

const cookieName = (app: App): string =>
	app.config.origin.startsWith('https:') ? '__Host-overread-step' : 'overread-step';

const cookie = (app: App, value: string, maxAge: number): SessionCookie => ({
	name: cookieName(app),
	value,
	options: {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: app.config.origin.startsWith('https:'),
		maxAge
	}
});

/**
 * The cookie that carries half a sign-in: encrypted, so that neither the account nor a key can be read from it. Throws when there is no
 * such account.
 */
export async function stepCookie(
	app: App,
	step: Pick<Stored, 'userId' | 'kind' | 'key' | 'to'>
): Promise<SessionCookie> {
	const mark = await markOf(app.db.read, step.userId);
	if (mark === null) throw new Error('a step is of an account');
	const stored: Stored = { ...step, mark, until: app.clock.now() + STEP_LIMIT_MS };
	return cookie(app, app.secrets.seal(PURPOSE, JSON.stringify(stored)), STEP_LIMIT_MS / 1000);
}

/** Takes half a sign-in away. */
export const blankStepCookie = (app: App): SessionCookie => cookie(app, '', 0);

/** Half a sign-in, if it still holds: not over, the account active, its password the same. */
export async function readStep(
	app: App,
	cookies: { get(name: string): string | undefined }
): Promise<SignInStep | null> {
	const stored = unseal(app, cookies.get(cookieName(app)));
	const now = app.clock.now();
	if (!stored || stored.until <= now) return null;
	const { read } = app.db;
	if ((await markOf(read, stored.userId)) !== stored.mark) return null;
	const actor = await findActor(read, stored.userId, now);
	if (!actor) return null;
	const { userId, kind, key, to } = stored;
	return { userId, kind, key, to, email: actor.email, name: actor.name };
}

function unseal(app: App, sealed: string | undefined): Stored | null {
	if (!sealed) return null;
	try {
		return stepSchema.parse(JSON.parse(app.secrets.unseal(PURPOSE, sealed)));
	} catch {
		// Altered, of another secret, or of an earlier release: nobody's.
		return null;
	}
}
