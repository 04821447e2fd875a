import { setImmediate as breathe } from 'node:timers/promises';
import type { PdfTable } from './model.ts';
import { asArtifact, drawRule, ink, makeRoom, type Doc, type Sheet } from './sheet.ts';
import { layOut, PAD, type Layout } from './table-layout.ts';

/** Rows take about a millisecond each: others are answered between these. */
const ROWS_AT_ONCE = 20;

function heightOf({ doc, frame }: Sheet, cells: readonly string[], { places }: Layout): number {
	const heights = places.map(({ width, align }, at) =>
		doc.heightOfString(cells[at] || ' ', { width: width - 2 * PAD, align })
	);
	return Math.min(Math.max(...heights) + 2 * PAD, frame.bodyHeight - 60);
}

type Line = { readonly cells: readonly string[]; readonly layout: Layout; readonly rule?: string };

/** Control characters have no sign in any font; ends of lines stay. */
const printable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}+/gu, ' ');

/** Draws one row at the document's place; `put` says how a cell's text is marked. */
function drawRow(sheet: Sheet, line: Line, put: (draw: () => void, at: number) => void): void {
	const { doc, frame } = sheet;
	const { cells, layout, rule } = line;
	const top = doc.y;
	const height = heightOf(sheet, cells, layout);
	layout.places.forEach(({ x, width, align }, at) => {
		// What is higher than a page ends with an ellipsis.
		const room = { width: width - 2 * PAD, height: height - 2 * PAD + 1, align, ellipsis: true };
		put(() => doc.text(cells[at] || ' ', x + PAD, top + PAD, room), at);
	});
	const last = layout.places.at(-1);
	const width = last ? last.x + last.width - frame.left : 0;
	asArtifact(doc, () => drawRule(sheet, { y: top + height, width, ...(rule ? { colour: rule } : {}) }));
	doc.x = frame.left;
	doc.y = top + height;
}

type Group = { readonly name: string; readonly from: number; readonly to: number };

/** Neighbouring columns of one group; columns without one stand alone under an empty place. */
function groupsOf({ columns }: PdfTable): Group[] {
	const groups: Group[] = [];
	for (const [at, { group = '' }] of columns.entries()) {
		const last = groups.at(-1);
		if (last && last.name === group) groups[groups.length - 1] = { ...last, to: at };
		else groups.push({ name: group, from: at, to: at });
	}
	return groups.some(({ name }) => name !== '') ? groups : [];
}

/** Draws the names of groups above their columns. */
function drawGroups(
	sheet: Sheet,
	{ groups, layout }: { readonly groups: readonly Group[]; readonly layout: Layout },
	put: (draw: () => void, group: Group) => void
): void {
	const { doc, frame } = sheet;
	if (groups.length === 0) return;
	const top = doc.y;
	const height = doc.currentLineHeight(true) + PAD;
	for (const group of groups) {
		const [first, last] = [layout.places[group.from], layout.places[group.to]];
		if (!first || !last) continue;
		const width = last.x + last.width - first.x;
		const room = { width: width - 2 * PAD, height, align: 'center' as const, ellipsis: true };
		put(() => doc.text(group.name || ' ', first.x + PAD, top + PAD / 2, room), group);
		if (group.name === '') continue;
		asArtifact(doc, () =>
			doc
				.moveTo(first.x + PAD, top + height)
				.lineTo(first.x + width - PAD, top + height)
				.lineWidth(0.5)
				.strokeColor(ink.line)
				.stroke()
		);
	}
	doc.x = frame.left;
	doc.y = top + height;
}

const headStyle = (doc: Doc, { size }: Layout): Doc => doc.font('strong').fontSize(size).fillColor(ink.text);
const bodyStyle = (doc: Doc, { size }: Layout, isSum: boolean): Doc =>
	doc
		.font(isSum ? 'strong' : 'regular')
		.fontSize(size)
		.fillColor(ink.text);

/** Draws a table with its heads, which stand again at the head of every page that it goes on to. */
export async function drawTable(
	sheet: Sheet,
	table: PdfTable,
	parent: PDFKit.PDFStructureElement
): Promise<void> {
	const { doc } = sheet;
	const layout = layOut(sheet, table);
	const groups = groupsOf(table);
	const titles = table.columns.map(({ title }) => title);
	const struct = doc.struct('Table', { alt: table.caption });
	parent.add(struct);
	headStyle(doc, layout);
	makeRoom(sheet, (groups.length > 0 ? 4 : 3) * heightOf(sheet, titles, layout));
	drawHeads(sheet, { groups, layout, titles, struct });
	for (const [nth, row] of table.rows.entries()) {
		const cells = row.map(printable);
		if (nth % ROWS_AT_ONCE === 0) await breathe();
		const isSum = table.sums?.has(nth) ?? false;
		bodyStyle(doc, layout, isSum);
		if (makeRoom(sheet, heightOf(sheet, cells, layout))) {
			headStyle(doc, layout);
			drawGroups(sheet, { groups, layout }, (draw) => asArtifact(doc, draw));
			drawRow(sheet, { cells: titles, layout, rule: ink.quiet }, (draw) => asArtifact(doc, draw));
			bodyStyle(doc, layout, isSum);
		}
		const line = doc.struct('TR');
		struct.add(line);
		drawRow(sheet, { cells, layout, ...(isSum ? { rule: ink.quiet } : {}) }, (draw, at) => {
			// The first cell says what the row is of.
			line.add(doc.struct(at === 0 ? 'TH' : 'TD', at === 0 ? scope('Row') : {}, [draw]));
		});
		line.end();
	}
	struct.end();
}

/** What a head is the head of. The types of pdfkit do not know it. */
const scope = (of: 'Row' | 'Column', title?: string): object => ({ scope: of, ...(title ? { title } : {}) });

function drawHeads(
	sheet: Sheet,
	given: {
		readonly groups: readonly Group[];
		readonly layout: Layout;
		readonly titles: readonly string[];
		readonly struct: PDFKit.PDFStructureElement;
	}
): void {
	const { doc } = sheet;
	const { groups, layout, titles, struct } = given;
	// Above the columns for the eye: each column's own title says to who listens which group it is of.
	drawGroups(sheet, { groups, layout }, (draw) => asArtifact(doc, draw));
	const head = doc.struct('TR');
	struct.add(head);
	const groupOf = (at: number): string => groups.find(({ from, to }) => at >= from && at <= to)?.name ?? '';
	drawRow(sheet, { cells: titles, layout, rule: ink.quiet }, (draw, at) => {
		const title = [groupOf(at), titles[at] ?? ''].filter(Boolean).join(': ');
		head.add(doc.struct('TH', scope('Column', title), [draw]));
	});
	head.end();
}
