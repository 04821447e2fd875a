import { setImmediate as breathe } from 'node:timers/promises';
import type { PdfBlock } from './model.ts';
import { bodyHeight, bodyWidth, ink, makeRoom, sheet, sizes, type Doc } from './sheet.ts';

type Table = Extract<PdfBlock, { kind: 'table' }>;
type Place = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };

const PAD = 4;
/** Rows take about a millisecond each: others are answered between these. */
const ROWS_AT_ONCE = 20;

function placesOf({ columns }: Table): Place[] {
	const whole = columns.reduce((sum, { width }) => sum + width, 0);
	let x: number = sheet.margin;
	return columns.map(({ width, align = 'left' }) => {
		const place = { x, width: (bodyWidth * width) / whole, align };
		x += place.width;
		return place;
	});
}

function heightOf(doc: Doc, cells: readonly string[], places: readonly Place[]): number {
	const heights = places.map(({ width, align }, at) =>
		doc.heightOfString(cells[at] || ' ', { width: width - 2 * PAD, align })
	);
	return Math.min(Math.max(...heights) + 2 * PAD, bodyHeight - 60);
}

/** Draws one row at the document's place; `put` says how a cell's text is marked. */
function drawRow(
	doc: Doc,
	{ cells, places }: { readonly cells: readonly string[]; readonly places: readonly Place[] },
	put: (draw: () => void, at: number) => void
): void {
	const top = doc.y;
	const height = heightOf(doc, cells, places);
	places.forEach(({ x, width, align }, at) => {
		// What is higher than a page ends with an ellipsis.
		const room = { width: width - 2 * PAD, height: height - 2 * PAD + 1, align, ellipsis: true };
		put(() => doc.text(cells[at] || ' ', x + PAD, top + PAD, room), at);
	});
	asArtifact(doc, () =>
		doc
			.moveTo(sheet.margin, top + height)
			.lineTo(sheet.margin + bodyWidth, top + height)
			.lineWidth(0.5)
			.strokeColor(ink.line)
			.stroke()
	);
	doc.x = sheet.margin;
	doc.y = top + height;
}

/** Draws what is no content: lines, shades, what is only repeated. */
export function asArtifact(doc: Doc, draw: () => void): void {
	doc.markContent('Artifact');
	draw();
	doc.endMarkedContent();
}

function headStyle(doc: Doc): Doc {
	return doc.font('strong').fontSize(sizes.small).fillColor(ink.text);
}

function bodyStyle(doc: Doc): Doc {
	return doc.font('regular').fontSize(sizes.small).fillColor(ink.text);
}

/** Draws a table with its heads, which stand again at the head of every page that it goes on to. */
export async function drawTable(doc: Doc, table: Table, parent: PDFKit.PDFStructureElement): Promise<void> {
	const places = placesOf(table);
	const titles = table.columns.map(({ title }) => title);
	const struct = doc.struct('Table', { alt: table.caption });
	parent.add(struct);
	headStyle(doc);
	makeRoom(doc, 3 * heightOf(doc, titles, places));
	const head = doc.struct('TR');
	struct.add(head);
	drawRow(doc, { cells: titles, places }, (draw, at) => {
		// The types of pdfkit do not know the scope of a head.
		const options = { scope: 'Column', title: titles[at] ?? '' };
		head.add(doc.struct('TH', options, [draw]));
	});
	head.end();
	for (const [nth, cells] of table.rows.entries()) {
		if (nth % ROWS_AT_ONCE === 0) await breathe();
		bodyStyle(doc);
		if (makeRoom(doc, heightOf(doc, cells, places))) {
			headStyle(doc);
			drawRow(doc, { cells: titles, places }, (draw) => asArtifact(doc, draw));
			bodyStyle(doc);
		}
		const row = doc.struct('TR');
		struct.add(row);
		drawRow(doc, { cells, places }, (draw) => row.add(doc.struct('TD', {}, [draw])));
		row.end();
	}
	struct.end();
}
