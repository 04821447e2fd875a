import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { makeTotpKey, totpStepOf, totpUri } from './totp.ts';

/** The key of RFC 6238, appendix B, for SHA-1; its codes there have eight digits, of which six are the last. */
const key = Secret.fromLatin1('12345678901234567890').base32;

describe('the codes of an authenticator', () => {
	it.each([
		[59, '287082'],
		[1_111_111_109, '081804'],
		[1_111_111_111, '050471'],
		[1_234_567_890, '005924'],
		[2_000_000_000, '279037'],
		[20_000_000_000, '353130']
	])('are those of RFC 6238, appendix B, at %i seconds', (seconds, code) => {
		expect(totpStepOf(key, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
	});

	it('are taken one step around now, and say which step they are of', () => {
		const at = 1_800_000_000_000;
		const codeAt = (timestamp: number) => TOTP.generate({ secret: Secret.fromBase32(key), timestamp });
		const step = Math.floor(at / 30_000);
		expect(totpStepOf(key, codeAt(at - 30_000), at)).toBe(step - 1);
		expect(totpStepOf(key, codeAt(at + 30_000), at)).toBe(step + 1);
		expect(totpStepOf(key, codeAt(at - 60_000), at)).toBeNull();
		expect(totpStepOf(key, codeAt(at + 60_000), at)).toBeNull();
	});

	it.each(['', '28708', '2870820', 'abcdef', '28708２', ' 287082'])('are six digits, and not %j', (code) => {
		expect(totpStepOf(key, code, 59_000)).toBeNull();
	});

	it('come from keys of 160 bits, no two alike', () => {
		const keys = Array.from({ length: 50 }, () => makeTotpKey((count) => randomBytes(count)));
		expect(new Set(keys).size).toBe(50);
		for (const made of keys) expect(made).toMatch(/^[A-Z2-7]{32}$/);
	});

	it('are set up by an address that names group and account', () => {
		const uri = new URL(totpUri(key, { group: 'North: Reads & Co', email: 'a+b@example.org' }));
		expect(uri.protocol).toBe('otpauth:');
		expect(uri.searchParams.get('secret')).toBe(key);
		expect(uri.searchParams.get('issuer')).toBe('North  Reads & Co');
		expect(decodeURIComponent(uri.pathname)).toContain('a+b@example.org');
	});
});
