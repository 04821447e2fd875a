import { describe, expect, it } from 'vitest';
import { trackAhead } from './ahead.ts';
import { makeDisplaySets } from '#lib/viewer/study/display-sets.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** One display set of one CT image. */
function aSet(uid: string): DisplaySet[] {
	const value = (vr: string, ...values: unknown[]) => ({ vr, Value: values });
	return makeDisplaySets({ root: '/dicom-web', studyUid: uid }, [
		{
			'00080016': value('UI', '1.2.840.10008.5.1.4.1.1.2'),
			'00080018': value('UI', `${uid}.1.1`),
			'00080060': value('CS', 'CT'),
			'0020000D': value('UI', uid),
			'0020000E': value('UI', `${uid}.1`),
			'00280010': value('US', 1),
			'00280011': value('US', 1)
		}
	]);
}

describe('display sets fetched ahead', () => {
	const first = aSet('1.1');
	const second = aSet('1.2');

	it('are forgotten when others are fetched and nobody opened them', () => {
		const ahead = trackAhead();
		expect(ahead.fetched(first)).toEqual({ load: first, forget: [] });
		expect(ahead.fetched(second)).toEqual({ load: second, forget: first });
	});

	it('are kept once a viewer shows them', () => {
		const ahead = trackAhead();
		ahead.fetched(first);
		ahead.opened(first);
		expect(ahead.fetched(second).forget).toEqual([]);
	});

	it('are kept when a viewer opened them before they were fetched', () => {
		const ahead = trackAhead();
		ahead.opened(first);
		expect(ahead.fetched(first)).toEqual({ load: [], forget: [] });
		expect(ahead.fetched(second).forget).toEqual([]);
	});

	it('can be fetched ahead again after the viewer closed', () => {
		const ahead = trackAhead();
		ahead.opened(first);
		ahead.closed(first);
		expect(ahead.fetched(first).load).toEqual(first);
		expect(ahead.fetched(second).forget).toEqual(first);
	});

	it('wait until a viewer shows them or they are to be forgotten', () => {
		const ahead = trackAhead();
		const areWaiting = () => [...first, ...second].map((set) => ahead.isWaiting(set));
		expect(areWaiting()).toEqual([false, false]);
		ahead.fetched([...first, ...second]);
		expect(areWaiting()).toEqual([true, true]);
		ahead.opened(first);
		expect(areWaiting()).toEqual([false, true]);
		ahead.closed(first);
		ahead.fetched([]);
		expect(areWaiting()).toEqual([false, false]);
	});
});
