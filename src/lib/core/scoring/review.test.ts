import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from './built-in-taxonomies.ts';
import { emptyDraftBody, type Draft, type DraftBody } from './draft.ts';
import { missingFor, scoreReview } from './review.ts';
import { expectedness, makeScore, needsCommentAndCause, significances } from './scale.ts';
import { causesOf, directions } from './taxonomy.ts';

const at9 = { now: 9, taxonomy: defaultTaxonomy };

const draft: Draft = {
	assignmentId: 'a',
	caseId: 'c',
	reviewerId: 'u',
	ordinal: 1,
	level: 'L3',
	openedAt: 1,
	impression: ' Small left subdural. ',
	impressionLockedAt: 2,
	reportRevealedAt: 3,
	body: emptyDraftBody,
	revision: 4,
	activeMs: 61_000,
	savedAt: 3
};

const full: DraftBody = {
	...emptyDraftBody,
	expectedness: '3',
	significance: 'b',
	direction: 'miss',
	cause: 'perception/under-reading',
	comment: 'Subdural along the falx, image 31.'
};

describe('scoring a review', () => {
	it.each<[string, Partial<Draft>, Partial<DraftBody>, string]>([
		['no score has been chosen', {}, { expectedness: null, significance: null }, 'score-missing'],
		['2 comes without a or b', {}, { expectedness: '2', significance: null }, 'score-missing'],
		['a comes without a number', {}, { expectedness: null, significance: 'a' }, 'score-missing'],
		['1 comes with b', {}, { expectedness: '1' }, 'score-contradictory'],
		['3b has no direction', {}, { direction: null }, 'direction-required'],
		['3b has no cause', {}, { cause: null }, 'cause-required'],
		['3b has a blank comment', {}, { comment: '  \n' }, 'comment-required'],
		['3a has no comment', {}, { significance: 'a', comment: '' }, 'comment-required'],
		['2b has no cause', {}, { expectedness: '2', cause: null }, 'cause-required'],
		['the impression of L3 is open', { impressionLockedAt: null }, {}, 'impression-not-locked'],
		['the report of L3 is sealed', { reportRevealedAt: null }, {}, 'report-not-revealed']
	])('is refused when %s', (_when, ofDraft, ofBody, error) => {
		expect(scoreReview({ ...draft, ...ofDraft }, { ...full, ...ofBody }, at9)).toEqual({ ok: false, error });
	});

	it('keeps what was said, with the version of the taxonomy', () => {
		expect(scoreReview(draft, full, at9)).toMatchObject({
			ok: true,
			value: {
				score: '3b',
				direction: 'miss',
				cause: 'perception/under-reading',
				impression: 'Small left subdural.',
				activeMs: 61_000,
				taxonomyVersion: '2026.2',
				submittedAt: 9
			}
		});
	});

	it.each(['L1', 'L2'] as const)('needs no impression at %s', (level) => {
		const open = { ...draft, level, impression: '', impressionLockedAt: null, reportRevealedAt: null };
		const body = { ...emptyDraftBody, expectedness: '1' as const };
		expect(scoreReview(open, body, at9)).toMatchObject({ ok: true, value: { score: '1', impression: null } });
	});

	it('takes direction, cause and factors from a concurring score', () => {
		const body: DraftBody = { ...full, expectedness: '1', significance: null, factors: ['image-quality'] };
		expect(scoreReview(draft, body, at9)).toMatchObject({
			ok: true,
			value: { score: '1', direction: null, cause: null, factors: [] }
		});
	});

	it('asks for the first level of the cause and nothing else at 2a', () => {
		const body: DraftBody = { ...emptyDraftBody, expectedness: '2', significance: 'a' };
		expect(missingFor(draft, body)).toEqual(['cause-required']);
		expect(missingFor(draft, { ...body, cause: 'perception' })).toEqual([]);
	});

	it.each<[string, Partial<DraftBody>, string]>([
		['cause', { cause: 'bad-luck' }, 'cause-unknown'],
		['type of a cause', { cause: 'perception/bad-luck' }, 'cause-unknown'],
		['type of another cause', { cause: 'system/under-reading' }, 'cause-unknown'],
		['factor', { factors: ['subtle-finding', 'moon'] }, 'factor-unknown'],
		['issue of the images', { imageIssues: ['moon'] }, 'image-issue-unknown']
	])('refuses a %s that the taxonomy does not name', (_what, given, error) => {
		expect(scoreReview(draft, { ...full, ...given }, at9)).toEqual({ ok: false, error });
	});

	it('keeps feedback on images and report, and what is worth learning, beside any score', () => {
		const body: DraftBody = {
			...emptyDraftBody,
			expectedness: '1',
			imageQuality: 'limited',
			imageIssues: ['motion', 'motion'],
			siteComment: ' Second series repeated. ',
			reportQuality: 'clear',
			greatCatch: true,
			learningValue: true
		};
		expect(scoreReview(draft, body, at9)).toMatchObject({
			ok: true,
			value: {
				imageIssues: ['motion'],
				siteComment: 'Second series repeated.',
				reportQuality: 'clear',
				greatCatch: true,
				learningValue: true
			}
		});
	});

	it('flags for correction only what differs from the report', () => {
		const flagged = { ...full, needsCorrection: true };
		expect(scoreReview(draft, flagged, at9)).toMatchObject({ value: { needsCorrection: true } });
		const concurring: DraftBody = { ...flagged, expectedness: '1', significance: null };
		expect(scoreReview(draft, concurring, at9)).toMatchObject({ value: { needsCorrection: false } });
	});

	it('names everything that is missing at once, in the order of the form', () => {
		const body: DraftBody = { ...emptyDraftBody, expectedness: '3', significance: 'b' };
		expect(missingFor(draft, body)).toEqual(['direction-required', 'cause-required', 'comment-required']);
	});

	it('never makes a review that lacks what its score requires', () => {
		const bodies = fc.record({
			expectedness: fc.constantFrom(null, ...expectedness),
			significance: fc.constantFrom(null, ...significances),
			direction: fc.constantFrom(null, ...directions),
			cause: fc.constantFrom(null, ...causesOf(defaultTaxonomy)),
			comment: fc.constantFrom('', ' ', 'A comment.')
		});
		fc.assert(
			fc.property(bodies, fc.boolean(), fc.boolean(), (some, locked, revealed) => {
				const at = { impressionLockedAt: locked ? 2 : null, reportRevealedAt: revealed ? 3 : null };
				const review = scoreReview({ ...draft, ...at }, { ...emptyDraftBody, ...some }, at9);
				if (!review.ok) return;
				expect(locked && revealed).toBe(true);
				expect(review.value.score).toBe(makeScore(some.expectedness, some.significance));
				if (!needsCommentAndCause(review.value.score)) return;
				expect(review.value.direction).not.toBeNull();
				expect(review.value.cause).not.toBeNull();
				expect(review.value.comment?.trim()).toBeTruthy();
			})
		);
	});
});
