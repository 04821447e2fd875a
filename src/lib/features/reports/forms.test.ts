import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neutralise } from '#lib/core/csv/write-csv.ts';
import { reportFaults } from '#lib/core/reports/faults.ts';
import { reportForms, type ReportForm } from '#lib/core/reports/forms.ts';
import { tablesOf, type Report, type TableSection } from '#lib/core/reports/model.ts';
import { messages } from '#lib/i18n/messages.ts';
import { aReport, hostileTexts } from '../../../../tests/support/a-report.ts';
import { checkPdf, hasPdfTools, pdfFacts, pdfText } from '../../../../tests/support/pdf-tools.ts';
import { instantOfSerial, readXlsx } from '../../../../tests/support/read-xlsx.ts';
import { pdfModel } from './pdf-model.ts';
import { renderReport } from './render-report.server.ts';
import { shownColumns } from './table-view.ts';

const folder = mkdtempSync(join(tmpdir(), 'overread-forms-'));
const path = (form: ReportForm): string => join(folder, `report.${form}`);
const bytes = new Map<ReportForm, Uint8Array>();
const textOf = (form: ReportForm): string => Buffer.from(bytes.get(form) ?? []).toString('utf8');
const [all, hostile] = tablesOf(aReport) as [TableSection, TableSection];

beforeAll(async () => {
	for (const form of reportForms) {
		bytes.set(form, await renderReport(aReport, form));
		writeFileSync(path(form), bytes.get(form) ?? '');
	}
});
afterAll(() => rmSync(folder, { recursive: true }));

it('is a report without faults', () => expect(reportFaults(aReport)).toEqual([]));

it.each(reportForms)(
	'gives the same bytes as %s for the same report, and others for another copy',
	async (form) => {
		const whole = Buffer.from(bytes.get(form) ?? []);
		expect(Buffer.from(await renderReport(aReport, form)).equals(whole)).toBe(true);
		const copy = { number: 2, text: 'Copy 2 for a surveyor' };
		expect(Buffer.from(await renderReport(aReport, form, copy)).equals(whole)).toBe(false);
	}
);

describe('as JSON', () => {
	type Row = { kind: string; values: Record<string, unknown>; absent?: unknown };
	const parsed = () => JSON.parse(textOf('json')) as { sections: { id: string; rows: Row[] }[] };
	const schema = JSON.parse(readFileSync('static/schemas/overread-report-2.json', 'utf8')) as object;
	const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

	it('has the values of the model', () => {
		const { rows } = parsed().sections.find(({ id }) => id === 'all') ?? { rows: [] };
		expect(rows.map(({ values }) => Object.values(values))).toEqual(all.rows.map(({ cells }) => cells));
		expect(rows.map(({ absent }) => absent)).toEqual(all.rows.map(({ absent }) => absent));
	});

	it('is what the published schema says', () => {
		validate(parsed());
		expect(validate.errors).toBeNull();
		for (const spoil of [
			(report: Record<string, unknown>) => delete report.head,
			(report: Record<string, unknown>) => (report.more = 1),
			(report: Record<string, unknown>) => (report.format = 'overread-report/1')
		]) {
			const report = parsed() as unknown as Record<string, unknown>;
			spoil(report);
			expect(validate(report)).toBe(false);
		}
	});
});

describe('as CSV', () => {
	const python = spawnSync('python3', ['--version']).status === 0;
	const readCsv = (delimiter: string): string[][] => {
		const script =
			'import csv, json, sys\nwith open(sys.argv[1], newline="", encoding="utf-8-sig") as f: print(json.dumps(list(csv.reader(f, delimiter=sys.argv[2]))))';
		const { stdout, status } = spawnSync('python3', ['-c', script, path('csv'), delimiter], {
			encoding: 'utf8'
		});
		expect(status).toBe(0);
		return JSON.parse(stdout) as string[][];
	};
	/** The lines of a section, without its line of titles and its line of keys. */
	const rowsOf = (lines: readonly string[][], table: TableSection): string[][] => {
		const start = lines.findIndex(([first, , id]) => first === 'section' && id === table.id);
		return lines.slice(start + 3, start + 3 + table.rows.length);
	};

	it('begins with a byte order mark and ends its lines as RFC 4180 says', () => {
		expect(textOf('csv').startsWith('\ufeffformat,overread-report/2\r\n')).toBe(true);
	});

	it.skipIf(!python)('has the values of the model for Python', () => {
		const rows = rowsOf(readCsv(','), all);
		expect(rows.map((row) => row.slice(0, all.columns.length))).toEqual(
			all.rows.map(({ cells }) => cells.map((cell) => (cell === null ? '' : String(cell))))
		);
		expect(rows[1]?.at(-1)).toContain('rate: suppressed');
		const texts = rowsOf(readCsv(','), hostile).map(([text]) => text);
		expect(texts).toEqual(hostileTexts.map(neutralise));
	});

	it.skipIf(!python).each([',', ';', '\t'])(
		'has no cell that runs, read with %j between its cells',
		(delimiter) => {
			const running = readCsv(delimiter)
				.flat()
				.filter((cell) => /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell))
				.filter((cell) => Number.isNaN(Number(cell)));
			expect(running).toEqual([]);
		}
	);
});

describe('as XLSX', () => {
	const sheetOf = (name: string) => {
		const sheet = readXlsx(bytes.get('xlsx') ?? new Uint8Array()).sheets.find((one) => one.name === name);
		if (!sheet) throw new Error(`there is no sheet ${name}`);
		return sheet;
	};

	it('has the values of the model, numbers as numbers and days as days', () => {
		const rows = sheetOf('By physician all some of them').rows.slice(2);
		const read = rows.map((row, nth) =>
			all.columns.map(({ kind, key }, at) => {
				const value = row[at]?.value;
				const isAbsent = all.rows[nth]?.absent?.[key] !== undefined;
				if (isAbsent || typeof value !== 'number') return value;
				if (kind === 'day') return instantOfSerial(value).slice(0, 10);
				return kind === 'instant' ? instantOfSerial(value) : value;
			})
		);
		const expected = all.rows.map(({ cells, absent = {} }) =>
			cells.map((cell, at) => {
				const reason = absent[all.columns[at]?.key ?? ''];
				return reason === undefined ? cell : messages.reports.absent[reason];
			})
		);
		expect(read).toEqual(expected);
	});

	it('has texts as texts: no formula anywhere', () => {
		const { sheets, files } = readXlsx(bytes.get('xlsx') ?? new Uint8Array());
		expect(
			sheetOf('Texts')
				.rows.slice(1)
				.map(([cell]) => cell?.value)
		).toEqual([...hostileTexts]);
		for (const { xml } of sheets) expect(xml).not.toMatch(/<f[ >]/);
		expect([...files.keys()].filter((name) => /vba|external|connections/i.test(name))).toEqual([]);
	});

	it('has sheets that Excel can name, heads that stay, filters and a cover', () => {
		const { sheets } = readXlsx(bytes.get('xlsx') ?? new Uint8Array());
		expect(sheets.map(({ name }) => name)).toEqual([
			'Cover',
			'Programme',
			'By physician all some of them',
			'Texts',
			'Texts (2)',
			'Rates',
			'Narrative',
			'Signatures'
		]);
		const { xml } = sheetOf('By physician all some of them');
		expect(xml).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/);
		expect(xml).toContain('<autoFilter ref="A2:M6"');
		const cover = sheetOf('Cover').rows.map((row) => row.map((cell) => cell?.value).join(': '));
		expect(cover).toContain('Organisation: Northern & Western Teleradiology');
		expect(cover).toContain('Confidential peer-review document.');
	});
});

describe.skipIf(!hasPdfTools())('as PDF', () => {
	const plain = (text: string): string => text.replace(/[\s\u00a0\u2009\u202f]+/g, ' ').trim();

	it('has every value that the screen shows, with its interval and n', () => {
		const lines = pdfText(path('pdf')).split('\n').map(plain);
		const columns = shownColumns(all);
		for (const row of all.rows) {
			const words = plain(columns.map((column) => column.text(row)).join(' '));
			expect(lines).toContain(words);
		}
	});

	it('is whole, tagged, in its language, on pages with a number and the banner', () => {
		expect(checkPdf(path('pdf'))).toContain('No syntax or stream encoding errors');
		expect(pdfFacts(path('pdf')).get('Tagged')).toBe('yes');
		const pages = pdfText(path('pdf')).split('\f').slice(0, -1);
		expect(pages.length).toBeGreaterThan(3);
		for (const [nth, page] of pages.entries()) {
			expect(plain(page)).toContain(`Page ${nth + 1} of ${pages.length}`);
			expect(page).toContain('Confidential peer-review document');
			expect(page).toContain('Making 0199c0de');
		}
	});

	it('draws its charts as vectors, with words for who cannot see them', () => {
		const raw = readFileSync(path('pdf'), 'latin1');
		expect(raw).not.toContain('/Subtype /Image');
		expect(raw).toMatch(/\/S \/Figure/);
		const text = plain(pdfText(path('pdf')));
		expect(text).toContain('R03 5.5 % 3.1–9.4 212 3.8 % watch');
	});
});

describe('a long report', () => {
	it('takes a table of many rows in every form', async () => {
		const rows = Array.from({ length: 2400 }, () => all.rows[0] ?? { kind: 'body' as const, cells: [] });
		const long: Report = { ...aReport, sections: [{ ...all, rows }] };
		for (const form of reportForms) expect((await renderReport(long, form)).length).toBeGreaterThan(10_000);
		const { blocks } = pdfModel(long, null);
		expect(JSON.stringify(blocks)).toContain('400 more rows of this table are in the XLSX');
	});
});
