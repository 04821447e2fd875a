import type { DemoModality, DemoPatientClass, DemoRegion, DemoSection } from './types.ts';

export type SectionMix = {
	/** Shares of XR, CT, MR, US, MG, NM. */
	readonly modalities: readonly number[];
	/** Share of the section's XR, CT and US that is read at night. */
	readonly night: number;
	/** Shares of emergency, inpatient and outpatient. */
	readonly classes: readonly [number, number, number];
};

/** Section 1 of the simulation model. */
export const sectionMix: Readonly<Record<DemoSection, SectionMix>> = {
	general: { modalities: [0.5, 0.22, 0.08, 0.16, 0.02, 0.02], night: 0.1, classes: [0.35, 0.25, 0.4] },
	ed: { modalities: [0.52, 0.4, 0, 0.08, 0, 0], night: 0.7, classes: [0.9, 0.1, 0] },
	neuro: { modalities: [0.1, 0.4, 0.5, 0, 0, 0], night: 0.05, classes: [0.25, 0.3, 0.45] },
	body: { modalities: [0.12, 0.5, 0.16, 0.22, 0, 0], night: 0.05, classes: [0.25, 0.3, 0.45] },
	msk: { modalities: [0.55, 0.1, 0.35, 0, 0, 0], night: 0.05, classes: [0.15, 0.1, 0.75] },
	breast: { modalities: [0.05, 0, 0.1, 0.2, 0.65, 0], night: 0, classes: [0, 0.02, 0.98] },
	nuclear: { modalities: [0.25, 0.25, 0, 0, 0, 0.5], night: 0, classes: [0, 0.3, 0.7] }
};

export const patientClasses: readonly DemoPatientClass[] = ['emergency', 'inpatient', 'outpatient'];

/** Share of finalised reads drawn for review, by modality. */
export const samplingRates: Readonly<Record<DemoModality, number>> = {
	XR: 0.015,
	CT: 0.04,
	MR: 0.04,
	US: 0.02,
	MG: 0.025,
	NM: 0.05
};

/** Share of drawn cases that are in fact reviewed. */
export const completionShare = 0.92;

export type Procedure = { readonly region: DemoRegion; readonly name: string; readonly weight: number };

const procedure = (region: DemoRegion, name: string, weight: number): Procedure => ({ region, name, weight });

/** What is done, by modality; sections then favour their own regions. */
export const procedures: Readonly<Record<DemoModality, readonly Procedure[]>> = {
	XR: [
		procedure('chest', 'XR CHEST 2 VIEWS', 24),
		procedure('chest', 'XR CHEST 1 VIEW PORTABLE', 18),
		procedure('extremity', 'XR ANKLE 3 VIEWS', 7),
		procedure('extremity', 'XR KNEE 3 VIEWS', 9),
		procedure('extremity', 'XR WRIST 3 VIEWS', 7),
		procedure('extremity', 'XR SHOULDER 2 VIEWS', 6),
		procedure('abdomen', 'XR ABDOMEN 1 VIEW', 8),
		procedure('spine', 'XR LUMBAR SPINE 2 VIEWS', 7),
		procedure('pelvis', 'XR PELVIS AND HIP', 6)
	],
	CT: [
		procedure('head', 'CT HEAD WITHOUT CONTRAST', 24),
		procedure('chest', 'CT CHEST WITH CONTRAST', 12),
		procedure('chest', 'CT ANGIOGRAPHY CHEST PULMONARY EMBOLISM', 9),
		procedure('abdomen', 'CT ABDOMEN AND PELVIS WITH CONTRAST', 24),
		procedure('abdomen', 'CT ABDOMEN AND PELVIS WITHOUT CONTRAST', 8),
		procedure('spine', 'CT CERVICAL SPINE WITHOUT CONTRAST', 10),
		procedure('neck', 'CT ANGIOGRAPHY HEAD AND NECK', 6)
	],
	MR: [
		procedure('head', 'MR BRAIN WITHOUT CONTRAST', 18),
		procedure('head', 'MR BRAIN WITH AND WITHOUT CONTRAST', 14),
		procedure('spine', 'MR LUMBAR SPINE WITHOUT CONTRAST', 20),
		procedure('spine', 'MR CERVICAL SPINE WITHOUT CONTRAST', 10),
		procedure('extremity', 'MR KNEE WITHOUT CONTRAST', 14),
		procedure('extremity', 'MR SHOULDER WITHOUT CONTRAST', 8),
		procedure('abdomen', 'MR ABDOMEN WITH AND WITHOUT CONTRAST', 9),
		procedure('breast', 'MR BREAST BILATERAL WITH AND WITHOUT CONTRAST', 2)
	],
	US: [
		procedure('abdomen', 'US ABDOMEN RIGHT UPPER QUADRANT', 20),
		procedure('abdomen', 'US ABDOMEN COMPLETE', 12),
		procedure('abdomen', 'US KIDNEYS AND BLADDER', 12),
		procedure('extremity', 'US VENOUS DUPLEX LOWER EXTREMITY', 14),
		procedure('pelvis', 'US PELVIS', 12),
		procedure('neck', 'US THYROID', 8),
		procedure('breast', 'US BREAST LIMITED', 2)
	],
	MG: [
		procedure('breast', 'MG SCREENING MAMMOGRAM BILATERAL', 75),
		procedure('breast', 'MG DIAGNOSTIC MAMMOGRAM', 25)
	],
	NM: [
		procedure('whole-body', 'NM BONE SCAN WHOLE BODY', 30),
		procedure('heart', 'NM MYOCARDIAL PERFUSION SPECT', 45),
		procedure('abdomen', 'NM HEPATOBILIARY SCAN', 25)
	]
};

const favoured: Readonly<Record<DemoSection, readonly DemoRegion[]>> = {
	general: [],
	ed: ['head', 'chest', 'abdomen'],
	neuro: ['head', 'neck', 'spine'],
	body: ['chest', 'abdomen', 'pelvis'],
	msk: ['extremity', 'spine', 'pelvis'],
	breast: ['breast'],
	nuclear: ['heart', 'whole-body']
};

/** Weights of a modality's procedures for one section: its own regions count eight-fold. */
export function procedureWeights(section: DemoSection, modality: DemoModality): readonly number[] {
	return procedures[modality].map(
		(item) =>
			item.weight * (favoured[section].includes(item.region) ? 8 : 1) * breastShare(section, item.region)
	);
}

const breastShare = (section: DemoSection, region: DemoRegion): number =>
	region === 'breast' && section !== 'breast' ? 0.5 : 1;
