import { z } from 'zod';
import { themes } from '#lib/core/theme.ts';

const password = z.string('required').min(1, 'required').max(1000, 'too-long');

/** An email address as it is stored: lower case, without space around it. */
export const emailSchema = z
	.string('required')
	.trim()
	.toLowerCase()
	.max(254, 'too-long')
	.pipe(z.email('not-an-email'));

/** `newPassword` is there once a one-time password has to be replaced. */
export const signInSchema = z.object({
	email: z.string('required').trim().toLowerCase().min(1, 'required').max(254, 'too-long'),
	password,
	newPassword: z.string().max(1000, 'too-long').optional(),
	to: z.string().max(2000).optional()
});
export type SignIn = z.output<typeof signInSchema>;

export const changePasswordSchema = z.object({ currentPassword: password, newPassword: password });
export type ChangePassword = z.output<typeof changePasswordSchema>;

export const endSessionSchema = z.object({
	session: z.string('required').regex(/^[0-9a-f]{64}$/, 'session-not-found')
});

export const themeSchema = z.object({
	theme: z.enum(themes),
	returnTo: z.string().max(2000).optional()
});

/** A code of an authenticator, or a recovery code, as typed. */
const code = z.string('required').trim().min(1, 'required').max(40, 'wrong-code');

export const codeSchema = z.object({ code });

/** What setting an authenticator up asks of somebody who is signed in; the code where the account has one already. */
export const setUpAuthenticatorSchema = z.object({
	currentPassword: password,
	code: z.string().trim().max(40, 'wrong-code').default('')
});
export type SetUpAuthenticator = z.output<typeof setUpAuthenticatorSchema>;
