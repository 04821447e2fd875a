import { verifyVault } from '#lib/features/credentials/vault/tidy.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { Printer } from './audit.ts';

/** Opens every document of the vault and prints those that are not what they were; the exit code is 0 only where there is none. */
export async function verifyDocuments(app: App, print: Printer): Promise<number> {
	const verdict = await verifyVault(app);
	const text = messages.vault;
	const lines = verdict.problems.map(({ id, problem }) => `${id}: ${text.problems[problem]}`);
	print(
		verdict,
		[...lines, text.verdict(verdict.documents, verdict.problems.length, verdict.strays)].join('\n')
	);
	return verdict.problems.length === 0 ? 0 : 1;
}
