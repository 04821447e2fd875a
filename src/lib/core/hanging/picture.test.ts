import { describe, expect, it } from 'vitest';
import { contrastOf, sequenceOf, type Picture } from './picture.ts';
import { series } from './test-pictures.ts';

describe('what an MR series is', () => {
	it.each<[string, Partial<Picture>, string | null]>([
		['T2 FLAIR', {}, 'flair'],
		['T1 FLAIR', {}, 't1'],
		['DWI ADC', {}, 'adc'],
		['AX', { bValue: 1000 }, 'dwi'],
		['AX', { repetitionTimeMs: 500, echoTimeMs: 12 }, 't1'],
		['AX', { repetitionTimeMs: 4000, echoTimeMs: 100 }, 't2'],
		['AX', { repetitionTimeMs: 9000, echoTimeMs: 120, inversionTimeMs: 2500 }, 'flair'],
		['AX', { repetitionTimeMs: 4000, echoTimeMs: 40, inversionTimeMs: 160 }, 'stir'],
		['AX', { repetitionTimeMs: 3000, echoTimeMs: 30 }, 'pd'],
		['AX', { repetitionTimeMs: 1500, echoTimeMs: 60 }, null]
	])('%s with %o is %s', (words, more, expected) => {
		expect(sequenceOf(series('a', 'MR', words, more))).toBe(expected);
	});

	it.each([
		['T1 POST GAD', 'yes'],
		['T1 WITHOUT CONTRAST', 'no'],
		['T1', null]
	])('%s says %s about contrast medium', (words, expected) => {
		expect(contrastOf({ words: words.split(' ') })).toBe(expected);
	});
});
