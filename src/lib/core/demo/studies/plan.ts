import { dayMs, hourMs, listDays } from '#lib/core/demo/group/calendar.ts';
import type {
	DemoGroup,
	DemoModality,
	DemoPatientClass,
	DemoRegion,
	DemoScore,
	DemoSex,
	DemoShift
} from '#lib/core/demo/group/types.ts';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import { type StudyRow, studyRows } from './catalogue.ts';

export type StudyBody =
	'ct-head' | 'ct-chest' | 'ct-abdomen' | 'cr-chest' | 'mr-brain' | 'us-gallbladder' | 'us-aorta';

export type LesionKind =
	| 'subdural'
	| 'haemorrhage'
	| 'infarct'
	| 'fracture'
	| 'nodule'
	| 'embolism'
	| 'pneumothorax'
	| 'effusion'
	| 'consolidation'
	| 'metastasis'
	| 'renal-stone'
	| 'free-air'
	| 'appendicitis'
	| 'mass'
	| 'gallstone'
	| 'aneurysm';

export type LesionPlan = {
	readonly kind: LesionKind;
	/** The patient's side. */
	readonly side: 'left' | 'right' | 'midline';
	/** Greatest extent; thickness for layers (subdural, pneumothorax, effusion). */
	readonly sizeMm: number;
	/** Where, in the words of a report. */
	readonly site: string;
};

export type TransferSyntaxName =
	'explicit-little' | 'implicit-little' | 'rle' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/** What one image study shows, whose it is, and what its report says; pixels and report text follow from it. */
export type StudyPlan = {
	/** Stable name, for example `ct-head-1`. */
	readonly key: string;
	readonly body: StudyBody;
	readonly modality: DemoModality;
	readonly region: DemoRegion;
	readonly procedure: string;
	readonly contrast: boolean;
	readonly facilityCode: string;
	readonly readerCode: string;
	readonly patientClass: DemoPatientClass;
	readonly shift: DemoShift;
	readonly sex: DemoSex;
	readonly ageYears: number;
	/** UTC midnight of the civil date at the facility. */
	readonly dateMs: number;
	readonly examCompletedAt: number;
	/** The facility's wall clock at that instant, as if it were UTC. */
	readonly localAt: number;
	readonly accession: string;
	/** Index for `demoPatient`, far beyond those of reads without images. */
	readonly patientIndex: number;
	readonly lesion: LesionPlan | null;
	/** False where the report misses the lesion: a discrepancy to be found. */
	readonly isReported: boolean;
	/** The score that the miss deserves; 1 where the report is right. */
	readonly truth: DemoScore;
	readonly transferSyntax: TransferSyntaxName;
	/** Pixels along one side (CT and MR). */
	readonly matrix: number;
	/** Seed of this study's anatomy and noise. */
	readonly seed: number;
	/** The later study that this one is to be compared with: same patient, no report; null for those that are read. */
	readonly before: Pick<StudyPlan, 'key' | 'dateMs' | 'ageYears'> | null;
};

/** The image studies of the group, all within the last three weeks before the data cut. */
export function planStudies(group: DemoGroup): StudyPlan[] {
	const counts = new Map<StudyBody, number>();
	return studyRows.map((row, at) => {
		const nth = (counts.get(row.body) ?? 0) + 1;
		counts.set(row.body, nth);
		const key = `${row.body}-${nth}`;
		const random = makeRandom(group.seed, hashText('study'), hashText(key));
		return {
			...planOf(row, key),
			...drawVisit(row, group, random),
			...numbersOf(row, group, at),
			seed: Math.floor(random.next() * 2 ** 32),
			before: null
		};
	});
}

function planOf(row: StudyRow, key: string) {
	const { lesion, miss, ...rest } = row;
	return {
		...rest,
		key,
		lesion: lesion ?? null,
		isReported: miss === undefined,
		truth: miss ?? ('1' as const)
	};
}

/** Numbers that do not depend on how many reads there are. */
function numbersOf(
	row: StudyRow,
	group: DemoGroup,
	at: number
): Pick<StudyPlan, 'accession' | 'patientIndex'> {
	const prefix = group.facilities.find(({ code }) => code === row.facilityCode)?.accessionPrefix ?? 'X';
	const year = String(new Date(group.cutAt).getUTCFullYear()).slice(2);
	return { accession: `${prefix}${year}${9_000_000 + at * 137 + 11}`, patientIndex: 9_000_000 + at };
}

function drawVisit(
	row: StudyRow,
	group: DemoGroup,
	random: Random
): Pick<StudyPlan, 'dateMs' | 'examCompletedAt' | 'localAt' | 'ageYears'> {
	const today = Math.floor(group.cutAt / dayMs) * dayMs;
	const dateMs = today - (2 + random.below(18)) * dayMs;
	const facility = group.facilities.filter(({ code }) => code === row.facilityCode);
	const midnight = listDays(dateMs, dateMs, facility)[0]?.midnights[0] ?? dateMs;
	const hour =
		row.shift === 'day'
			? 8 + 8 * random.next()
			: (row.shift === 'early-night' ? 18.5 : 1) + 5 * random.next();
	return {
		dateMs,
		examCompletedAt: Math.round(midnight + hour * hourMs),
		localAt: Math.round(dateMs + hour * hourMs),
		ageYears: row.ageYears + random.below(7) - 3
	};
}
