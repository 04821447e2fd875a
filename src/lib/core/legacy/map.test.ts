import { describe, expect, it } from 'vitest';
import { isScore } from '#lib/core/scoring/scale.ts';
import { isLegacyScale, legacyScales, mapLegacyCode } from './map.ts';

describe('a score of the past', () => {
	it.each([
		['radpeer-2002', '1', { kind: 'taken', score: '1' }],
		['radpeer-2002', '3', { kind: 'no-significance' }],
		['radpeer-2002', '4', { kind: 'no-significance' }],
		['radpeer-2002', '3b', null],
		['radpeer-2009', '2b', { kind: 'taken', score: '2b' }],
		['radpeer-2009', '4a', { kind: 'mapped', score: '3a' }],
		['radpeer-2009', ' 4B ', { kind: 'mapped', score: '3b' }],
		['radpeer-2009', '4', { kind: 'no-significance' }],
		['radpeer-2009', '0', { kind: 'great-catch' }],
		['radpeer-2016', '3a', { kind: 'taken', score: '3a' }],
		['radpeer-2016', '4b', null],
		['radpeer-2016', '1a', null],
		['radpeer-2009', '', null],
		['radpeer-2009', 'constructor', null]
	] as const)('of %s written %j becomes %j', (scale, code, expected) => {
		expect(mapLegacyCode(scale, code)).toEqual(expected);
	});

	it('is called mapped exactly where today has another code for it', () => {
		for (const scale of legacyScales) {
			for (const code of ['0', '1', '2', '2a', '2b', '3', '3a', '3b', '4', '4a', '4b']) {
				const mapping = mapLegacyCode(scale, code);
				if (mapping === null || !('score' in mapping)) continue;
				expect(isScore(mapping.score)).toBe(true);
				expect(mapping.kind).toBe(mapping.score === code ? 'taken' : 'mapped');
			}
		}
	});

	it('belongs to a scale that is known by name', () => {
		expect(isLegacyScale('radpeer-2009')).toBe(true);
		expect(isLegacyScale('radpeer')).toBe(false);
	});
});
