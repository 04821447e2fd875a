import { Secret, TOTP } from 'otpauth';
import type { App } from '#lib/server/app.ts';
import { enrolSecondFactor } from '#lib/features/account/second-factor.server.ts';
import { makeTotpKey } from '#lib/server/auth/totp.ts';

/** An authenticator as a person holds it, with a key of its own. */
export type Authenticator = {
	readonly key: string;
	/** What it shows at an instant. */
	code(at: number): string;
};

/** The authenticator that somebody gives a key. */
export function authenticatorOf(key: string): Authenticator {
	const secret = Secret.fromBase32(key.replace(/\s/g, ''));
	return { key, code: (timestamp) => TOTP.generate({ secret, timestamp }) };
}

/** Gives an account an authenticator; its first code is spent by that. */
export async function giveAuthenticator(
	app: App,
	userId: string
): Promise<{ authenticator: Authenticator; recoveryCodes: readonly string[] }> {
	const authenticator = authenticatorOf(makeTotpKey(app.random));
	const code = authenticator.code(app.clock.now());
	const enrolled = await enrolSecondFactor(app, { id: userId }, { key: authenticator.key, code });
	if (!enrolled.ok) throw new Error(enrolled.error);
	return { authenticator, recoveryCodes: enrolled.value };
}
