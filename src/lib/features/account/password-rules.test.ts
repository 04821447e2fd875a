import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeOneTimePassword, passwordFault } from './password-rules.ts';

const person = { name: 'Grace Hopper', email: 'ghopper@example.org' };

describe('the rules for passwords', () => {
	it.each([
		['elevenchars', 'password-too-short'],
		['', 'password-too-short'],
		['日本語日本語日本語日本', 'password-too-short'],
		['a'.repeat(257), 'password-too-long'],
		['aaaaaaaaaaaaaa', 'password-common'],
		['abababababababa', 'password-common'],
		['Password123456', 'password-common'],
		['passwordPASSWORD', 'password-common'],
		['Radiology2026!', 'password-common'],
		['1q2w3e4r5t6y', 'password-common'],
		['correct horse battery staple', 'password-common'],
		['hopper-is-the-best', 'password-contains-identity'],
		['i am GHOPPER today', 'password-contains-identity'],
		['five quiet lanterns', null],
		['lowercaseonlywords', null],
		['日本語の長い合言葉を使います', null]
	])('says of %j: %s', (password, fault) => {
		expect(passwordFault(password, person)).toBe(fault);
	});

	it('does not take a short given name for an identity', () => {
		expect(passwordFault('adventures of ada', { name: 'Ada L', email: 'a@example.org' })).toBeNull();
	});

	it('accepts every password that it makes itself, and makes no two alike', () => {
		const made = Array.from({ length: 200 }, () => makeOneTimePassword((bytes) => randomBytes(bytes)));
		expect(new Set(made).size).toBe(200);
		for (const password of made) {
			expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
			expect(passwordFault(password, person)).toBeNull();
		}
	});
});
