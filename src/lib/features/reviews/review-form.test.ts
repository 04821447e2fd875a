import { describe, expect, it } from 'vitest';
import { emptyDraftBody } from '#lib/core/scoring/draft.ts';
import { ReviewForm } from './review-form.svelte.ts';

const empty = { impression: '', body: emptyDraftBody };

describe('the form of a review', () => {
	it('begins without a score', () => {
		const form = new ReviewForm(empty);
		expect(form.score).toBeNull();
		expect(form.missing('L2', 'score')).toEqual(['score-missing']);
	});

	it('drops the significance when the reviewer concurs after all', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('3');
		form.chooseSignificance('b');
		expect(form.score).toBe('3b');
		form.chooseExpectedness('1');
		expect(form.score).toBe('1');
		expect(form.missing('L2', 'score')).toEqual([]);
	});

	it('keeps the significance between 2 and 3', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('3');
		form.chooseSignificance('a');
		form.chooseExpectedness('2');
		expect(form.score).toBe('2a');
		expect(form.needsReasons).toBe(false);
	});

	it('takes the two axes in either order, and none beside a 1', () => {
		const form = new ReviewForm(empty);
		form.chooseSignificance('b');
		expect(form.score).toBeNull();
		form.chooseExpectedness('2');
		expect(form.score).toBe('2b');
		form.chooseExpectedness('1');
		form.chooseSignificance('b');
		expect(form.score).toBe('1');
	});

	it('asks for the impression first at L3', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('1');
		expect(form.missing('L3', 'impression')).toEqual(['impression-not-locked']);
		expect(form.missing('L3', 'reveal')).toEqual(['report-not-revealed']);
		expect(form.missing('L3', 'score')).toEqual([]);
	});

	it('gives back what was put into it', () => {
		const body = { ...emptyDraftBody, comment: 'Look at image 31.', factors: ['subtle-finding' as const] };
		const form = new ReviewForm({ impression: 'Subdural.', body });
		expect({ impression: form.impression, body: form.body() }).toEqual({ impression: 'Subdural.', body });
	});
});
