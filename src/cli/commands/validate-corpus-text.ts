import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ParsedMessage } from '#lib/core/hl7/message.ts';
import { parseMessage } from '#lib/core/hl7/message.ts';
import { readObservationReport } from '#lib/core/hl7/observation-report.ts';
import type { RawFields } from '#lib/core/hl7/raw-fields.ts';
import { readRawFields } from '#lib/core/hl7/raw-fields.ts';
import { splitMessages } from '#lib/core/hl7/split-messages.ts';
import { explainedRanges, measureScrub } from '#lib/core/text/measure.ts';
import { scrubRanges, scrubReport } from '#lib/core/text/scrub.ts';

export type CorpusOutcome = {
	readonly passed: number;
	readonly failed: number;
	/** One a failing entry: file, field, expected, got. */
	readonly lines: readonly string[];
};

/** The first difference of an entry, or null when it passes. */
type Difference = { readonly field: string; readonly expected: unknown; readonly got: unknown } | null;

const hl7Schema = z.record(z.string(), z.looseObject({ accept: z.boolean().optional() }));
type Hl7Entry = z.infer<typeof hl7Schema>[string];

const reportsSchema = z.array(
	z.object({
		id: z.string(),
		people: z.array(z.string()).default([]),
		mustScrub: z.array(z.string()).default([]),
		mustKeep: z.array(z.string()).default([]),
		accession: z.string().nullish(),
		text: z.string()
	})
);
type ReportEntry = z.infer<typeof reportsSchema>[number];

/** Checks `hl7/expected.json` of a corpus: the fields of each file's first message, and its text when scrubbed. */
export async function validateHl7Corpus(folder: string): Promise<CorpusOutcome> {
	const entries = hl7Schema.parse(JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')));
	return outcomeOf(
		Object.entries(entries),
		([file, entry]) => compareFile(join(folder, file), entry),
		([file]) => file
	);
}

/** Checks `reports/reports.json` of a corpus: what must not stand in each scrubbed text, and what must. */
export async function validateReportsCorpus(folder: string): Promise<CorpusOutcome> {
	const entries = reportsSchema.parse(JSON.parse(await readFile(join(folder, 'reports.json'), 'utf8')));
	const outcome = await outcomeOf(
		entries,
		async (entry) => compareReport(entry),
		({ id }) => `reports.json ${id}`
	);
	return { ...outcome, lines: [...outcome.lines, ...scrubFigures(entries)] };
}

/** How often what the messages know stands in the texts before and after, and how much else was taken out. */
function scrubFigures(entries: readonly ReportEntry[]): string[] {
	let [places, left, removed] = [0, 0, 0];
	const wrong = new Map<string, number>();
	for (const { text, people, accession, mustScrub } of entries) {
		const known = { people, accession: accession ?? undefined };
		const scrubbed = scrubReport(text, known).text;
		for (const part of new Set([...mustScrub, ...people.flatMap(writtenForms), accession ?? ''])) {
			places += countOf(text, part);
			left += countOf(scrubbed, part);
		}
		const due = explainedRanges(text, [...people, ...mustScrub, accession ?? '']);
		const measure = measureScrub(text, { taken: scrubRanges(text, known), due });
		removed += measure.removed;
		for (const word of measure.wrong) wrong.set(word, (wrong.get(word) ?? 0) + 1);
	}
	const wrongTotal = [...wrong.values()].reduce((sum, n) => sum + n, 0);
	const share = (part: number, whole: number): string =>
		whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`;
	const words = [...wrong].sort((a, b) => b[1] - a[1]).slice(0, 20);
	return [
		`reports.json: names and numbers of the messages: ${places} places, ${left} left, recall ${share(places - left, places)}`,
		`reports.json: ${removed} words taken out, ${wrongTotal} of them no name, number, day or title that the message explains, precision ${share(removed - wrongTotal, removed)}`,
		...(words.length > 0
			? [`reports.json: not explained: ${words.map(([word, n]) => `${word} ${n}`).join(', ')}`]
			: [])
	];
}

function countOf(text: string, part: string): number {
	const flat = (value: string) => value.replace(/\s+/g, ' ').toLowerCase();
	const wanted = flat(part.trim());
	return wanted === '' ? 0 : flat(text).split(wanted).length - 1;
}

async function outcomeOf<T>(
	entries: readonly T[],
	compare: (entry: T) => Promise<Difference>,
	nameOf: (entry: T) => string
): Promise<CorpusOutcome> {
	const lines: string[] = [];
	for (const entry of entries) {
		const difference = await compare(entry);
		if (!difference) continue;
		const { field, expected, got } = difference;
		lines.push(
			`${nameOf(entry)}: ${field}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`
		);
	}
	return { passed: entries.length - lines.length, failed: lines.length, lines };
}

async function compareFile(path: string, entry: Hl7Entry): Promise<Difference> {
	let first: ParsedMessage | null = null;
	let problem: string | null = null;
	let count = 0;
	try {
		for await (const item of splitMessages(createReadStream(path))) {
			if (item.kind === 'refused') {
				problem ??= item.reason;
				continue;
			}
			count += 1;
			if (count > 1) continue;
			const parsed = parseMessage(item.bytes);
			if (parsed.ok) first = parsed.value;
			else problem = parsed.error;
		}
	} catch (error) {
		// A file that cannot be opened is a failing entry, not the end of the check.
		problem = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
	}
	if (!first)
		return entry.accept === false ? null : { field: 'message', expected: 'a message', got: problem };
	if (entry.accept !== undefined) {
		const report = readObservationReport(first);
		if (report.ok !== entry.accept) {
			return { field: 'accept', expected: entry.accept, got: report.ok ? true : report.error };
		}
	}
	return compareFields(first, { entry, count });
}

function compareFields(
	message: ParsedMessage,
	{ entry, count }: { entry: Hl7Entry; count: number }
): Difference {
	const got = comparable(readRawFields(message), count);
	for (const [field, expected] of Object.entries(entry)) {
		if (!(field in got)) continue;
		const value = got[field];
		const wanted = field === 'patientIds' && Array.isArray(expected) ? expected.join('~') : expected;
		if (JSON.stringify(value) !== JSON.stringify(wanted)) return { field, expected: wanted, got: value };
	}
	const names = z.array(z.string()).catch([]).parse(entry['namesToScrub']);
	// The text and the names that the server itself would take from this message.
	const known = readRawFields(message);
	const report = readObservationReport(message);
	const text = report.ok ? report.value.text : known.text.join('\n');
	const scrubbed = scrubReport(text, { people: known.names }).text;
	const left = names.flatMap(writtenForms).find((name) => stands(scrubbed, name));
	return left === undefined ? null : { field: 'namesToScrub', expected: 'absent', got: left };
}

/** Values in the corpus's form: text by its length and both ends, identifiers as the field cut at every `~`. */
function comparable(fields: RawFields, messagesInFile: number): Record<string, unknown> {
	const { text, names: _, patientIds, ...others } = fields;
	// Counted and cut by characters, not by UTF-16 units.
	const joined = [...text.join(' ').trim()];
	const textChars = [...text.join('')].length;
	return {
		...others,
		patientIds: (patientIds ?? '')
			.split('~')
			.filter((part) => part !== '')
			.join('~'),
		messagesInFile,
		textChars,
		textStart: textChars > 0 ? joined.slice(0, 120).join('') : null,
		textEnd: textChars > 0 ? joined.slice(-120).join('') : null
	};
}

/** A name as given, and turned round. */
function writtenForms(name: string): string[] {
	const [family = '', given = ''] = name.split(/,\s*/);
	return given === '' ? [name] : [name, `${family},${given}`, `${given} ${family}`];
}

function stands(text: string, part: string): boolean {
	const flat = (value: string) => value.replace(/\s+/g, ' ').toLowerCase();
	return part.trim() !== '' && flat(text).includes(flat(part.trim()));
}

function compareReport({ text, people, accession, mustScrub, mustKeep }: ReportEntry): Difference {
	const scrubbed = scrubReport(text, { people, accession: accession ?? undefined }).text;
	const forbidden = [...mustScrub, ...people.flatMap(writtenForms), ...(accession ? [accession] : [])];
	const left = forbidden.find((part) => stands(scrubbed, part));
	if (left !== undefined) return { field: 'mustScrub', expected: 'absent', got: left };
	const lost = mustKeep.find((part) => !stands(scrubbed, part));
	return lost === undefined ? null : { field: 'mustKeep', expected: lost, got: null };
}
