import { describe, expect, it } from 'vitest';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { openingOf, seenFirst } from './opening.ts';

/** Of a display set, what decides what a screen shows of it. */
function aSet(id: string, images: number): DisplaySet {
	const frames = Array.from({ length: images }, (_, at) => ({ imageId: `${id}/${at}` }));
	const set: Pick<DisplaySet, 'id' | 'studyUid' | 'modality'> & { frames: object[]; headers: [] } = {
		id,
		studyUid: 'now',
		modality: 'CT',
		frames,
		headers: []
	};
	return set as unknown as DisplaySet; // nothing else is asked
}

const [report, scout, brain, bone] = [
	aSet('report', 0),
	aSet('scout', 2),
	aSet('brain', 30),
	aSet('bone', 40)
];
const sets = [report, scout, brain, bone];
const liked = { layouts: {}, hangings: {}, presets: [] };
const screen = (...cells: ({ displaySetId: string; position?: number } | null)[]) => ({
	layout: { rows: 1, columns: 3 } as const,
	cells
});
const toldOf = (seen: ReturnType<typeof seenFirst>) => seen.map(({ set, position }) => [set.id, position]);

describe('what is fetched ahead of a screen', () => {
	it('is what its cells show, each series once, at the place where the first of them stands', () => {
		const cells = [
			{ displaySetId: 'bone', position: 0 },
			null,
			{ displaySetId: 'brain' },
			{ displaySetId: 'bone' }
		];
		expect(toldOf(seenFirst(screen(...cells), sets))).toEqual([
			['bone', 0],
			['brain', 15]
		]);
	});

	it('is the stack that is read where the screen is not known, not the scout before it', () => {
		expect(toldOf(seenFirst(undefined, sets))).toEqual([['brain', 15]]);
		expect(toldOf(seenFirst(undefined, [report, scout]))).toEqual([['scout', 1]]);
		expect(seenFirst(undefined, [report])).toEqual([]);
	});
});

describe('the screen that a study opens with', () => {
	const none = Promise.resolve([]);

	it('is the stack alone without protocols, also where none arrive', async () => {
		const alone = { layout: { rows: 1, columns: 1 }, cells: [{ displaySetId: 'brain' }] };
		const lost = Promise.reject(new Error('no answer'));
		expect(await openingOf(sets, { studyUid: 'now', liked }, none)).toEqual(alone);
		expect(await openingOf(sets, { studyUid: 'now', liked }, lost)).toEqual(alone);
	});

	it('is not known where somebody has so many cells of their own for the modality', async () => {
		const own = { ...liked, layouts: { CT: { rows: 1, columns: 2 } as const } };
		expect(await openingOf(sets, { studyUid: 'now', liked: own }, none)).toBeUndefined();
	});
});
