/** Planes of the patient, and whatever leans (PS3.3 C.7.6.2.1.1). */
export const orientations = ['axial', 'coronal', 'sagittal', 'oblique'] as const;
export type Orientation = (typeof orientations)[number];

/**
 * What can hang in a cell, with what is known of it from blinded metadata: a stack, or one image of a stack whose images
 * hang one by one. What a header does not say is null; words are upper case.
 */
export type Picture = {
	readonly displaySetId: string;
	/** 0-based in the stack, for an image that hangs alone; null for a stack. */
	readonly position: number | null;
	/** 0 is the current study, 1 the prior after it. */
	readonly study: number;
	readonly modality: string;
	/** Of the series description. */
	readonly words: readonly string[];
	/** Of Body Part Examined. */
	readonly body: readonly string[];
	readonly acquired: Orientation | null;
	/** View Position, for instance `MLO`. */
	readonly view: string | null;
	/** Image Laterality, else Laterality. */
	readonly side: string | null;
	/** Frames that are scrolled through; 1 for an image that hangs alone. */
	readonly images: number;
	readonly thicknessMm: number | null;
	/** Seconds per square millimetre; the largest of the series. */
	readonly bValue: number | null;
	readonly repetitionTimeMs: number | null;
	readonly echoTimeMs: number | null;
	readonly inversionTimeMs: number | null;
	/** Where the rows and the columns of the picture run to, as `A` and `FR` (PS3.3 C.7.6.1.1.1); empty when unknown. */
	readonly rowTo: string;
	readonly columnTo: string;
};

export const sequences = ['t1', 't2', 'flair', 'stir', 'pd', 'dwi', 'adc', 'swi', 'angio'] as const;
export type SequenceKind = (typeof sequences)[number];

/** First word that is found decides: “T2 FLAIR” is a FLAIR, “T1 FLAIR” is not. */
const sequenceWords: readonly (readonly [SequenceKind, readonly string[]])[] = [
	['adc', ['ADC']],
	['dwi', ['DWI', 'DIFFUSION']],
	['angio', ['TOF', 'MRA', 'MRV']],
	['swi', ['SWI']],
	['t1', ['T1', 'T1W', 'T1WI', 'MPRAGE', 'VIBE', 'SPGR']],
	['flair', ['FLAIR']],
	['stir', ['STIR']],
	['pd', ['PD']],
	['t2', ['T2', 'T2W', 'T2WI', 'T2STAR', 'HASTE', 'SSFSE', 'MRCP']]
];

/**
 * The weighting of an MR series: by the words of its description, else by its times. Times of inversion are those with which fat
 * (100–250 ms) and water (1,500–3,000 ms) vanish at 1.5 to 3 T; repetition and echo times the usual division of spin echoes.
 */
export function sequenceOf(picture: Picture): SequenceKind | null {
	const named = sequenceWords.find(([, words]) => words.some((word) => picture.words.includes(word)));
	if (named) return named[0];
	if (picture.modality !== 'MR') return null;
	if ((picture.bValue ?? 0) > 0) return 'dwi';
	const { repetitionTimeMs: tr, echoTimeMs: te, inversionTimeMs: ti } = picture;
	if (ti !== null && ti >= 1500 && ti <= 3000 && (te ?? 0) >= 70) return 'flair';
	if (ti !== null && ti >= 100 && ti <= 250) return 'stir';
	if (tr === null || te === null) return null;
	if (tr <= 1000 && te <= 30) return 't1';
	if (tr >= 2000 && te >= 70) return 't2';
	return tr >= 2000 && te <= 50 ? 'pd' : null;
}

const withoutContrast = ['WITHOUT', 'WO', 'NC', 'NON', 'NATIVE', 'PLAIN', 'PRE', 'PRECONTRAST'];
const withContrast = [
	'POST',
	'POSTCONTRAST',
	'GAD',
	'CECT',
	'ARTERIAL',
	'PORTAL',
	'VENOUS',
	'DELAYED',
	'DELAY',
	'CONTRAST',
	'CTA'
];

/** Whether the description names contrast medium: `yes`, `no`, or null when it says neither. */
export function contrastOf({ words }: Pick<Picture, 'words'>): 'yes' | 'no' | null {
	if (withoutContrast.some((word) => words.includes(word))) return 'no';
	return withContrast.some((word) => words.includes(word)) ? 'yes' : null;
}
