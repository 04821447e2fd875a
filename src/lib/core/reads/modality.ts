import type { BodyRegion, Modality } from './incoming-read.ts';

// prettier-ignore
/** Codes of HL7 table 0074, of DICOM (0008,0060) and of common departments. */
const codes: Readonly<Record<string, Modality>> = {
	CR: 'XR', DX: 'XR', DR: 'XR', XR: 'XR', RG: 'XR', RX: 'XR', GR: 'XR', XRAY: 'XR', PX: 'XR', IO: 'XR', BMD: 'XR',
	CT: 'CT', CTA: 'CT',
	MR: 'MR', MRI: 'MR', NMR: 'MR', MRA: 'MR',
	US: 'US', RUS: 'US', OUS: 'US', VUS: 'US', CUS: 'US', ECHO: 'US',
	MG: 'MG', MAM: 'MG', MAMMO: 'MG',
	NM: 'NM', NMS: 'NM',
	PT: 'PT', PET: 'PT',
	RF: 'FL', FL: 'FL', FLUORO: 'FL',
	XA: 'XA', IR: 'XA', ANG: 'XA', AS: 'XA', RCB: 'XA'
};

/** First match wins: what names the acquisition most exactly stands first. */
const words: readonly (readonly [RegExp, Modality])[] = [
	[/\bPET|\bFDG\b|\bPSMA\b/, 'PT'],
	[/MAMMO|\bTOMOSYNTHESIS\b|\bMG\b|\bBREAST TOMO/, 'MG'],
	[/\bMR[AIV]?\b|MAGNETIC RESONANCE|\bMRCP\b|\bD?MRI\b|\bCMR/, 'MR'],
	[/\bCT[AUV]?\b|\bCAT SCAN\b|COMPUTED TOMOGRAPHY|^CT/, 'CT'],
	[/ANGIO|\bXA\b|\bIR\b|\bEMBOLI[SZ]ATION/, 'XA'],
	[/\bNM\b|NUCLEAR|SPECT|SCINTIGRA|\bBONE SCAN|\bHIDA\b|\bMUGA\b|PERFUSION (REST|STRESS)/, 'NM'],
	[/\bUS\b|ULTRASOUND|SONOGRA|DOPPLER|DUPLEX|ECHOCARDIO/, 'US'],
	[/FLUORO|BARIUM|SWALLOW|\bUGI\b|UPPER GI|ENEMA|\bVCUG\b|\bESOPHAGRAM|\bRF\b/, 'FL'],
	[
		/\bXR\b|X[ -]?RAY|RADIOGRA|\bDX\b|\bDEXA\b|\bDXA\b|\b\d+ (OR \d+ )?VIEWS?\b|\bVIEWS?\b|\bCXR\b|\bKUB\b|\bPORTABLE\b/,
		'XR'
	]
];

const regions: readonly (readonly [RegExp, BodyRegion])[] = [
	[/BREAST|MAMMO/, 'breast'],
	[/WHOLE BODY|SKULL BASE TO|EYES TO THIGHS|BONE SCAN|SKELETAL SURVEY/, 'whole-body'],
	[/CORONARY|CARDIAC|HEART|MYOCARD|ECHOCARDIO/, 'heart'],
	[/SPINE|CERVICAL|THORACIC SP|LUMBAR|SACR|\b[CTL]-?SPINE/, 'spine'],
	[/HEAD|BRAIN|SKULL|ORBIT|SINUS|FACIAL|FACE|TEMPORAL|PITUITARY|MANDIB|\bIAC/, 'head'],
	[/NECK|THYROID|CAROTID|SOFT TISSUE NECK/, 'neck'],
	[
		/ABD|LIVER|KIDNEY|RENAL|PANCRE|BILIARY|GALLBLADDER|HEPAT|\bKUB\b|MRCP|APPEND|SPLEEN|HIDA|ENTEROGRA|UGI|ESOPH|AORTA/,
		'abdomen'
	],
	[/PELVI|PROSTATE|UTER|OVAR|BLADDER|SCROT|TESTIC|OBSTETRIC|\bOB\b/, 'pelvis'],
	[/CHEST|LUNG|THORA|\bRIBS?\b|STERN|CXR|PULMONARY/, 'chest'],
	[
		/KNEE|HIP|ANKLE|FOOT|TOE|LEG|FEMUR|TIBIA|SHOULDER|ELBOW|WRIST|HAND|FINGER|FOREARM|HUMERUS|\bARM\b|EXTREM|CALCAN|HEEL|VENOUS/,
		'extremity'
	]
];

/**
 * The report group of a study, or null when nothing tells. The procedure's words come before the department's code where it
 * books PET/CT under CT; a code such as `IMG` says nothing, and the report's opening words are the last resort.
 */
export function modalityOf(study: {
	section: string | null;
	procedure: string;
	opening?: string;
}): Modality | null {
	const named = namedModality(study.procedure);
	const section = study.section?.toUpperCase().trim() ?? '';
	const coded = codes[section] ?? (section.startsWith('CT') ? 'CT' : undefined);
	if (coded && named !== 'PT') return coded;
	return named ?? coded ?? namedModality(study.opening ?? '');
}

function namedModality(text: string): Modality | null {
	const plain = text.toUpperCase().replace(/[_^]/g, ' ').trim();
	return words.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** The body region that the procedure's words name, or null. */
export function bodyRegionOf(procedure: string): BodyRegion | null {
	const text = procedure.toUpperCase();
	return regions.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
