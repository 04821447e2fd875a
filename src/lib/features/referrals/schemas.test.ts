import { describe, expect, it } from 'vitest';
import { gradePairSchema } from './schemas.ts';

describe('the grade of a pair', () => {
	const sent = (grade: string, words: string, refer?: 'on') =>
		gradePairSchema.safeParse({ pairId: '7', gradedFor: 'group', grade, words, refer });

	it.each([
		['major', '', undefined],
		['major', '   ', undefined],
		['minor', '', 'on']
	] as const)('%s with the words %j, to review: %s, makes no case without words', (grade, words, refer) => {
		const parsed = sent(grade, words, refer);
		expect(parsed.error?.issues).toMatchObject([{ path: ['words'], message: 'difference-required' }]);
	});

	it.each([
		['major', 'A nodule.', undefined],
		['minor', '', undefined],
		['concur', '', 'on']
	] as const)('%s with the words %j is kept', (grade, words, refer) => {
		expect(sent(grade, words, refer).success).toBe(true);
	});
});
