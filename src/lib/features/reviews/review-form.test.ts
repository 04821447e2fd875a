import { describe, expect, it } from 'vitest';
import { emptyDraftBody, type Finding } from '#lib/core/scoring/draft.ts';
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

	it('takes a newly flagged image for limited quality, unless it was judged lower', () => {
		const flag = (id: string): Finding => ({
			id,
			kind: 'quality',
			sopInstanceUid: '2.25.1',
			frameNumber: 1,
			frameOfReferenceUid: '',
			points: [],
			pointsPx: [],
			label: ''
		});
		const form = new ReviewForm(empty);
		expect(form.takeMarks([{ ...flag('k'), kind: 'key' }])).toBe(false);
		expect(form.imageQuality).toBeNull();
		expect(form.takeMarks([flag('q')])).toBe(true);
		expect(form.imageQuality).toBe('limited');
		form.imageQuality = 'inadequate';
		expect(form.takeMarks([flag('q'), flag('r')])).toBe(false);
		form.imageQuality = 'adequate';
		expect(form.takeMarks([flag('q')])).toBe(false);
		expect(form.imageQuality).toBe('adequate');
		expect(form.body().findings).toHaveLength(1);
	});

	it('turns direction and qualities with one key each, qualities back to not judged', () => {
		const form = new ReviewForm(empty);
		const seen = (turn: () => void, read: () => string | null) =>
			[1, 2, 3, 4].map(() => {
				turn();
				return read();
			});
		expect(
			seen(
				() => form.turnDirection(),
				() => form.direction
			)
		).toEqual(['miss', 'overcall', 'other', 'miss']);
		expect(
			seen(
				() => form.turnImageQuality(),
				() => form.imageQuality
			)
		).toEqual(['adequate', 'limited', 'inadequate', null]);
		expect(
			seen(
				() => form.turnReportQuality(),
				() => form.reportQuality
			)
		).toEqual(['clear', 'adequate', 'poor', null]);
	});

	it('keeps the second level of a cause only under its first', () => {
		const form = new ReviewForm(empty);
		form.chooseCauseType('under-reading');
		expect(form.cause).toBeNull();
		form.chooseCauseGroup('perception');
		form.chooseCauseType('under-reading');
		form.chooseCauseGroup('perception');
		expect([form.cause, form.causeGroup, form.causeType]).toEqual([
			'perception/under-reading',
			'perception',
			'under-reading'
		]);
		form.chooseCauseGroup('system');
		expect(form.cause).toBe('system');
	});

	it('takes the correction back with the discrepancy it was for', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('3');
		form.needsCorrection = true;
		form.chooseExpectedness('1');
		expect(form.body().needsCorrection).toBe(false);
	});

	it('gives back what was put into it', () => {
		const body = { ...emptyDraftBody, comment: 'Look at image 31.', factors: ['subtle-finding' as const] };
		const form = new ReviewForm({ impression: 'Subdural.', body });
		expect({ impression: form.impression, body: form.body() }).toEqual({ impression: 'Subdural.', body });
	});
});

describe('strokes from an open report to a submitted review', () => {
	/** Presses Enter until nothing is asked any more; the last Enter submits. */
	function entersUntilSubmitted(form: ReviewForm): number {
		for (let enters = 1; enters < 10; enters++) {
			if (form.missing('L2', 'score').length > 0) throw new Error('something is missing');
			if (form.askBeforeConcur() === null) return enters;
		}
		throw new Error('never submitted');
	}

	it('are four for a bare 1 and four for a bare 2a', () => {
		const concur = new ReviewForm(empty);
		concur.chooseExpectedness('1');
		const concurStrokes = 1 + entersUntilSubmitted(concur);

		const discrepancy = new ReviewForm(empty);
		discrepancy.chooseExpectedness('2');
		discrepancy.chooseSignificance('a');
		discrepancy.chooseCauseGroup('perception');
		const discrepancyStrokes = 3 + entersUntilSubmitted(discrepancy);

		expect([concurStrokes, discrepancyStrokes]).toEqual([4, 4]);
	});

	it('are as many when the report was judged instead of the question left', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('1');
		form.turnReportQuality();
		expect(2 + entersUntilSubmitted(form)).toBe(4);
	});

	it('do not ask whether there is nothing to add when something was added', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('1');
		form.greatCatch = true;
		expect(form.askBeforeConcur()).toBe('report-quality');
		expect(form.askBeforeConcur()).toBeNull();
	});

	it('begin anew when the score changes', () => {
		const form = new ReviewForm(empty);
		form.chooseExpectedness('1');
		entersUntilSubmitted(form);
		form.chooseExpectedness('1');
		expect(form.askBeforeConcur()).toBe('report-quality');
	});
});
