import type { ActionResult } from '@sveltejs/kit';

/** Why a form was not sent or not answered. `code` is a code of `i18n/en/errors.ts`; `errorId` stands in the log. */
export type SendingFault = {
	readonly kind: 'signedOut' | 'offline' | 'unreachable' | 'failed' | 'refused';
	readonly code: string | null;
	readonly errorId: string | null;
};

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * What went wrong when an answer is none that a form's action gives; null when it is one. `isOnline` is the browser's word:
 * without a network nothing has left the machine, otherwise that is not certain.
 */
export function sendingFault(result: ActionResult, isOnline: boolean): SendingFault | null {
	if (['success', 'failure', 'redirect'].includes(result.type)) return null;
	// Refused before any action ran, the answer is a code alone and has no type.
	const { status, error } = result as { status?: number; error: unknown };
	const said = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
	const code = textOf(error) ?? textOf(said.message);
	const errorId = textOf(said.errorId);
	const nobodyAnswered = status === undefined && typeof error !== 'string';
	if (nobodyAnswered) return { kind: isOnline ? 'unreachable' : 'offline', code: null, errorId: null };
	if (status === 401) return { kind: 'signedOut', code, errorId };
	return { kind: (status ?? 400) >= 500 ? 'failed' : 'refused', code, errorId };
}
