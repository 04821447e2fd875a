import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { roleNames, type Role } from '#lib/core/permissions.ts';
import { makeOneTimePassword } from '#lib/features/account/password-rules.ts';
import type { App } from '#lib/server/app.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/passwords.ts';

/** Whose account of the group signs in for a role: a code of the staff (S…) or of a radiologist (R…). */
export const demoPeople: Readonly<Record<Role, string>> = {
	administrator: 'S07',
	director: 'S01',
	coordinator: 'S05',
	reviewer: 'R05',
	chair: 'R06',
	committee: 'R18',
	// The outlier: the one with most to hear. Under focused review, so not a reviewer at present.
	radiologist: 'R20',
	auditor: 'S06'
};

const ACCOUNTS_FILE = 'demo-accounts.txt';

export const demoEmail = (role: Role): string => `${role}@demo.overread.example`;

/** The role for which a person of the group signs in, or null. */
export const demoRoleOf = (code: string): Role | null =>
	roleNames.find((role) => demoPeople[role] === code) ?? null;

/** The passphrase of this data folder's demo accounts, made once; only its owner may read the file. */
export function loadDemoPassword(dataFolder: string): string {
	const path = join(dataFolder, ACCOUNTS_FILE);
	const known = existsSync(path) ? /^password: (\S+)$/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
	if (known) return known;
	const password = makeOneTimePassword((count) => randomBytes(count));
	const lines = [
		'Sign-ins of the demo group. All of it is invented; never use these for anything else.',
		`password: ${password}`,
		...roleNames.map((role) => `${role}: ${demoEmail(role)}`)
	];
	mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
	writeFileSync(`${path}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
	return password;
}

/**
 * Gives the demo accounts the passphrase that is printed, where they have another: a database may outlive the data folder
 * beside it.
 */
export async function alignDemoPasswords(app: App, password: string): Promise<void> {
	const { users } = app.db.read.tables;
	for (const role of roleNames) {
		const email = demoEmail(role);
		const [user] = await app.db.read
			.select({ id: users.id, passwordHash: users.passwordHash })
			.from(users)
			.where(eq(users.email, email));
		if (!user || (await verifyPassword(user.passwordHash, password))) continue;
		const passwordHash = await hashPassword(password);
		await app.db.transaction((write) =>
			write.update(users).set({ passwordHash, oneTimeUntil: null }).where(eq(users.id, user.id))
		);
	}
}

/** The accounts as a table for a terminal. */
export function describeAccounts(password: string): string {
	const width = Math.max(...roleNames.map((role) => role.length));
	const emails = Math.max(...roleNames.map((role) => demoEmail(role).length));
	const row = (role: string, email: string, secret: string): string =>
		`  ${role.padEnd(width)}  ${email.padEnd(emails)}  ${secret}`;
	return [
		row('Role', 'Email', 'Password'),
		...roleNames.map((role) => row(role, demoEmail(role), password))
	].join('\n');
}
