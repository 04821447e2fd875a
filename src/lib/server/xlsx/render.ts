import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import type { XlsxColumn, XlsxModel, XlsxTable, XlsxText, XlsxValue } from './model.ts';
import { sheetNames } from './names.ts';

/** Excel's limit is 1 048 576 lines a sheet: what is longer goes on in the next. */
const LONGEST = 1_000_000;
const WIDEST = 60;
/** Longer tables have no styles of single cells, which take more memory than what stands in them. */
const STYLED = 5000;
/** Points a line of text; a head's height is told, since not every program finds it by itself. */
const LINE_HEIGHT = 15.5;
const font = { name: 'Calibri', size: 11 } as const;
const quiet = { rgb: '55595D' };
const line = { rgb: 'C3C7CA' };

const styles = {
	head: {
		font: { ...font, bold: true },
		fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F1F2F3' } },
		border: { bottom: { style: 'thin', color: line } },
		alignment: { wrapText: true, vertical: 'bottom' }
	},
	group: { font: { ...font, bold: true, color: quiet }, alignment: { horizontal: 'center' } },
	title: { font: { ...font, bold: true, size: 16 } },
	name: { font: { ...font, color: quiet }, alignment: { vertical: 'top' } },
	prose: { alignment: { wrapText: true, vertical: 'top' } },
	words: { font: { ...font, italic: true, color: quiet } }
} as const satisfies Record<string, CellStyle>;

const isWords = (value: XlsxValue): value is { readonly words: string } =>
	typeof value === 'object' && !(value instanceof Date);
const plain = (value: XlsxValue): CellValue => (isWords(value) ? value.words : value);

/** Letters of a column: 0 is A, 26 is AA. */
function letters(column: number): string {
	const last = String.fromCharCode(65 + (column % 26));
	return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

const styleOf = ({ format, align }: XlsxColumn): CellStyle => ({
	...(format ? { numFmt: format } : {}),
	alignment: { horizontal: align ?? 'left', vertical: 'top' }
});

/** How many lines the highest head takes. */
function headLines(columns: readonly XlsxColumn[], widths: readonly number[]): number {
	return Math.max(...columns.map(({ title }, at) => Math.ceil((title.length * 1.15) / (widths[at] ?? 8))));
}

/** As wide as the longest of what stands in it, within reason; a head may stand in two lines. */
function widthOf(column: XlsxColumn, values: readonly (XlsxValue | undefined)[]): number {
	const lengths = values.map((value) => (value === undefined ? 0 : shownLength(plain(value))));
	const head = Math.max(...column.title.split(/\s+/).map(({ length }) => length));
	return Math.min(WIDEST, Math.max(8, head + 3, ...lengths.map((length) => length + 2)));
}

function shownLength(value: CellValue): number {
	if (value instanceof Date) return value.getTime() % 86_400_000 === 0 ? 11 : 20;
	return typeof value === 'number' ? value.toFixed(1).length + 1 : String(value ?? '').length;
}

type Page = Pick<WriteSheet, 'pageSetup' | 'headerFooter'>;

/** `&` begins a code in the head and foot of a page. */
const literal = (text: string): string => text.replaceAll('&', '&&');

function pageOf({ layout, head, foot }: XlsxModel, printTitlesRow?: string): Page {
	return {
		pageSetup: {
			paperSize: 'letter',
			orientation: layout,
			fitToPage: true,
			fitToWidth: 1,
			fitToHeight: 0,
			...(printTitlesRow ? { printTitlesRow } : {})
		},
		headerFooter: {
			oddHeader: `&L${literal(head[0])}&R${literal(head[1])}`,
			oddFooter: `&L${literal(foot)}&RPage &P of &N`
		}
	};
}

type Cells = NonNullable<WriteSheet['cells']>;

function tableSheet(model: XlsxModel, table: XlsxTable, part: { name: string; from: number }): WriteSheet {
	const { columns, sums } = table;
	const shown = table.rows.slice(part.from, part.from + LONGEST);
	const hasGroups = columns.some(({ group }) => group !== undefined);
	const heads = hasGroups ? 2 : 1;
	const cells: Cells = new Map();
	columns.forEach(({ title, group, align }, at) => {
		if (hasGroups) cells.set(`0,${at}`, { value: group ?? '', type: 'string', style: styles.group });
		const alignment = {
			...styles.head.alignment,
			...(align === 'right' ? { horizontal: 'right' as const } : {})
		};
		cells.set(`${heads - 1},${at}`, { value: title, type: 'string', style: { ...styles.head, alignment } });
	});
	const styled = shown.length > STYLED ? [] : shown;
	styled.forEach((row, nth) => {
		const isSum = sums.has(part.from + nth);
		row.forEach((value, at) => {
			const column = columns[at];
			if (!column || (!isWords(value) && !isSum)) return;
			const style = isWords(value) ? styles.words : { font: { ...font, bold: true } };
			cells.set(`${nth + heads},${at}`, { value: plain(value), style: { ...styleOf(column), ...style } });
		});
	});
	const widths = columns.map((column, at) =>
		widthOf(
			column,
			shown.slice(0, 500).map((row) => row[at])
		)
	);
	const last = letters(columns.length - 1);
	return {
		name: part.name,
		columns: columns.map((column, at) => ({ width: widths[at] ?? 8, style: styleOf(column) })),
		rowDefs: new Map([[heads - 1, { height: LINE_HEIGHT * headLines(columns, widths) }]]),
		rows: [
			...(hasGroups ? [columns.map(({ group }) => group ?? '')] : []),
			columns.map(({ title }) => title),
			...(table.rows.length === 0 ? [[table.empty]] : shown.map((row) => row.map(plain)))
		],
		cells,
		merges: hasGroups ? groupSpans(columns) : [],
		freezePane: { rows: heads, columns: columns.length > 4 ? 1 : 0 },
		autoFilter: { range: `A${heads}:${last}${heads + Math.max(1, shown.length)}` },
		...pageOf(model, `$1:$${heads}`)
	};
}

function groupSpans(columns: readonly XlsxColumn[]): NonNullable<WriteSheet['merges']> {
	const spans: {
		startRow: number;
		startCol: number;
		endRow: number;
		endCol: number;
		group: string | undefined;
	}[] = [];
	columns.forEach(({ group }, at) => {
		const last = spans.at(-1);
		if (last && group !== undefined && last.group === group) last.endCol = at;
		else spans.push({ startRow: 0, endRow: 0, startCol: at, endCol: at, group });
	});
	return spans
		.filter(({ group, startCol, endCol }) => group !== undefined && endCol > startCol)
		.map(({ startRow, startCol, endRow, endCol }) => ({ startRow, startCol, endRow, endCol }));
}

function textSheet(model: XlsxModel, { title, lines }: XlsxText, name: string): WriteSheet {
	const cells: Cells = new Map([['0,0', { value: title, type: 'string', style: styles.title }]]);
	lines.forEach((words, nth) => {
		const row = nth + 2;
		if (typeof words === 'string')
			cells.set(`${row},0`, { value: words, type: 'string', style: styles.prose });
		else {
			cells.set(`${row},0`, { value: words[0], type: 'string', style: styles.name });
			cells.set(`${row},1`, {
				value: plain(words[1]),
				style: { alignment: { ...styles.prose.alignment, horizontal: 'left' } }
			});
		}
	});
	const hasPairs = lines.some((words) => typeof words !== 'string');
	return {
		name,
		columns: hasPairs ? [{ width: 28 }, { width: 90 }] : [{ width: 110 }],
		rows: [
			[title],
			[],
			...lines.map((words) => (typeof words === 'string' ? [words] : [words[0], plain(words[1])]))
		],
		cells,
		...pageOf(model)
	};
}

/**
 * The bytes of a workbook: real numbers and dates with their formats, texts as texts and never as formulas, heads that stay, filters, pages set up for
 * print. The same model gives the same bytes.
 */
export async function renderXlsx(model: XlsxModel): Promise<Uint8Array> {
	const { writeXlsx } = await import('hucre/xlsx');
	const parts = model.sheets.flatMap((sheet) => {
		const pieces = sheet.kind === 'table' ? Math.max(1, Math.ceil(sheet.rows.length / LONGEST)) : 1;
		return Array.from({ length: pieces }, (_, nth) => ({ sheet, from: nth * LONGEST }));
	});
	const names = sheetNames(parts.map(({ sheet }) => sheet.name));
	const madeAt = new Date(model.madeAt);
	return writeXlsx({
		sheets: parts.map(({ sheet, from }, at) => {
			const name = names[at] ?? `Sheet ${at + 1}`;
			return sheet.kind === 'table'
				? tableSheet(model, sheet, { name, from })
				: textSheet(model, sheet, name);
		}),
		defaultFont: font,
		properties: {
			title: model.title,
			creator: model.author,
			lastModifiedBy: model.author,
			created: madeAt,
			modified: madeAt
		}
	});
}
