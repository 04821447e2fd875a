import type { Random } from '#lib/core/demo/random.ts';
import type { DemoDirection, DemoRead, DemoRegion } from './types.ts';

const missed: Readonly<Record<DemoRegion, readonly string[]>> = {
	head: [
		'Thin extra-axial collection along the convexity',
		'Small hypodensity in the insula',
		'Hyperdense vessel sign',
		'Subtle sulcal blood near the vertex'
	],
	neck: [
		'Short dissection flap of the vertebral artery',
		'Small aneurysm at the communicating artery',
		'Enlarged level III node'
	],
	spine: ['Non-displaced facet fracture', 'Foraminal disc protrusion at L5-S1', 'Marrow lesion in a pedicle'],
	chest: [
		'Nodule behind the clavicle',
		'Subsegmental filling defect',
		'Small apical pneumothorax',
		'Rib fracture laterally',
		'Retrocardiac consolidation'
	],
	abdomen: [
		'Small hypodense liver lesion',
		'Non-obstructing ureteral stone',
		'Locule of free gas under the diaphragm',
		'Inflamed appendix tip',
		'Small pancreatic tail lesion'
	],
	pelvis: [
		'Non-displaced femoral neck fracture',
		'Adnexal cyst with a solid part',
		'Sacral insufficiency fracture'
	],
	extremity: [
		'Avulsion fracture at the lateral malleolus',
		'Scaphoid waist fracture line',
		'Meniscal root tear',
		'Small joint effusion'
	],
	breast: [
		'Cluster of fine calcifications',
		'Architectural distortion on one view',
		'Asymmetry, new since the prior'
	],
	heart: ['Small reversible inferolateral defect', 'Transient ischaemic dilatation'],
	'whole-body': ['Uptake in a rib', 'Focal uptake in the iliac crest']
};

const endings: Readonly<Record<DemoDirection, readonly string[]>> = {
	miss: [
		'not mentioned; visible in retrospect.',
		'not described. Seen on two adjacent images.',
		'missed; a prior for comparison would have helped.',
		'not reported. I would recommend follow-up.'
	],
	overcall: [
		'was described, but I think it is partial volume.',
		'reported as new; unchanged in my opinion.',
		'called definite; I would have left it as possible.'
	],
	other: [
		'is in the findings but not in the impression.',
		'mentioned with the wrong side.',
		'described without a recommendation.'
	]
};

/** A reviewer's sentence about a discrepancy; names nobody. */
export const drawComment = (random: Random, read: DemoRead, direction: DemoDirection): string =>
	`${random.pick(missed[read.region])} ${random.pick(endings[direction])}`;
