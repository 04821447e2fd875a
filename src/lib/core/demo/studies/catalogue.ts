import type { DemoScore } from '#lib/core/demo/group/types.ts';
import type { LesionKind, LesionPlan, StudyPlan } from './plan.ts';

/** One row of the catalogue: a study before its date, age and seed are drawn. `miss` is the score a missed lesion deserves. */
export type StudyRow = Omit<
	StudyPlan,
	| 'key'
	| 'seed'
	| 'dateMs'
	| 'examCompletedAt'
	| 'localAt'
	| 'accession'
	| 'patientIndex'
	| 'lesion'
	| 'isReported'
	| 'truth'
	| 'before'
> & { readonly lesion?: LesionPlan; readonly miss?: DemoScore };

type Kind = Pick<StudyRow, 'body' | 'modality' | 'region' | 'procedure' | 'contrast'>;
type Visit = Pick<StudyRow, 'facilityCode' | 'readerCode' | 'patientClass' | 'shift' | 'sex' | 'ageYears'>;
type File = Pick<StudyRow, 'transferSyntax' | 'matrix'>;

const head: Kind = {
	body: 'ct-head',
	modality: 'CT',
	region: 'head',
	procedure: 'CT HEAD WITHOUT CONTRAST',
	contrast: false
};
const chest: Kind = {
	body: 'ct-chest',
	modality: 'CT',
	region: 'chest',
	procedure: 'CT CHEST WITH CONTRAST',
	contrast: true
};
const angio: Kind = { ...chest, procedure: 'CT ANGIOGRAPHY CHEST PULMONARY EMBOLISM' };
const abdomen: Kind = {
	body: 'ct-abdomen',
	modality: 'CT',
	region: 'abdomen',
	procedure: 'CT ABDOMEN AND PELVIS WITH CONTRAST',
	contrast: true
};
const stone: Kind = { ...abdomen, procedure: 'CT ABDOMEN AND PELVIS WITHOUT CONTRAST', contrast: false };
const film: Kind = {
	body: 'cr-chest',
	modality: 'XR',
	region: 'chest',
	procedure: 'XR CHEST 1 VIEW PORTABLE',
	contrast: false
};
const brain: Kind = {
	body: 'mr-brain',
	modality: 'MR',
	region: 'head',
	procedure: 'MR BRAIN WITHOUT CONTRAST',
	contrast: false
};
const gallbladder: Kind = {
	body: 'us-gallbladder',
	modality: 'US',
	region: 'abdomen',
	procedure: 'US ABDOMEN RIGHT UPPER QUADRANT',
	contrast: false
};
const aorta: Kind = {
	body: 'us-aorta',
	modality: 'US',
	region: 'abdomen',
	procedure: 'US ABDOMEN COMPLETE',
	contrast: false
};

const visit = (
	facilityCode: string,
	readerCode: string,
	patientClass: Visit['patientClass'],
	shift: Visit['shift'],
	sex: Visit['sex'],
	ageYears: number
): Visit => ({ facilityCode, readerCode, patientClass, shift, sex, ageYears });

const file = (transferSyntax: File['transferSyntax'], matrix: number): File => ({ transferSyntax, matrix });

const lesion = (kind: LesionKind, side: LesionPlan['side'], sizeMm: number, site: string): LesionPlan => ({
	kind,
	side,
	sizeMm,
	site
});

export const studyRows: readonly StudyRow[] = [
	{
		...head,
		...visit('F2', 'R11', 'emergency', 'late-night', 'M', 74),
		...file('htj2k', 512),
		lesion: lesion('subdural', 'left', 7, 'left frontoparietal convexity'),
		miss: '3b'
	},
	{
		...head,
		...visit('F5', 'R15', 'emergency', 'day', 'F', 81),
		...file('explicit-little', 384),
		lesion: lesion('subdural', 'right', 13, 'right frontoparietal convexity')
	},
	{
		...head,
		...visit('F1', 'R16', 'emergency', 'day', 'M', 58),
		...file('jpeg-ls', 512),
		lesion: lesion('haemorrhage', 'right', 32, 'right putamen')
	},
	{
		...head,
		...visit('F3', 'R14', 'emergency', 'early-night', 'F', 69),
		...file('htj2k', 512),
		lesion: lesion('infarct', 'left', 52, 'left insula and frontal operculum'),
		miss: '2b'
	},
	{ ...head, ...visit('F1', 'R18', 'inpatient', 'day', 'F', 63), ...file('jpeg-2000', 384) },
	{ ...head, ...visit('F2', 'R12', 'emergency', 'early-night', 'M', 34), ...file('rle', 384) },
	{
		...head,
		...visit('F5', 'R13', 'emergency', 'late-night', 'M', 27),
		...file('htj2k', 512),
		lesion: lesion('fracture', 'right', 34, 'right parietal bone'),
		miss: '2b'
	},
	{
		...head,
		...visit('F3', 'R17', 'inpatient', 'day', 'F', 77),
		...file('implicit-little', 384),
		lesion: lesion('haemorrhage', 'left', 21, 'left occipital lobe')
	},
	{
		...chest,
		...visit('F1', 'R20', 'outpatient', 'day', 'M', 66),
		...file('htj2k', 512),
		lesion: lesion('nodule', 'right', 10, 'right upper lobe'),
		miss: '3b'
	},
	{
		...chest,
		...visit('F4', 'R19', 'outpatient', 'day', 'F', 59),
		...file('jpeg-ls', 384),
		lesion: lesion('nodule', 'left', 18, 'left lower lobe')
	},
	{
		...angio,
		...visit('F2', 'R20', 'emergency', 'early-night', 'F', 52),
		...file('htj2k', 512),
		lesion: lesion('embolism', 'right', 16, 'right lower lobe pulmonary artery'),
		miss: '3b'
	},
	{
		...chest,
		...visit('F3', 'R11', 'emergency', 'late-night', 'M', 23),
		...file('rle', 384),
		lesion: lesion('pneumothorax', 'left', 18, 'left apex and anterior pleural space')
	},
	{
		...chest,
		...visit('F1', 'R21', 'inpatient', 'day', 'F', 79),
		...file('jpeg-2000', 384),
		lesion: lesion('effusion', 'right', 34, 'right pleural space')
	},
	{ ...angio, ...visit('F5', 'R23', 'emergency', 'day', 'M', 44), ...file('explicit-little', 384) },
	{
		...abdomen,
		...visit('F1', 'R20', 'outpatient', 'day', 'F', 61),
		...file('htj2k', 512),
		lesion: lesion('metastasis', 'right', 17, 'right hepatic lobe'),
		miss: '2b'
	},
	{
		...stone,
		...visit('F2', 'R14', 'emergency', 'late-night', 'M', 39),
		...file('htj2k', 384),
		lesion: lesion('renal-stone', 'left', 7, 'left renal pelvis')
	},
	{
		...abdomen,
		...visit('F3', 'R22', 'emergency', 'early-night', 'M', 55),
		...file('jpeg-ls', 384),
		lesion: lesion('free-air', 'midline', 9, 'beneath the anterior abdominal wall'),
		miss: '3b'
	},
	{
		...abdomen,
		...visit('F2', 'R12', 'emergency', 'day', 'F', 24),
		...file('rle', 384),
		lesion: lesion('appendicitis', 'right', 13, 'right lower quadrant')
	},
	{ ...abdomen, ...visit('F4', 'R19', 'outpatient', 'day', 'M', 70), ...file('explicit-little', 384) },
	{
		...film,
		...visit('F3', 'R09', 'inpatient', 'day', 'M', 68),
		...file('jpeg-2000', 2048),
		lesion: lesion('nodule', 'left', 17, 'left upper lobe'),
		miss: '2b'
	},
	{
		...film,
		...visit('F2', 'R02', 'emergency', 'early-night', 'M', 31),
		...file('explicit-little', 2048),
		lesion: lesion('pneumothorax', 'right', 22, 'right apex')
	},
	{
		...film,
		...visit('F5', 'R08', 'emergency', 'day', 'F', 57),
		...file('jpeg-ls', 2048),
		lesion: lesion('consolidation', 'right', 60, 'right lower lobe')
	},
	{ ...film, ...visit('F1', 'R01', 'inpatient', 'day', 'F', 46), ...file('htj2k', 2048) },
	{
		...brain,
		...visit('F1', 'R16', 'inpatient', 'day', 'M', 64),
		...file('htj2k', 256),
		lesion: lesion('infarct', 'right', 15, 'right thalamus'),
		miss: '3a'
	},
	{
		...brain,
		...visit('F4', 'R15', 'outpatient', 'day', 'F', 51),
		...file('explicit-little', 256),
		lesion: lesion('mass', 'left', 34, 'left frontal lobe')
	},
	{
		...gallbladder,
		...visit('F2', 'R10', 'emergency', 'day', 'F', 43),
		...file('rle', 640),
		lesion: lesion('gallstone', 'right', 12, 'gallbladder lumen')
	},
	{
		...aorta,
		...visit('F3', 'R04', 'outpatient', 'day', 'M', 73),
		...file('jpeg-ls', 640),
		lesion: lesion('aneurysm', 'midline', 47, 'infrarenal aorta'),
		miss: '3b'
	}
];
