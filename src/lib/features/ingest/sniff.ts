import { isAiHeader } from '#lib/core/csv/ai-results.ts';
import { isLegacyHeader } from '#lib/core/csv/legacy-scores.ts';
import { mapHeader } from '#lib/core/csv/columns.ts';
import { detectSeparator } from '#lib/core/csv/records.ts';

/** What a file is by its first bytes, whatever it is called. */
export type FileKind = 'dicom' | 'hl7' | 'csv' | 'ai-results' | 'legacy-scores' | 'archive' | 'unknown';

/** Bytes of a file that tell its kind. */
export const headBytes = 64 * 1024;

const archives: readonly (readonly [at: number, magic: string])[] = [
	[0, 'PK\u0003\u0004'],
	[0, 'PK\u0005\u0006'],
	[0, '\u001f\u008b'],
	[0, 'BZh'],
	[0, '\u00fd7zXZ'],
	[0, '7z\u00bc\u00af'],
	[0, 'Rar!'],
	[0, '\u0028\u00b5\u002f\u00fd'],
	[257, 'ustar']
];

/** A header, or a batch's, at the beginning of a line or of an MLLP frame. */
const hl7Header = /(?:^|[\r\n\v]|<SB>)[ \t\ufeff]*(?:MSH[^\sA-Za-z0-9]|[FB]HS[^\sA-Za-z0-9])/;

/** Tells a file's kind. The name decides nothing but whether a text with an unknown header was meant as CSV. */
export function sniff(head: Uint8Array, name: string): FileKind {
	const latin = latin1(head);
	if (latin.startsWith('DICM', 128) || latin.startsWith('DICM')) return 'dicom';
	if (archives.some(([at, magic]) => latin.startsWith(magic, at))) return 'archive';
	const text = textOf(head, latin);
	if (text !== null && hl7Header.test(text)) return 'hl7';
	if (beginsDataset(head)) return 'dicom';
	if (text === null) return 'unknown';
	const headers = headersOf(text);
	if (isAiHeader(headers)) return 'ai-results';
	if (isLegacyHeader(headers) && !namesReads(headers)) return 'legacy-scores';
	return /\.(csv|tsv)$/i.test(name) || namesColumns(headers) ? 'csv' : 'unknown';
}

function latin1(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The head as text, or null for what has bytes that no text has. UTF-16 is told by its byte order mark. */
function textOf(head: Uint8Array, latin: string): string | null {
	if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
	if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
	if (latin.includes('\u0000') && !hl7Header.test(latin)) return null;
	return latin.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** A data set without preamble begins with group 0002 or 0008, in either byte order. */
function beginsDataset(head: Uint8Array): boolean {
	const [a, b, c = 1, d = 1] = head;
	const little = (a === 8 || a === 2) && b === 0 && d === 0;
	return little || (a === 0 && (b === 8 || b === 2) && c === 0);
}

/** The fields of the first line, if it can be a header. */
function headersOf(text: string): string[] {
	const [line = ''] = text.trimStart().split(/[\r\n]/, 1);
	if (line.length > 20_000) return [];
	return line.split(detectSeparator(line)).map((field) => field.replace(/^\s*"|"\s*$/g, ''));
}

function namesColumns(headers: readonly string[]): boolean {
	return mapHeader(headers).columns.filter((column) => column !== null).length >= 3;
}

/** A list of reads may have a column of scores; it has accessions and their status too. */
function namesReads(headers: readonly string[]): boolean {
	const { missing } = mapHeader(headers);
	return !missing.includes('accession') && !missing.includes('status');
}
