import { describe, expect, it } from 'vitest';
import { parseTarget } from './target.ts';

const parse = (path: string) => parseTarget(path.split('/'));
const object = 'studies/1.2/series/1.3/instances/1.4';

describe('a path', () => {
	it.each([
		['studies', { kind: 'search', level: 'study', study: null, series: null }],
		['series', { kind: 'search', level: 'series', study: null, series: null }],
		['instances', { kind: 'search', level: 'instance', study: null, series: null }],
		['studies/1.2/series', { kind: 'search', level: 'series', study: '1.2', series: null }],
		['studies/1.2/instances', { kind: 'search', level: 'instance', study: '1.2', series: null }],
		['studies/1.2/series/1.3/instances', { kind: 'search', level: 'instance', study: '1.2', series: '1.3' }],
		['studies/1.2', { kind: 'dicom', scope: { study: '1.2', series: null, instance: null } }],
		['studies/1.2/metadata', { kind: 'metadata', scope: { study: '1.2', series: null, instance: null } }],
		['studies/1.2/series/1.3/thumbnail', { kind: 'thumbnail', frames: null }],
		[`${object}/frames/1,3,2`, { kind: 'frames', frames: [1, 3, 2] }],
		[`${object}/frames/7/rendered`, { kind: 'rendered', frames: [7] }],
		[`${object}/rendered`, { kind: 'rendered', frames: null }],
		[`${object}/bulkdata/7fe00010`, { kind: 'bulkdata', tag: 0x7fe00010 }]
	])('%s is understood', (path, expected) => {
		expect(parse(path)).toMatchObject({ ok: true, value: expected });
	});

	it.each([
		['', 'no-such-resource'],
		['patients', 'no-such-resource'],
		['series/1.3', 'no-such-resource'],
		['series/1.3/instances', 'no-such-resource'],
		['studies/1.2/instances/1.4', 'no-such-resource'],
		['studies/1.2/frames/1', 'no-such-resource'],
		['studies/1.2/metadata/more', 'no-such-resource'],
		[`${object}/frames`, 'no-such-resource'],
		[`${object}/frames/1/rendered/more`, 'no-such-resource'],
		[`${object}/bulkdata/PixelData`, 'no-such-resource'],
		['studies//metadata', 'bad-uid'],
		['studies/../metadata', 'bad-uid'],
		['studies/1..2/metadata', 'bad-uid'],
		[`studies/${'1'.repeat(65)}/metadata`, 'bad-uid'],
		["studies/1.2' or 1=1/metadata", 'bad-uid'],
		[`${object}/frames/0`, 'bad-frame-list'],
		[`${object}/frames/1,,2`, 'bad-frame-list'],
		[`${object}/frames/-1`, 'bad-frame-list'],
		[`${object}/frames/1.5`, 'bad-frame-list'],
		[`${object}/frames/1e3`, 'bad-frame-list'],
		[`${object}/frames/${'9'.repeat(20)}`, 'bad-frame-list'],
		[`${object}/frames/${Array.from({ length: 10_000 }, (_, at) => at + 1).join()}`, 'too-many-frames']
	])('%.60s is none: %s', (path, error) => {
		expect(parse(path)).toEqual({ ok: false, error });
	});
});
