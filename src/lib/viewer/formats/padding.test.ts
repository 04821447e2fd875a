import { describe, expect, it } from 'vitest';
import { aspectOf } from '#lib/viewer/study/aspect.ts';
import { findPadding, isPadding } from './padding.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

const numbers = (...Value: (number | string)[]) => ({ vr: 'DS', Value });

describe('padding', () => {
	it.each<[string, DicomJson, [number, number] | null]>([
		['is not there unless the header says so', { '00280010': numbers(8) }, null],
		['is one value', { '00280120': numbers(63_536) }, [63_536, 63_536]],
		['is a range', { '00280120': numbers(0), '00280121': numbers(10) }, [0, 10]],
		['is a range downward', { '00280120': numbers(100), '00280121': numbers(90) }, [90, 100]],
		['has the sign of the values', { '00280120': numbers(63_536), '00280103': numbers(1) }, [-2000, -2000]],
		[
			'is rescaled as values are',
			{
				'00280120': numbers(-2000),
				'00280103': numbers(1),
				'00281052': numbers(-1024),
				'00281053': numbers(2)
			},
			[-5024, -5024]
		]
	])('%s', (_, header, padding) => {
		expect(findPadding(header)).toEqual(padding);
	});

	it('is found again after a rescale to fractions, and nothing beside it is', () => {
		const padding = findPadding({ '00280120': numbers(3), '00281053': numbers(0.1) });
		if (!padding) throw new Error('none');
		expect(isPadding(Math.fround(3 * 0.1), padding)).toBe(true);
		expect(isPadding(0.31, padding)).toBe(false);
		expect(isPadding(-1999, [-2000, -2000])).toBe(false);
	});
});

describe('the shape of a pixel', () => {
	it.each<[string, DicomJson, number]>([
		['is a square where nothing is said', {}, 1],
		['is left to Pixel Spacing', { '00280030': numbers(2, 1), '00280034': numbers(3, 1) }, 1],
		['is that of the detector', { '00181164': numbers(0.2, 0.1), '00280034': numbers(3, 1) }, 2],
		['is height by width', { '00280034': numbers(6, 5) }, 1.2],
		['is a square where the ratio is none', { '00280034': numbers(0, 1) }, 1]
	])('%s', (_, header, aspect) => {
		expect(aspectOf(header)).toBeCloseTo(aspect, 12);
	});
});
