import { describe, expect, it } from 'vitest';
import { parseKeyObjects } from './key-objects.ts';
import { refersTo } from './refers-to.ts';
import { shownUid, clean, datasetOf, code, reference, image, words } from './test-annexes.ts';

describe('key objects', () => {
	it('are the images of the content in their order, under the UIDs they are shown by, with what was written, cleaned', async () => {
		const dataset = await datasetOf({
			ConceptNameCodeSequence: [code('113000', 'Of Interest')],
			ContentSequence: [words, image('1.2'), image('1.1', [3]), image('9.9'), image('1.1', [5])]
		});
		const found = parseKeyObjects(dataset, shownUid, clean);
		expect(found).toEqual({
			title: '113000',
			words: '▮ saw it first',
			images: [
				{ sopInstanceUid: 'b.2', frames: [] },
				{ sopInstanceUid: 'b.1', frames: [3, 5] }
			]
		});
	});

	it('are those of the evidence where the content names none, and a title that is none of the standard’s goes', async () => {
		const dataset = await datasetOf({
			ConceptNameCodeSequence: [code('99', 'Smith picks')],
			CurrentRequestedProcedureEvidenceSequence: [
				{ ReferencedSeriesSequence: [{ ReferencedSOPSequence: [reference('1.1'), reference('9.9')] }] }
			]
		});
		expect(parseKeyObjects(dataset, shownUid, clean)).toEqual({
			title: null,
			words: '',
			images: [{ sopInstanceUid: 'b.1', frames: [] }]
		});
	});

	it('are none where nothing that they name is shown', async () => {
		expect(parseKeyObjects(await datasetOf({ ContentSequence: [image('9.9')] }), shownUid, clean)).toBeNull();
		expect(parseKeyObjects(await datasetOf({}), shownUid, clean)).toBeNull();
	});
});

describe('a reference', () => {
	it.each([
		[[], 7, true],
		[[7, 8], 7, true],
		[[8], 7, false]
	])('to the frames %j means frame %i: %s', (frames, frameNumber, means) => {
		const references = [{ sopInstanceUid: 'b.1', frames }];
		expect(refersTo(references, { sopInstanceUid: 'b.1', frameNumber })).toBe(means);
		expect(refersTo(references, { sopInstanceUid: 'b.2', frameNumber })).toBe(false);
	});
});
