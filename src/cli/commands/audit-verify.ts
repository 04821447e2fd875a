import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';

export type Printer = (data: unknown, text: string) => void;

/** Walks the audit chain and prints the verdict. */
export async function verifyAudit(app: App, print: Printer): Promise<number> {
	const verdict = await verifyAuditChain(app.db.read);
	const text = messages.audit;
	const lines = verdict.firstBreak
		? [text.broken(verdict.firstBreak.seq), text.breakReason[verdict.firstBreak.reason]]
		: [text.intact(verdict.links), ...(verdict.headHash ? [`${text.head}: ${verdict.headHash}`] : [])];
	print(verdict, lines.join('\n'));
	return verdict.firstBreak ? 1 : 0;
}
