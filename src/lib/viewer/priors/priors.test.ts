import { expect, it } from 'vitest';
import type { DicomJson, StudySource } from '#lib/viewer/types.ts';
import { Priors } from './priors.svelte.ts';

const text = (vr: string, Value: (string | number)[]) => ({ vr, Value });
const image: DicomJson = {
	'00080016': text('UI', ['1.2.840.10008.5.1.4.1.1.2']),
	'00080018': text('UI', ['1.2.3.4.5']),
	'00080060': text('CS', ['CT']),
	'0020000D': text('UI', ['1.2.3']),
	'0020000E': text('UI', ['1.2.3.4']),
	'00280002': text('US', [1]),
	'00280010': text('US', [4]),
	'00280011': text('US', [4]),
	'00280100': text('US', [16])
};
const source: StudySource = { root: '/dicomweb/cases/1', studyUid: '1.2.3', metadata: [image] };

it('a study that is asked for twice before it is here comes once', async () => {
	const priors = new Priors();
	const [first, second] = await Promise.all([priors.fetch(source, []), priors.fetch(source, [])]);
	expect(first?.map(({ studyUid, takesNoMarks }) => [studyUid, takesNoMarks])).toEqual([['1.2.3', true]]);
	expect(second).toEqual([]);
	expect(await priors.fetch(source, first ?? [])).toEqual([]);
});

it('a study that was forgotten while it was under way comes again', async () => {
	const priors = new Priors();
	const before = priors.fetch(source, []);
	priors.clear();
	const after = await priors.fetch(source, []);
	expect(after).toHaveLength(1);
	await before;
});
