import { describe, expect, it } from 'vitest';
import { blindnessRows, mutualPairsOf } from './blindness.ts';

describe('how blind it can be', () => {
	it('counts the readers and reviewers of each modality and marks small groups', () => {
		const read = (modality: string, readerId: string, n = 3) => ({ modality, readerId, n });
		const reads = [
			...['a', 'b', 'c'].map((id) => read('CT', id)),
			read('CT', 'a', 9),
			read('CT', 'd', 0),
			read('MG', 'a')
		];
		const reviewers = [['CT', 'MG'], ['CT'], ['CT']].map((modalities) => ({ modalities }));
		expect(blindnessRows(reads, reviewers, 3)).toEqual([
			{ modality: 'CT', readers: 3, reviewers: 3, isSmall: false },
			{ modality: 'MG', readers: 1, reviewers: 1, isSmall: true }
		]);
	});

	it('counts a pair once that reviewed each other, however often', () => {
		const pair = (reviewer: string, reader: string) => ({ reviewer, reader });
		expect(mutualPairsOf([pair('a', 'b'), pair('b', 'a'), pair('b', 'a'), pair('a', 'c')])).toBe(1);
		expect(mutualPairsOf([pair('a', 'b'), pair('b', 'c'), pair('c', 'a')])).toBe(0);
	});
});
