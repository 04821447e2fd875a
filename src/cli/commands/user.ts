import { isRole, type Role } from '#lib/core/permissions.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { replacePassword } from '#lib/features/account/password-commands.server.ts';
import { passwordFault } from '#lib/features/account/password-rules.ts';
import { resetSecondFactor } from '#lib/features/account/second-factor.server.ts';
import { createUser, resetPassword, type CreatedUser } from '#lib/features/admin/user-commands.server.ts';
import { findUserId } from '#lib/features/admin/user-queries.server.ts';
import { createUserSchema } from '#lib/features/admin/user-schemas.ts';
import { errorText } from '#lib/i18n/error-text.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';

export type NewUser = {
	readonly email: string;
	readonly name: string;
	readonly roles: readonly string[];
	/** The account's own password; without it a one-time password is made and returned. */
	readonly password?: string;
};

/** The account and, where one was made, its one-time password: shown to the person at the terminal once. */
export type AddedUser = Pick<CreatedUser, 'id' | 'email'> & { readonly oneTimePassword: string | null };

/**
 * `overread user add`: adds an account as the administration page does. Errors are codes of `i18n/en/errors.ts`; auditors need a scope,
 * which only the page can give them.
 */
export async function addUser(
	app: App,
	{ email, name, roles, password }: NewUser
): Promise<Result<AddedUser, string>> {
	if (!roles.every((role): role is Role => isRole(role))) return err('unknown-role');
	const parsed = createUserSchema.safeParse({ email, name, roles: [...roles] });
	if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'other');
	const fault = password === undefined ? null : passwordFault(password, { name, email });
	if (fault) return err(fault);
	const created = await createUser(app, null, parsed.data);
	if (!created.ok) return created;
	const { id, email: stored, oneTimePassword } = created.value;
	if (password === undefined) return ok({ id, email: stored, oneTimePassword });
	const kept = await replacePassword(app, { id, name, email: stored }, password);
	return kept.ok ? ok({ id, email: stored, oneTimePassword: null }) : kept;
}

/** `overread user reset`: gives an account a one-time password and ends its sessions. */
export async function resetUser(
	app: App,
	{ email }: { email: string }
): Promise<Result<AddedUser, 'user-not-found'>> {
	const id = await findUserId(app.db.read, email.trim().toLowerCase());
	return id === null ? err('user-not-found') : resetPassword(app, null, { id });
}

/** `overread user reset --authenticator`: takes the authenticator of an account away that lost it, and ends its sessions. */
export async function resetAuthenticator(
	app: App,
	{ email }: { email: string }
): Promise<Result<AddedUser, 'user-not-found' | 'no-second-factor' | 'own-second-factor'>> {
	const stored = email.trim().toLowerCase();
	const id = await findUserId(app.db.read, stored);
	if (id === null) return err('user-not-found');
	const reset = await resetSecondFactor(app, null, { id });
	return reset.ok ? ok({ id, email: stored, oneTimePassword: null }) : reset;
}

/** The words and options after `overread user`, as the command line gives them. */
type Words = {
	readonly words: readonly string[];
	readonly options: Readonly<Record<string, string | true>>;
	readonly lists: Readonly<Record<string, readonly string[]>>;
};

/** `overread user add|reset`: prints the account and its one-time password, or what is wrong. Null when called wrongly. */
export async function runUser(app: App, { words, options, lists }: Words): Promise<number | null> {
	const [act, email] = words;
	if (!email) return null;
	const { name } = options;
	const outcome =
		act === 'add' && typeof name === 'string'
			? await addUser(app, { email, name, roles: lists['role'] ?? [] })
			: act === 'reset'
				? await (options['authenticator'] === true ? resetAuthenticator : resetUser)(app, { email })
				: null;
	if (!outcome) return null;
	const text = messages.admin.command;
	if (options['json'] === true) console.log(JSON.stringify(outcome));
	else if (!outcome.ok) console.error(errorText(outcome.error));
	else if (options['authenticator'] === true) console.log(text.authenticatorGone(outcome.value.email));
	else console.log(text.oneTime(outcome.value.email, outcome.value.oneTimePassword ?? ''));
	return outcome.ok ? 0 : 1;
}
