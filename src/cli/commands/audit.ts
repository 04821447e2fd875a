import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseKeys } from '#lib/core/signing/keys.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { verifyAuditLog } from '#lib/features/audit/verify-log.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';

export type Printer = (data: unknown, text: string) => void;

/** Verifies the audit log, with checkpoints and keys from files, and prints what does not hold. */
export async function verifyAudit(
	app: App,
	{
		checkpoints,
		keyFiles
	}: { readonly checkpoints: readonly string[]; readonly keyFiles: readonly string[] },
	print: Printer
): Promise<number> {
	const files = await Promise.all(
		checkpoints.map(async (path) => ({ name: basename(path), note: await readFile(path, 'utf8') }))
	);
	const keys = [];
	for (const path of keyFiles) {
		const parsed = parseKeys(await readFile(path, 'utf8'));
		if (!parsed.ok) throw new Error(`${path} holds no public key`);
		keys.push(...parsed.value);
	}
	const verdict = await verifyAuditLog(app, { files, keys });
	const text = messages.audit.proof;
	const [first, ...more] = verdict.findings.map(text.finding);
	const lines = [
		first === undefined ? messages.audit.intact(verdict.links) : first,
		...more,
		...(verdict.headHash ? [`${messages.audit.head}: ${verdict.headHash}`] : []),
		text.checkedCounts(verdict.checked)
	];
	print(verdict, lines.join('\n'));
	return verdict.findings.length === 0 ? 0 : 1;
}

/** Signs a checkpoint and prints it: the text is what is to be kept elsewhere. */
export async function checkpointAudit(app: App, print: Printer): Promise<number> {
	const made = await makeCheckpoint(app, null);
	print(made, made.ok ? made.value.note : messages.errors[made.error]);
	return made.ok ? 0 : 1;
}
