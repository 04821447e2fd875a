import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { rowToIncomingRead } from '#lib/core/reads/from-row.ts';
import { getValue } from '#lib/core/result.ts';
import type { CsvItem } from './read-csv.ts';
import { readReadsCsv } from './read-csv.ts';
import { makeRecordReader } from './records.ts';

async function read(text: string | Uint8Array, step = 1_000_000): Promise<CsvItem[]> {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	const chunks: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; at += step) chunks.push(bytes.slice(at, at + step));
	const items: CsvItem[] = [];
	for await (const item of readReadsCsv(chunks)) items.push(item);
	return items;
}

const header = 'accession,facility,modality,reader_id,status,final_at,report_text';
const rowsOf = (items: readonly CsvItem[]) =>
	items.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
const refusalsOf = (items: readonly CsvItem[]) =>
	items.flatMap((item) => (item.kind === 'refused-row' ? [[item.line, item.reason, item.detail]] : []));

describe('a CSV of reads', () => {
	it.each([1, 3, 1_000_000])('is read in chunks of %d bytes', async (step) => {
		const text = `\ufeff${header}\r\nA1,F1,CT,R01,final,2025-08-14 07:08,"Line one\r\nsaid ""so"", é"\r\n\r\nA2,F1,MRI,R02,P,,\r\n`;
		const rows = rowsOf(await read(text, step));
		expect(rows).toHaveLength(2);
		expect(rows[0]).toMatchObject({
			accession: 'A1',
			modality: 'CT',
			status: 'final',
			reportText: 'Line one\nsaid "so", é'
		});
		expect(rows[1]).toMatchObject({
			accession: 'A2',
			modality: 'MR',
			status: 'preliminary',
			finalAt: null,
			reportText: ''
		});
	});

	it.each([';', '\t', '|'])('may be separated by %j', async (separator) => {
		const text = `${header}\nA1,F1,CT,R01,final,2025-08-14T07:08Z,x`.replaceAll(',', separator);
		expect(rowsOf(await read(text))[0]).toMatchObject({ accession: 'A1', facility: 'F1' });
	});

	it('knows other names of columns and reports those it does not use', async () => {
		const text =
			'Accession Number,SITE,Mod,Radiologist Name,Report-Status,shoe size\nA1,F1,DX,"Roe, Jane",F,9';
		const [first, second] = await read(text);
		expect(first).toMatchObject({ kind: 'header', mapping: { unused: ['shoe size'], missing: [] } });
		expect(second).toMatchObject({
			kind: 'row',
			row: { readerName: 'Roe, Jane', modality: 'XR', status: 'final' }
		});
	});

	it('names what is wrong with a row, with its line, and goes on', async () => {
		const text = [
			header,
			'A1,F1,CT,R01,final,,',
			'A2,F1,CT,R01',
			',F1,CT,R01,final,,',
			'A4,F1,QQ,R01,final,,',
			'A5,F1,CT,R01,maybe,,',
			'"A6"x,F1,CT,R01,final,,',
			'"A7\nA7",F1,CT,R01,final,,',
			'A9,F1,CT,R01,final,,,surplus',
			'A10,F1,CT,R01,final,,"open'
		].join('\n');
		const items = await read(text);
		expect(rowsOf(items).map(({ accession }) => accession)).toEqual(['A1', 'A7\nA7']);
		expect(refusalsOf(items)).toEqual([
			[3, 'wrong-column-count', '4 of 7'],
			[4, 'invalid-value', 'accession: missing'],
			[5, 'invalid-value', 'modality: unknown-modality'],
			[6, 'invalid-value', 'status: unknown-status'],
			[7, 'text-after-quote', null],
			[10, 'wrong-column-count', '8 of 7'],
			[11, 'unclosed-quote', null]
		]);
	});

	it('names text in another encoding', async () => {
		const bytes = Uint8Array.from(`${header}\nA1,F1,CT,R01,final,,é`, (character) => character.charCodeAt(0));
		expect(refusalsOf(await read(bytes))).toEqual([[2, 'bad-encoding', null]]);
	});

	it.each([
		['', 'no-header', null],
		['hello,world\n1,2', 'missing-columns', 'accession, facility, modality, readerId, status'],
		['accession,acc,facility,modality,reader,status\n', 'duplicate-columns', 'accession']
	])('refuses the file %j', async (text, reason, detail) => {
		expect(await read(text)).toEqual([{ kind: 'refused-file', reason, detail }]);
	});
});

describe('records', () => {
	const records = (text: string, step: number, maxRecordChars = 1000) => {
		const reader = makeRecordReader({ separator: ',', maxRecordChars });
		const out = [];
		for (let at = 0; at < text.length; at += step) out.push(...reader.push(text.slice(at, at + step)));
		out.push(...reader.end());
		return out;
	};

	it('come back as they were written, whatever the chunks', () => {
		const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é'), maxLength: 8 });
		const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
		fc.assert(
			fc.property(rows, fc.integer({ min: 1, max: 5 }), (written, step) => {
				const text = written
					.map((row) => `${row.map((part) => `"${part.replaceAll('"', '""')}"`).join(',')}\r\n`)
					.join('');
				const fields = records(text, step).map((record) =>
					record.kind === 'record' ? record.fields : record.reason
				);
				expect(fields).toEqual(written);
			})
		);
	});

	it('never throw, whatever the text', () => {
		const soup = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 40 });
		fc.assert(
			fc.property(soup, fc.integer({ min: 1, max: 5 }), (text, step) => {
				expect(records(text, step)).toEqual(records(text, 1000));
			})
		);
	});

	it('that are too long are named once, and the next line is read', () => {
		expect(records(`a,${'x'.repeat(50)}\nb,c\n`, 7, 20)).toEqual([
			{ kind: 'refused', line: 1, reason: 'row-too-long' },
			{ kind: 'record', line: 2, fields: ['b', 'c'] }
		]);
	});
});

describe('an incoming read from a row', () => {
	const columns =
		'accession,facility,procedure,reader,kind,status,prelim_at,final_at,exam_end,dob,age,patient_class,priority,report';
	const readOf = async (row: string) => {
		const [parsed] = rowsOf(await read(`${columns}\n${row}`));
		if (!parsed) throw new Error('the row was refused');
		return rowToIncomingRead(parsed, { facilityTimeZone: 'America/New_York' });
	};

	it('places wall-clock times in the facility', async () => {
		const row =
			'A1,F1,CT HEAD W/O,"ROE, JANE",,final,,8/14/2025 1:05 PM,2025-08-14 12:30:15,1/21/1998,045Y,I,STAT,Normal.';
		const incoming = getValue(await readOf(row));
		expect(incoming).toMatchObject({
			modality: 'CT',
			bodyRegion: 'head',
			patientClass: 'inpatient',
			priority: 'stat',
			kind: 'final',
			patient: { birthDate: '1998-01-21', ageYears: 45 },
			knownPeople: ['ROE, JANE']
		});
		expect(toIso(incoming.events.finalAt ?? 0)).toBe('2025-08-14T17:05:00.000Z');
		expect(toIso(incoming.events.examCompletedAt ?? 0)).toBe('2025-08-14T16:30:15.000Z');
	});

	it.each([
		['no-report-status', 'A1,F1,CT HEAD,ROE,,,,,,,,,,x'],
		['no-reader', 'A1,F1,CT HEAD,,,final,,2025-08-14T10:00Z,,,,,,x'],
		['unknown-modality', 'A1,F1,EVENT,ROE,,final,,2025-08-14T10:00Z,,,,,,x'],
		['no-result-time', 'A1,F1,CT HEAD,ROE,,final,,,,,,,,x'],
		['kind-contradicts-status', 'A1,F1,CT HEAD,ROE,final,preliminary,2025-08-14T10:00Z,,,,,,,x'],
		['bad-time', 'A1,F1,CT HEAD,ROE,,final,,yesterday,,,,,,x']
	])('is refused as %s', async (code, row) => {
		expect(await readOf(row)).toMatchObject({ ok: false, error: { code } });
	});
});
