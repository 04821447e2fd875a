import { Secret, TOTP } from 'otpauth';
import type { Instant } from '#lib/core/instant.ts';

// RFC 6238 with what every authenticator understands: SHA-1, six digits, steps of 30 seconds.
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** RFC 4226, section 4, R6: at least 128 bits, 160 recommended. */
const KEY_BYTES = 20;
/** RFC 6238, section 5.2: one step back for the way, and one ahead for a clock that is fast. */
const WINDOW_STEPS = 1;

const totpOf = (key: string, names: { issuer?: string; label?: string } = {}): TOTP =>
	new TOTP({
		...names,
		algorithm: 'SHA1',
		digits: DIGITS,
		period: PERIOD_SECONDS,
		secret: Secret.fromBase32(key)
	});

/** A new shared key, base32. */
export function makeTotpKey(random: (bytes: number) => Uint8Array): string {
	return new Secret({ buffer: new Uint8Array(random(KEY_BYTES)).buffer }).base32;
}

/** What an authenticator reads from the QR code: key, name of the group and of the account. */
export function totpUri(key: string, { group, email }: { group: string; email: string }): string {
	// A colon would end the name of the issuer.
	return totpOf(key, { issuer: group.replaceAll(':', ' ').trim() || 'Overread', label: email }).toString();
}

/** The step of 30 seconds that a code belongs to, around an instant; null for a code that is none of the key's. */
export function totpStepOf(key: string, code: string, at: Instant): number | null {
	if (!/^\d{6}$/.test(code)) return null;
	const delta = totpOf(key).validate({ token: code, timestamp: at, window: WINDOW_STEPS });
	return delta === null ? null : Math.floor(at / (PERIOD_SECONDS * 1000)) + delta;
}
