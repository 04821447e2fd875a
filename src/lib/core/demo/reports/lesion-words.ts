import type { LesionKind, LesionPlan } from '#lib/core/demo/studies/plan.ts';
import type { DemoModality } from '#lib/core/demo/group/types.ts';
import type { Finding } from './templates.ts';

type Words = (lesion: LesionPlan, modality: DemoModality) => Finding;

const words: Readonly<Record<LesionKind, Words>> = {
	subdural: ({ site, sizeMm, side }) => ({
		organ: 'Extra-axial spaces',
		finding: `Hyperdense crescentic extra-axial collection along the ${site}, up to ${sizeMm} mm thick.`,
		impression: `Acute ${side} subdural hematoma, ${sizeMm} mm.`
	}),
	haemorrhage: ({ site, sizeMm }) => ({
		organ: 'Brain',
		finding: `Acute intraparenchymal hemorrhage in the ${site}, ${sizeMm} mm, with surrounding edema.`,
		impression: `Acute intraparenchymal hemorrhage in the ${site}, ${sizeMm} mm.`
	}),
	infarct: ({ site, sizeMm }, modality) => ({
		organ: 'Brain',
		finding:
			modality === 'MR'
				? `Focus of T2 and FLAIR hyperintensity in the ${site}, ${sizeMm} mm.`
				: `Hypodensity with loss of gray-white differentiation in the ${site}.`,
		impression: `Recent infarct in the ${site}.`
	}),
	fracture: ({ site }) => ({
		organ: 'Bones',
		finding: `Linear non-displaced fracture of the ${site} with overlying scalp swelling.`,
		impression: `Non-displaced fracture of the ${site}. No intracranial hemorrhage.`
	}),
	nodule: ({ site, sizeMm }, modality) => ({
		organ: 'Lungs',
		finding: `Solid nodule in the ${site}, ${sizeMm} mm. The lungs are otherwise clear.`,
		impression: `Solid ${sizeMm} mm nodule in the ${site}. ${modality === 'XR' ? 'CT of the chest' : 'PET/CT or biopsy'} recommended.`
	}),
	embolism: ({ site }) => ({
		organ: 'Pulmonary arteries',
		finding: `Filling defect in the ${site}.`,
		impression: `Acute pulmonary embolism in the ${site}. No right heart strain.`
	}),
	pneumothorax: ({ side, sizeMm }) => ({
		organ: 'Pleura',
		finding: `${capital(side)} pneumothorax, up to ${sizeMm} mm. No mediastinal shift.`,
		impression: `${capital(side)} pneumothorax without tension.`
	}),
	effusion: ({ side, sizeMm }) => ({
		organ: 'Pleura',
		finding: `Layering ${side} pleural effusion, ${sizeMm} mm in depth, with adjacent atelectasis. No pneumothorax.`,
		impression: `Moderate ${side} pleural effusion.`
	}),
	consolidation: ({ site }) => ({
		organ: 'Lungs',
		finding: `Airspace consolidation in the ${site}.`,
		impression: `Consolidation in the ${site}, compatible with pneumonia. Follow-up to resolution.`
	}),
	metastasis: ({ site, sizeMm }) => ({
		organ: 'Liver',
		finding: `Hypodense lesion in the ${site}, ${sizeMm} mm, with an indistinct margin.`,
		impression: `Hypodense ${sizeMm} mm lesion in the ${site}, suspicious for metastasis.`
	}),
	'renal-stone': ({ site, sizeMm }) => ({
		organ: 'Kidneys',
		finding: `Calculus in the ${site}, ${sizeMm} mm, with mild fullness of the collecting system.`,
		impression: `Calculus of ${sizeMm} mm in the ${site}.`
	}),
	'free-air': ({ site }) => ({
		organ: 'Peritoneum',
		finding: `Free intraperitoneal air ${site}.`,
		impression: 'Pneumoperitoneum, concerning for perforated viscus.'
	}),
	appendicitis: ({ sizeMm }) => ({
		organ: 'Bowel',
		finding: `Dilated appendix, ${sizeMm} mm, with wall thickening and periappendiceal fat stranding. No abscess.`,
		impression: 'Acute uncomplicated appendicitis.'
	}),
	mass: ({ site, sizeMm }) => ({
		organ: 'Brain',
		finding: `Mass in the ${site}, ${sizeMm} mm, T1 hypointense and T2 hyperintense, with surrounding vasogenic edema.`,
		impression: `Mass in the ${site}, ${sizeMm} mm, suspicious for a primary neoplasm. Contrast-enhanced study recommended.`
	}),
	gallstone: ({ sizeMm }) => ({
		organ: 'Gallbladder',
		finding: `Mobile echogenic stone, ${sizeMm} mm, with posterior acoustic shadowing. No wall thickening.`,
		impression: 'Cholelithiasis without evidence of acute cholecystitis.'
	}),
	aneurysm: ({ sizeMm, site }) => ({
		organ: 'Aorta',
		finding: `Fusiform aneurysm of the ${site}, ${sizeMm} mm, with mural thrombus.`,
		impression: `Aneurysm of the ${site}, ${sizeMm} mm. Vascular surgery referral suggested.`
	})
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a report says that describes the lesion. */
export const describeLesion = (lesion: LesionPlan, modality: DemoModality): Finding =>
	words[lesion.kind](lesion, modality);
