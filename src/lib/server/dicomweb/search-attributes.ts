import type { Vr } from '#lib/core/dicom/vr.ts';
import type { Level } from './target.ts';

/** An attribute that can be searched for, or that a search always gives. */
export type SearchAttribute = {
	readonly keyword: string;
	/** Eight upper-case hexadecimal digits. */
	readonly tag: string;
	readonly vr: Vr;
	readonly level: Level;
	/** Worked out by the store; no object carries it. */
	readonly isDerived: boolean;
	/** Given only when it is asked for. */
	readonly isExtra: boolean;
};

// PS3.18 tables 10.6.1-5, 10.6.3-3, 10.6.3-4 and 10.6.3-5; `+` is given on demand, `=` is worked out.
const rows = {
	study: [
		'StudyDate 00080020 DA',
		'StudyTime 00080030 TM',
		'AccessionNumber 00080050 SH',
		'InstanceAvailability 00080056 CS =',
		'ModalitiesInStudy 00080061 CS =',
		'ReferringPhysicianName 00080090 PN',
		'StudyDescription 00081030 LO +',
		'InstitutionName 00080080 LO +',
		'RetrieveURL 00081190 UR =',
		'PatientName 00100010 PN',
		'PatientID 00100020 LO',
		'PatientBirthDate 00100030 DA',
		'PatientSex 00100040 CS',
		'StudyInstanceUID 0020000D UI',
		'StudyID 00200010 SH',
		'NumberOfStudyRelatedSeries 00201206 IS =',
		'NumberOfStudyRelatedInstances 00201208 IS ='
	],
	series: [
		'Modality 00080060 CS',
		'SeriesDescription 0008103E LO',
		'BodyPartExamined 00180015 CS +',
		'SeriesInstanceUID 0020000E UI',
		'SeriesNumber 00200011 IS',
		'NumberOfSeriesRelatedInstances 00201209 IS ='
	],
	instance: [
		'SOPClassUID 00080016 UI',
		'SOPInstanceUID 00080018 UI',
		'InstanceNumber 00200013 IS',
		'NumberOfFrames 00280008 IS',
		'Rows 00280010 US',
		'Columns 00280011 US',
		'BitsAllocated 00280100 US'
	]
} as const satisfies Record<Level, readonly string[]>;

export const searchAttributes: readonly SearchAttribute[] = Object.entries(rows).flatMap(([level, lines]) =>
	lines.map((line) => {
		const [keyword = '', tag = '', vr = 'UN', mark] = line.split(' ');
		// The table above names levels and VRs alone.
		return {
			keyword,
			tag,
			vr: vr as Vr,
			level: level as Level,
			isDerived: mark === '=',
			isExtra: mark === '+'
		};
	})
);

const named = new Map(
	searchAttributes.flatMap((one) => [[one.keyword, one] as const, [one.tag, one] as const])
);

/** The attribute of a keyword or of eight hexadecimal digits. */
export function attributeNamed(name: string): SearchAttribute | null {
	return named.get(name) ?? named.get(name.toUpperCase()) ?? null;
}

const levels: readonly Level[] = ['study', 'series', 'instance'];

/** What a search at a level gives: of its own level, and of those above it that the path has not named. */
export function givenAttributes(
	level: Level,
	{ from, include }: { from: Level; include: ReadonlySet<string> | 'all' }
): readonly SearchAttribute[] {
	const [first, last] = [levels.indexOf(from), levels.indexOf(level)];
	return searchAttributes.filter((one) => {
		const at = levels.indexOf(one.level);
		const isAsked = include === 'all' || include.has(one.tag);
		// The UIDs above always go along, so that a result can be found again.
		const isKey = one.vr === 'UI' && at <= last && one.keyword !== 'SOPClassUID';
		return isKey || (at >= first && at <= last && (!one.isExtra || isAsked)) || (at <= last && isAsked);
	});
}
