import { z } from 'zod';
import { makeHeaderMapper } from './header.ts';
import { readTable, type TableItem } from './read-table.ts';

/** Columns of a CSV of algorithms' results, with the headers under which other systems export them. */
const synonyms = {
	accession: ['accession_number', 'accession_no', 'acc', 'acc_no'],
	facility: ['facility_code', 'site', 'site_code', 'hospital'],
	algorithm: ['algorithm_name', 'ai_algorithm', 'model', 'model_name', 'product'],
	version: ['algorithm_version', 'model_version', 'software_version'],
	finding: ['ai_finding', 'target', 'target_finding'],
	result: ['ai_result', 'outcome', 'prediction', 'flag'],
	confidence: ['score', 'probability', 'certainty']
} as const satisfies Record<string, readonly string[]>;

export type AiColumn = keyof typeof synonyms;

const requiredColumns = [
	'accession',
	'facility',
	'algorithm',
	'finding',
	'result'
] as const satisfies AiColumn[];

const mapHeader = makeHeaderMapper<AiColumn>({ synonyms, required: requiredColumns });

/** Whether a header line is one of algorithms' results: it names an algorithm and what that found. */
export function isAiHeader(headers: readonly string[]): boolean {
	const { missing } = mapHeader(headers);
	return !missing.includes('algorithm') && !missing.includes('result');
}

const results = {
	positive: 'positive',
	pos: 'positive',
	true: 'positive',
	yes: 'positive',
	'1': 'positive',
	negative: 'negative',
	neg: 'negative',
	false: 'negative',
	no: 'negative',
	'0': 'negative'
} as const;

function isResultWord(word: string): word is keyof typeof results {
	return Object.hasOwn(results, word);
}

const text = (max: number) => z.string('missing').trim().min(1, 'missing').max(max);

/** A finding as a code: `Intracranial hemorrhage` becomes `intracranial-hemorrhage`. */
const finding = text(80).transform((words) =>
	words
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '')
);

const confidence = z
	.string()
	.trim()
	.max(20)
	.optional()
	.transform((written, context) => {
		if (written === undefined || written === '') return null;
		const isPercent = written.endsWith('%');
		const value = Number(isPercent ? written.slice(0, -1) : written);
		const share = isPercent ? value / 100 : value;
		if (Number.isFinite(share) && share >= 0 && share <= 1) return share;
		context.addIssue({ code: 'custom', message: 'not-a-share' });
		return z.NEVER;
	});

/** One row of a CSV of algorithms' results, by column. Confidence is in [0, 1]; null when not given. */
export const aiResultSchema = z.object({
	accession: text(64),
	facility: text(64),
	algorithm: text(80),
	version: z
		.string()
		.trim()
		.max(40)
		.optional()
		.transform((written) => written ?? ''),
	finding,
	result: text(20).transform((written, context) => {
		const word = written.toLowerCase();
		if (isResultWord(word)) return results[word];
		context.addIssue({ code: 'custom', message: 'unknown-result' });
		return z.NEVER;
	}),
	confidence
});

export type AiResultRow = z.infer<typeof aiResultSchema>;

/** Reads a CSV of algorithms' results from a stream of bytes; see {@link readTable}. */
export function readAiResults(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): AsyncGenerator<TableItem<AiColumn, AiResultRow>> {
	return readTable(chunks, { mapHeader, schema: aiResultSchema });
}
