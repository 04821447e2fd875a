import { describe, expect, it } from 'vitest';
import { postedDraft, reviewFormSchema } from './schemas.ts';

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

	it.each([
		[{ findings: '{' }, 'marks-unreadable'],
		[{ comment: 'x'.repeat(20_001) }, 'text-too-long']
	])('refuses %j with the code %s', (given, code) => {
		const parsed = reviewFormSchema.safeParse({ ...posted, ...given });
		expect(parsed.error?.issues[0]?.message).toBe(code);
	});

	it('is shown again when it was refused, and another form is not', () => {
		expect(postedDraft({ ...posted, comment: 'Kept.' })).toMatchObject({ body: { comment: 'Kept.' } });
		const long = 'x'.repeat(25_000);
		expect(postedDraft({ ...posted, comment: long })).toMatchObject({ body: { comment: long } });
		expect(postedDraft({ id: 'a', reason: '' })).toBeNull();
		expect(postedDraft(undefined)).toBeNull();
	});
});
