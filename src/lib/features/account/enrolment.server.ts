import { eq } from 'drizzle-orm';
import encodeQR from 'qr';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { verifyPassword } from '#lib/server/auth/passwords.ts';
import type { SessionCookie } from '#lib/server/auth/sessions.ts';
import { stepCookie, type SignInStep } from '#lib/server/auth/sign-in-step.ts';
import { makeTotpKey, totpUri } from '#lib/server/auth/totp.ts';
import type { SetUpAuthenticator } from './schemas.ts';
import { findSecondFactor, takeOwnCode } from './second-factor.server.ts';

/** A key as it is given to an authenticator: to be scanned, or typed in groups of four. */
export type Enrolment = {
	readonly email: string;
	readonly key: string;
	/** Modules of the QR code, dark where true, without a margin. */
	readonly modules: readonly (readonly boolean[])[];
};

/** The encoder refuses to leave the margin out; whoever draws the code gives it its own. */
const withoutMargin = (modules: readonly (readonly boolean[])[]): boolean[][] =>
	modules.slice(1, -1).map((row) => row.slice(1, -1));

/** What is shown of a key that is being set up. The name of the group stands in the authenticator beside the account. */
export function keyToShow({ key, email }: SignInStep, group: string): Enrolment {
	return {
		email,
		key: (key ?? '').replace(/.{4}(?=.)/g, '$& '),
		modules: withoutMargin(encodeQR(totpUri(key ?? '', { group, email }), 'raw', { border: 1 }))
	};
}

/**
 * Begins to give the actor an authenticator: for the password, and where they have one already for a code of it. The cookie leads to where
 * the new one is shown; until a code of that came, everything stays as it is.
 */
export async function beginEnrolment(
	app: App,
	actor: Actor,
	{ currentPassword, code, address }: SetUpAuthenticator & { address: string }
): Promise<Result<SessionCookie, 'wrong-password' | 'wrong-code' | 'too-many-attempts'>> {
	const { read } = app.db;
	const { users } = read.tables;
	const [user] = await read
		.select({ passwordHash: users.passwordHash })
		.from(users)
		.where(eq(users.id, actor.id));
	if (!user || !(await verifyPassword(user.passwordHash, currentPassword))) return err('wrong-password');
	if (await findSecondFactor(read, actor.id)) {
		const taken = await takeOwnCode(app, actor, { code, address });
		if (!taken.ok) return taken;
	}
	const step = { userId: actor.id, kind: 'enrol', key: makeTotpKey(app.random), to: '/account' } as const;
	return ok(await stepCookie(app, step));
}
