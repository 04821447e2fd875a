import { makeBlindedCase } from '#lib/core/case/blinding.ts';

/**
 * What a meeting is told of an examination. Colleagues know each other's cases, so even the year of age is not told. Built by
 * name from an allow-list: no facility, date, accession, reader, patient; no score, because a learning case has none.
 */
export type LearningFacts = {
	readonly modality: string;
	readonly bodyRegion: string | null;
	readonly procedure: string | null;
	/** Ten years, for instance `50–59`; `under 10`, and `90+` from 90 on. */
	readonly ageBand: string | null;
	readonly sex: 'F' | 'M' | 'O' | null;
};

export type ExaminationRow = {
	readonly modality: string;
	readonly bodyRegion: string | null;
	readonly procedure: string | null;
	readonly ageYears: number | null;
	readonly sex: string | null;
};

/** The anonymous view of an examination; closed sets are checked, free text is reduced to coded words. */
export function makeLearningFacts(row: ExaminationRow): LearningFacts {
	const { modality, bodyRegion, procedure, sex } = makeBlindedCase({
		...row,
		patientClass: null,
		priority: null,
		level: 'L2'
	});
	return { modality, bodyRegion, procedure, ageBand: ageBandOf(row.ageYears), sex };
}

/** Ten years of age as text; null where the age is not known. */
export function ageBandOf(years: number | null): string | null {
	if (years === null || !Number.isFinite(years) || years < 0) return null;
	if (years < 10) return 'under 10';
	if (years >= 90) return '90+';
	const from = Math.floor(years / 10) * 10;
	return `${from}–${from + 9}`;
}
