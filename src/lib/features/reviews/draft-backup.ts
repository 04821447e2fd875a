import { saveDraftSchema } from './schemas.ts';
import type { DraftText } from './save-draft.ts';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What a reviewer wrote and the server has not got, with the revision it began from. */
export type Backup = DraftText & { readonly revision: number };

const keyOf = (assignmentId: string): string => `draft:${assignmentId}`;

/**
 * Keeps unsaved words over a reload of the page, while the server cannot be reached or nobody is signed in. They stay in the
 * tab's own session storage, hold the reviewer's words alone (no report, no images) and go as soon as they are saved or the tab is closed.
 */
export function keepBackup(store: Store, assignmentId: string, backup: Backup): void {
	try {
		store.setItem(keyOf(assignmentId), JSON.stringify(backup));
	} catch {
		// The store is full or forbidden: the words are still on the page.
	}
}

export function dropBackup(store: Store, assignmentId: string): void {
	store.removeItem(keyOf(assignmentId));
}

/** The words kept for a case; null when there are none that can be read. */
export function findBackup(store: Store, assignmentId: string): Backup | null {
	try {
		const parsed = saveDraftSchema.safeParse(JSON.parse(store.getItem(keyOf(assignmentId)) ?? 'null'));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}
