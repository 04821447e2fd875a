import { checkNote, type Checkpoint } from '#lib/core/audit/checkpoint.ts';
import { verifyExtract, type ExtractFault, type ExtractVerdict } from '#lib/core/audit/extract.ts';
import type { PublicKey } from '#lib/core/signing/keys.ts';

/** What was found of a file that is of the audit log. */
export type LogOutcome =
	| { readonly code: 'extract'; readonly verdict: ExtractVerdict }
	| { readonly code: 'checkpoint'; readonly checkpoint: Checkpoint }
	| { readonly code: 'wrong'; readonly fault: ExtractFault }
	| { readonly code: 'too-large' };

const NOTE_HEAD = 'overread.audit/';
const EXTRACT_HEAD = '"overread-audit-extract/';

/** Whether a file is of the audit log, by its name and its first bytes. */
export function isLogFile(name: string, head: string): boolean {
	return (
		name.toLowerCase().endsWith('.checkpoint') || head.startsWith(NOTE_HEAD) || head.includes(EXTRACT_HEAD)
	);
}

/** Checks a checkpoint by its signature, or an extract by its signature and its proofs. Null is a text too large to be read. */
export function checkLogFile(text: string | null, keys: readonly PublicKey[]): LogOutcome {
	if (text === null) return { code: 'too-large' };
	if (!text.trimStart().startsWith('{')) {
		const note = checkNote(text, keys);
		if (note.ok) return { code: 'checkpoint', checkpoint: note.value.checkpoint };
		const codes = {
			'note-form': 'checkpoint-form',
			'note-key': 'checkpoint-key',
			'note-signature': 'checkpoint-signature'
		} as const;
		return { code: 'wrong', fault: { code: codes[note.error], seq: null } };
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { code: 'wrong', fault: { code: 'extract-form', seq: null } };
	}
	const verified = verifyExtract(value, keys);
	return verified.ok
		? { code: 'extract', verdict: verified.value }
		: { code: 'wrong', fault: verified.error };
}
