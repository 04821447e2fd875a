import { z } from 'zod';
import { textOf } from '#lib/core/dicom/dataset.ts';
import { parseDate } from '#lib/core/dicom/date-age.ts';
import { readDicomJson } from '#lib/core/dicom/read-dicom-json.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { askJson } from './ask.ts';
import type { PacsFailure } from './failure.ts';
import type { PacsSettings } from './settings.ts';

/** A study as a search of the PACS gives it. */
export type FoundStudy = {
	readonly studyUid: string;
	readonly accession: string | null;
	readonly mrn: string | null;
	readonly birthOn: string | null;
	/** `YYYY-MM-DD`. */
	readonly studyOn: string | null;
	/** How many objects it has, where the PACS says so. */
	readonly objects: number | null;
};

const MOST = 25;

/** Searches for studies (QIDO-RS, PS3.18 10.6) by a value without wildcards. Results that cannot be read are left out. */
export async function findStudies(
	pacs: PacsSettings,
	key: {
		readonly AccessionNumber?: string;
		readonly StudyInstanceUID?: string;
		readonly PatientID?: string;
	}
): Promise<Result<readonly FoundStudy[], PacsFailure>> {
	if (Object.values(key).some((value) => /[*?\\]/.test(value) || value === '')) return err('pacs-has-not');
	const query = { ...key, includefield: 'PatientBirthDate,00201208', limit: String(MOST) };
	const list = await askJson(pacs, { path: ['studies'], query });
	if (!list.ok) return list;
	const found = list.value.slice(0, MOST).flatMap((json): FoundStudy[] => {
		const header = readDicomJson(json);
		if (!header.ok) return [];
		const { dataset } = header.value;
		const studyUid = textOf(dataset, 'StudyInstanceUID');
		if (!studyUid) return [];
		return [
			{
				studyUid,
				accession: textOf(dataset, 'AccessionNumber') ?? null,
				mrn: textOf(dataset, 'PatientID') ?? null,
				birthOn: parseDate(textOf(dataset, 'PatientBirthDate')) ?? null,
				studyOn: parseDate(textOf(dataset, 'StudyDate')) ?? null,
				objects: countOf(json)
			}
		];
	});
	return ok(found);
}

const result = z.object({ '00201208': z.object({ Value: z.tuple([z.union([z.number(), z.string()])]) }) });

/** Number of Study Related Instances, an integer string that some write as text. */
function countOf(json: unknown): number | null {
	const read = result.safeParse(json);
	const objects = read.success ? Number(read.data['00201208'].Value[0]) : Number.NaN;
	return Number.isSafeInteger(objects) && objects >= 0 ? objects : null;
}
