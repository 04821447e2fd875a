import { describe, expect, it } from 'vitest';
import { emptyDraftBody } from '#lib/core/scoring/draft.ts';
import { dropBackup, findBackup, keepBackup } from './draft-backup.ts';

function aStore(given: Record<string, string> = {}) {
	const kept = new Map(Object.entries(given));
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key),
		kept
	};
}

const backup = { revision: 3, impression: 'Subdural.', activeMs: 10, body: emptyDraftBody };

describe('unsaved words', () => {
	it('come back for the case they belong to, and for no other', () => {
		const store = aStore();
		keepBackup(store, 'one', backup);
		expect(findBackup(store, 'one')).toEqual(backup);
		expect(findBackup(store, 'two')).toBeNull();
	});

	it('are gone once they are saved', () => {
		const store = aStore();
		keepBackup(store, 'one', backup);
		dropBackup(store, 'one');
		expect(store.kept.size).toBe(0);
	});

	it.each(['', 'null', '{', '{"revision":"x"}', '[]'])('that cannot be read (%j) are none', (text) => {
		expect(findBackup(aStore({ 'draft:one': text }), 'one')).toBeNull();
	});

	it('are not worth an error where the browser keeps nothing', () => {
		const store = {
			...aStore(),
			setItem() {
				throw new Error('quota');
			}
		};
		expect(() => keepBackup(store, 'one', backup)).not.toThrow();
	});
});
