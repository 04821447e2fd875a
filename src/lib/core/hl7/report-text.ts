import { unescapeText } from './escapes.ts';
import { rawField, segmentsOf } from './fields.ts';
import type { Hl7Message } from './message.ts';

/** OBX-2 value types that carry words. An empty one is read as text: some senders leave it out. */
const wordTypes = new Set(['TX', 'FT', 'ST', '']);

/** OBX-5 of every text observation as it stands in the message, escapes and all. */
export function rawReportLines(message: Hl7Message): string[] {
	return segmentsOf(message, 'OBX')
		.filter((segment) => wordTypes.has(rawField(segment, 2)))
		.map((segment) => rawField(segment, 5));
}

/**
 * The report as plain text: one line a text observation or repetition, escapes resolved. Values that are no words of a
 * report (UIDs, numbers) are left out; runs of blank lines become one.
 */
export function reportText(message: Hl7Message): string {
	const { delimiters } = message;
	return rawReportLines(message)
		.flatMap((raw) => raw.split(delimiters.repetition))
		.flatMap((raw) => unescapeText(raw, delimiters).split('\n'))
		.filter((line) => !/^\s*[\d.]{7,}\s*$/.test(line))
		.map((line) => line.trimEnd())
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}
