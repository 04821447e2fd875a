import type { DraftBody } from '#lib/core/scoring/draft.ts';
import type { SaveOutcome } from './autosave.svelte.ts';

/** What the page keeps of a review in the making. */
export type DraftText = { readonly impression: string; readonly body: DraftBody; readonly activeMs: number };

/** Whether two drafts say the same; the time spent on them does not count. */
export function isSameDraft(one: DraftText, other: DraftText): boolean {
	const entries = ({ impression, body }: DraftText): string =>
		JSON.stringify([impression, Object.entries(body).sort(([a], [b]) => a.localeCompare(b))]);
	return entries(one) === entries(other);
}

type Answer = { revision?: number; error?: string; current?: { revision: number } & DraftText };

/** Sends a draft to the server and says what became of it. A draft that is being left may outlive the page. */
export async function sendDraft(
	url: string,
	draft: DraftText,
	revision: number
): Promise<SaveOutcome<DraftText>> {
	try {
		const response = await fetch(url, {
			method: 'PUT',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify({ ...draft, revision }),
			keepalive: JSON.stringify(draft).length < 60_000
		});
		if (response.status === 401) return { kind: 'signed-out' };
		if (response.status >= 500) return { kind: 'offline' };
		const answer: Answer = await response.json();
		if (response.ok && answer.revision !== undefined) return { kind: 'saved', revision: answer.revision };
		if (answer.error === 'stale-draft' && answer.current) {
			return { kind: 'conflict', revision: answer.current.revision, theirs: answer.current };
		}
		// The words are too long or a mark is not whole: the page keeps them, and a change of them is tried again.
		const isRefused = response.status === 400 || answer.error === 'too-many-marks';
		return { kind: isRefused ? 'refused' : 'ended', code: answer.error ?? 'other' };
	} catch {
		// The network is gone; the page keeps the text and tries again.
		return { kind: 'offline' };
	}
}
