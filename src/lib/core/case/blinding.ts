import { sealsReport, type BlindingLevel } from '#lib/core/case/detection.ts';
import type { Instant } from '#lib/core/instant.ts';
import { codedWords } from './coded-words.ts';

/**
 * What may be told of a case to somebody who must not know whose it is. Built by name from an allow-list: a column that is not
 * named here does not reach the page, whatever the row holds. No facility, date, accession, reader, patient; no instant of the case,
 * which would tell by which door it came.
 */
export type BlindedCase = {
	readonly modality: string;
	readonly bodyRegion: string | null;
	readonly procedure: string | null;
	readonly patientClass: string | null;
	readonly priority: string | null;
	/** Years, and `90+` from 90 on (45 CFR 164.514(b)(2)(i)(C)). */
	readonly age: string | null;
	readonly sex: 'F' | 'M' | 'O' | null;
	readonly level: BlindingLevel;
};

/** The columns a blinded view is made from. */
export type CaseFacts = {
	readonly modality: string;
	readonly bodyRegion: string | null;
	readonly procedure: string | null;
	readonly patientClass: string | null;
	readonly priority: string | null;
	readonly ageYears: number | null;
	readonly sex: string | null;
	readonly level: BlindingLevel;
};

const modalities = ['XR', 'CT', 'MR', 'US', 'MG', 'NM', 'PT', 'FL', 'XA', 'OT'] as const;
const patientClasses = ['emergency', 'inpatient', 'outpatient'] as const;
const priorities = ['stat', 'urgent', 'routine'] as const;
const sexes = ['F', 'M', 'O'] as const;

/** Makes the blinded view of a case; closed sets are checked, free text is reduced to coded words. */
export function makeBlindedCase(facts: CaseFacts): BlindedCase {
	return {
		modality: memberOf(modalities, facts.modality) ?? 'OT',
		bodyRegion: codedWords(facts.bodyRegion),
		procedure: codedWords(facts.procedure),
		patientClass: memberOf(patientClasses, facts.patientClass),
		priority: memberOf(priorities, facts.priority),
		age: ageBand(facts.ageYears),
		sex: memberOf(sexes, facts.sex),
		level: facts.level
	};
}

/** Age in whole years as text; everybody of 90 or more in one band, since so few are. */
export function ageBand(years: number | null): string | null {
	if (years === null || !Number.isFinite(years) || years < 0) return null;
	return years >= 90 ? '90+' : String(Math.floor(years));
}

/** One section of a scrubbed report. */
export type BlindedSection = { readonly heading: string | null; readonly text: string };

/** A scrubbed report, or the fact that it is still sealed: sealed text is not in the page at all. */
export type BlindedReport =
	| { readonly sealed: true }
	| { readonly sealed: false; readonly sections: readonly BlindedSection[]; readonly replaced: number };

/** The report as the reviewer may have it now. `open` is asked for only when it may be seen. */
export function makeBlindedReport(
	progress: { readonly level: BlindingLevel; readonly reportRevealedAt: Instant | null },
	report: { readonly sections: readonly BlindedSection[]; readonly replaced: number }
): BlindedReport {
	if (sealsReport(progress.level) && progress.reportRevealedAt === null) return { sealed: true };
	return {
		sealed: false,
		sections: report.sections.map(({ heading, text }) => ({ heading, text })),
		replaced: report.replaced
	};
}

function memberOf<const T extends string>(set: readonly T[], text: string | null): T | null {
	return set.find((member) => member === text) ?? null;
}
