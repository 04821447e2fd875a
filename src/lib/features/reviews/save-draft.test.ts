import { describe, expect, it } from 'vitest';
import { emptyDraftBody } from '#lib/core/scoring/draft.ts';
import { isSameDraft } from './save-draft.ts';

const draft = { impression: 'Subdural.', body: { ...emptyDraftBody, comment: 'Image 31.' }, activeMs: 4000 };

describe('two versions of a draft', () => {
	it.each([
		['the time spent', { ...draft, activeMs: 9000 }, true],
		[
			'the order of their fields',
			{ ...draft, body: Object.fromEntries(Object.entries(draft.body).reverse()) as typeof draft.body },
			true
		],
		['the impression', { ...draft, impression: 'Epidural.' }, false],
		['the comment', { ...draft, body: { ...draft.body, comment: '' } }, false],
		['a factor', { ...draft, body: { ...draft.body, factors: ['image-quality'] } }, false]
	])('that differ in %s alone say the same: %#', (_what, other, same) => {
		expect(isSameDraft(draft, other)).toBe(same);
	});
});
