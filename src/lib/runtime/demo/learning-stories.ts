import type { DemoModality, DemoRegion } from '#lib/core/demo/group/types.ts';
import type { LearningKind } from '#lib/core/learning/kinds.ts';

/** What somebody of the demo group shares. */
export type LearningStory = {
	readonly modality: DemoModality;
	readonly region: DemoRegion;
	readonly kind: LearningKind;
	readonly title: string;
	readonly story: string;
	readonly points: string;
	/** What the meeting took away. */
	readonly taken: string;
	/** At the held meeting; else it waits for a decision. */
	readonly isShown: boolean;
};

export const learningStories: readonly LearningStory[] = [
	{
		modality: 'CT',
		region: 'head',
		kind: 'great-catch',
		title: 'Headache after a fall, the second day',
		story:
			'The first examination was normal. A colleague compared slice by slice and saw that the tentorium had become denser.',
		points: 'Compare with the earlier examination at the same level and window.',
		taken:
			'A thin layer along the tentorium or the falx is easily taken for calcification: compare both sides and the earlier study.',
		isShown: true
	},
	{
		modality: 'XR',
		region: 'chest',
		kind: 'near-miss',
		title: 'Cough for three weeks',
		story:
			'The question was pneumonia and there was one. The nodule behind the clavicle was added a minute before signing.',
		points: 'An answered question ends the search too early.',
		taken:
			'After the first finding, go through apices, hila, behind the heart and below the diaphragm once more.',
		isShown: true
	},
	{
		modality: 'CT',
		region: 'abdomen',
		kind: 'opportunity',
		title: 'Pain on the right side at night',
		story: 'The appendix was normal and well described. The lung base on the first image was not looked at.',
		points: 'The first and the last image belong to the examination.',
		taken:
			'Read the lung bases and the last pelvic image before the impression. The template gets a line for it.',
		isShown: true
	},
	{
		modality: 'MR',
		region: 'spine',
		kind: 'great-catch',
		title: 'Back pain and a full bladder',
		story:
			'The sagittal localiser showed the bladder. The reader called at once instead of waiting for the axial images.',
		points: 'A full bladder beside back pain is a finding.',
		taken: '',
		isShown: false
	},
	{
		modality: 'US',
		region: 'abdomen',
		kind: 'opportunity',
		title: 'A wall that was thick on one image alone',
		story: 'The gallbladder wall was measured once, across a fold. Two planes would have shown it.',
		points: 'Measure a wall in two planes.',
		taken: '',
		isShown: false
	}
];
