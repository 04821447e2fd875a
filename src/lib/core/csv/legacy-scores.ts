import { z } from 'zod';
import { readWrittenDay, type WrittenDay } from '#lib/core/legacy/days.ts';
import { legacyScales, type LegacyScale } from '#lib/core/legacy/map.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { modalityOf } from '#lib/core/reads/modality.ts';
import { makeHeaderMapper } from './header.ts';
import { readTable, type TableItem } from './read-table.ts';

/** Columns of a CSV of scores of the past, with the headers under which other systems export them. */
const synonyms = {
	reader: ['reader_id', 'reader_code', 'radiologist', 'radiologist_id', 'npi', 'interpreting_physician_id'],
	modality: ['mod', 'modality_code'],
	code: ['score', 'radpeer', 'radpeer_score', 'radpeer_code', 'peer_review_score', 'rating'],
	date: ['review_date', 'reviewed_on', 'reviewed_at', 'scored_on', 'date_of_review', 'day'],
	scale: ['scale_version', 'radpeer_version', 'radpeer_scale', 'scoring_system'],
	facility: ['facility_code', 'site', 'site_code', 'hospital'],
	sourceId: ['source_id', 'id', 'row_id', 'review_id', 'record_id']
} as const satisfies Record<string, readonly string[]>;

export type LegacyColumn = keyof typeof synonyms;

const requiredColumns = ['reader', 'modality', 'code', 'date'] as const satisfies LegacyColumn[];

const mapHeader = makeHeaderMapper<LegacyColumn>({ synonyms, required: requiredColumns });

/** Whether a header line is one of scores of the past: it names a reader, a modality, a score and a day. */
export function isLegacyHeader(headers: readonly string[]): boolean {
	return mapHeader(headers).missing.length === 0;
}

const text = (max: number) => z.string('missing').trim().min(1, 'missing').max(max);
const optionalText = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.optional()
		.transform((written) => written || null);

/** A day as it is written: in which order, only the whole file can tell. */
const day = text(40).transform((written, context): WrittenDay => {
	const read = readWrittenDay(written);
	if (read !== null) return read;
	context.addIssue({ code: 'custom', message: 'not-a-day' });
	return z.NEVER;
});

const modality = text(40).transform((written, context) => {
	const exact = modalities.find((known) => known === written.toUpperCase());
	const found = exact ?? modalityOf({ section: written, procedure: written });
	if (found) return found;
	context.addIssue({ code: 'custom', message: 'unknown-modality' });
	return z.NEVER;
});

/** `radpeer-2009`, `RADPEER 2009` or `2009`. */
const scale = optionalText(40).transform((written, context): LegacyScale | null => {
	if (written === null) return null;
	const found = legacyScales.filter((known) => written.includes(known.slice(-4)));
	if (found.length === 1 && found[0] !== undefined) return found[0];
	context.addIssue({ code: 'custom', message: 'unknown-scale' });
	return z.NEVER;
});

/** One row of a CSV of scores of the past, by column. The code is as it was written, but for blanks around it. */
export const legacyScoreSchema = z.object({
	reader: text(64),
	modality,
	code: text(8),
	date: day,
	scale,
	facility: optionalText(64),
	sourceId: optionalText(128)
});

export type LegacyScoreRow = z.infer<typeof legacyScoreSchema>;

/** Reads a CSV of scores of the past from a stream of bytes; see {@link readTable}. */
export function readLegacyScores(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): AsyncGenerator<TableItem<LegacyColumn, LegacyScoreRow>> {
	return readTable(chunks, { mapHeader, schema: legacyScoreSchema });
}
