import { describe, expect, it } from 'vitest';
import { priorsIn } from './priors-in.ts';

const root = '/dicomweb/door';
const annexes = { keyObjects: [], presentations: [], reports: [], unseen: [], unread: 0 };

describe('the earlier studies of a case', () => {
	it('are none where none are known', () => {
		expect(priorsIn({ root })).toEqual({ sources: [], note: undefined });
	});

	it('come from where the case comes from, each by how long before it was, with what was said of it', () => {
		const earlier = { unit: 'years', count: 2, months: 3 } as const;
		const sections = [
			{ heading: 'FINDINGS', text: 'Old infarct.' },
			{ heading: null, text: 'No change.' }
		];
		const { sources } = priorsIn({
			root,
			priors: [
				{ studyUid: '1.2', earlier, words: { report: sections, annexes } },
				{ studyUid: '1.3', earlier, words: { report: null, annexes } }
			]
		});
		const none = { places: [], children: [] };
		expect(sources).toEqual([
			{
				root,
				studyUid: '1.2',
				label: '2 years 3 months earlier',
				annexes,
				report: {
					heading: 'Report, 2 years 3 months earlier',
					value: '',
					places: [],
					children: [
						{ heading: 'FINDINGS', value: 'Old infarct.', ...none },
						{ heading: '', value: 'No change.', ...none }
					]
				}
			},
			{ root, studyUid: '1.3', label: '2 years 3 months earlier', annexes }
		]);
	});

	it.each([
		[1, '1 earlier study is not shown'],
		[3, '3 earlier studies are not shown']
	])('that wait for a check are said to be %i', (priorsHeld, words) => {
		expect(priorsIn({ root, priorsHeld }).note).toContain(words);
	});
});
