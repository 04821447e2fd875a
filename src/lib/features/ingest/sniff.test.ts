import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const message = 'MSH|^~\\&|A|B|C|D|20250101||ORU^R01|1|P|2.5';

describe('a file’s kind', () => {
	it.each([
		['a DICOM file', `${'\0'.repeat(128)}DICM`, 'x', 'dicom'],
		['a DICOM file without preamble', 'DICM\u0002\0', 'x', 'dicom'],
		['a data set without meta information', '\u0008\0\u0005\0CS', 'x', 'dicom'],
		['the same in big endian', '\0\u0008\0\u0005CS', 'x', 'dicom'],
		['a message', message, 'x.txt', 'hl7'],
		['a message in a frame', `\u000b${message}`, 'x', 'hl7'],
		['a batch', 'FHS|^~\\&|A', 'x', 'hl7'],
		['a log', `2025-01-01 received\n<SB>${message}<R>`, 'x.log', 'hl7'],
		['a message with a NUL in it', `${message}\0`, 'x', 'hl7'],
		['a table of reads', 'accession,facility,modality,reader_id,status\nA', 'list.txt', 'csv'],
		['a table of reads with quotes and semicolons', '"acc";"mrn";"site";"x"\n', 'x', 'csv'],
		['scores of the past', 'reader,modality,radpeer_score,review_date\nR1', 'x.csv', 'legacy-scores'],
		['reads with a score', 'accession,facility,modality,reader_id,status,score,date\nA', 'x.csv', 'csv'],
		['a table of something else', 'a,b,c\n1,2,3', 'x.txt', 'unknown'],
		['a table that was meant as CSV', 'a,b,c\n1,2,3', 'x.CSV', 'csv'],
		['a zip', 'PK\u0003\u0004', 'x.dcm', 'archive'],
		['a gzip', '\u001f\u008b\u0008', 'x.hl7', 'archive'],
		['a tar', `${'a'.repeat(257)}ustar`, 'x', 'archive'],
		['a JPEG', '\u00ff\u00d8\u00ff\u00e0\0', 'x.jpg', 'unknown'],
		['prose', 'The message MSH is explained here', 'readme', 'unknown'],
		['nothing', '', 'x', 'unknown']
	])('%s', (_, text, name, kind) => {
		expect(sniff(bytes(text), name)).toBe(kind);
	});

	it('is told in UTF-16 too', () => {
		const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(message, 'utf16le')]);
		expect(sniff(utf16, 'x')).toBe('hl7');
	});
});
