import { describe, expect, it } from 'vitest';
import { emptyDraftBody, MAX_SITE_COMMENT_CHARS, MAX_TEXT_CHARS } from '#lib/core/scoring/draft.ts';
import { postedDraft, reviewFormSchema, saveDraftSchema } from './schemas.ts';

const posted = { id: 'a', revision: '4', activeMs: '61000', impression: 'Subdural.', findings: '[]' };

describe('the posted form of a review', () => {
	it('reads empty choices as none, not as a judgement', () => {
		const parsed = reviewFormSchema.parse({ ...posted, cause: '', imageQuality: '' });
		expect(parsed).toEqual({
			id: 'a',
			revision: 4,
			activeMs: 61_000,
			impression: 'Subdural.',
			body: {
				expectedness: null,
				significance: null,
				direction: null,
				cause: null,
				factors: [],
				comment: '',
				imageQuality: null,
				imageIssues: [],
				siteComment: '',
				reportQuality: null,
				greatCatch: false,
				learningValue: false,
				needsCorrection: false,
				findings: []
			}
		});
	});

	it.each([
		['one factor', { factors: 'image-quality' }, { factors: ['image-quality'] }],
		['two factors', { factors: ['image-quality', 'ai-result'] }, { factors: ['image-quality', 'ai-result'] }],
		['one issue of the images', { imageIssues: 'motion' }, { imageIssues: ['motion'] }],
		['a ticked box', { greatCatch: 'on' }, { greatCatch: true }],
		['a score', { expectedness: '3', significance: 'b' }, { expectedness: '3', significance: 'b' }]
	])('reads %s as a browser sends it', (_what, given, body) => {
		expect(reviewFormSchema.parse({ ...posted, ...given }).body).toMatchObject(body);
	});

	it('refuses marks that it cannot read, by name', () => {
		const parsed = reviewFormSchema.safeParse({ ...posted, findings: '{' });
		expect(parsed.error?.issues[0]?.message).toBe('marks-unreadable');
	});

	it('is shown again when it was refused, and another form is not', () => {
		expect(postedDraft({ ...posted, comment: 'Kept.' })).toMatchObject({ body: { comment: 'Kept.' } });
		const long = 'x'.repeat(25_000);
		expect(postedDraft({ ...posted, comment: long })).toMatchObject({ body: { comment: long } });
		expect(postedDraft({ id: 'a', reason: '' })).toBeNull();
		expect(postedDraft(undefined)).toBeNull();
	});
});

describe('words of a review that are too long', () => {
	const fields = [
		['impression', MAX_TEXT_CHARS],
		['comment', MAX_TEXT_CHARS],
		['siteComment', MAX_SITE_COMMENT_CHARS]
	] as const;

	it.each(fields)('are refused by name as the posted %s of %d characters and one', (name, most) => {
		const issuesAt = (length: number) =>
			reviewFormSchema.safeParse({ ...posted, [name]: 'x'.repeat(length) }).error?.issues;
		expect(issuesAt(most)).toBeUndefined();
		expect(issuesAt(most + 1)).toMatchObject([{ path: [name], message: 'text-too-long' }]);
	});

	it.each(fields)('are refused by name as the %s of a draft of %d characters and one', (name, most) => {
		const messageAt = (length: number) => {
			const words = { [name]: 'x'.repeat(length) };
			const body = name === 'impression' ? emptyDraftBody : { ...emptyDraftBody, ...words };
			const draft = { revision: 0, activeMs: 0, impression: '', body };
			const parsed = saveDraftSchema.safeParse(name === 'impression' ? { ...draft, ...words } : draft);
			return parsed.error?.issues[0]?.message;
		};
		expect([messageAt(most), messageAt(most + 1)]).toEqual([undefined, 'text-too-long']);
	});
});
