import type { PdfBlock, PdfModel } from './model.ts';
import { bodyWidth, ink, makeRoom, openSheet, sheet, sizes, type Doc } from './sheet.ts';
import { asArtifact, drawTable } from './table.ts';

type Heading = { readonly text: string; readonly level: 1 | 2; readonly name: string; readonly page: number };
type Parent = PDFKit.PDFStructureElement;

/**
 * The bytes of a document: PDF 1.7, tagged, with its fonts in it (Inter, OFL-1.1), outline and numbered pages. The same model gives the
 * same bytes.
 */
export async function renderPdf(model: PdfModel): Promise<Buffer> {
	// The contents name pages that are known only when all is drawn: it is drawn twice.
	const { headings } = await draw(model, null);
	const { doc } = await draw(model, headings);
	return bytesOf(doc);
}

async function bytesOf(doc: Doc): Promise<Buffer> {
	const chunks: Buffer[] = [];
	const whole = new Promise<Buffer>((resolve, reject) => {
		doc.on('data', (chunk: Buffer) => chunks.push(chunk));
		doc.on('end', () => resolve(Buffer.concat(chunks)));
		doc.on('error', reject);
	});
	doc.end();
	return whole;
}

async function draw(
	model: PdfModel,
	known: readonly Heading[] | null
): Promise<{ doc: Doc; headings: readonly Heading[] }> {
	const doc = await openSheet(model);
	doc.addPage();
	const root = doc.struct('Document');
	doc.addStructure(root);
	drawTitle(doc, model, root);
	if (model.contents !== null) drawContents(doc, model, { known, root, title: model.contents });
	const headings: Heading[] = [];
	const outline = doc.outline;
	let above = outline;
	for (const block of model.blocks) {
		if (block.kind === 'heading') {
			const name = `h${headings.length + 1}`;
			drawHeading(doc, { ...block, name }, root);
			const entry = (block.level === 1 ? outline : above).addItem(block.text);
			if (block.level === 1) above = entry;
			headings.push({ ...block, name, page: doc.bufferedPageRange().count });
		} else await drawBlock(doc, block, root);
	}
	root.end();
	drawMargins(doc, model);
	return { doc, headings };
}

/** Adds a line or a paragraph as an element of its own. */
function drawText(doc: Doc, parent: Parent, tag: string, write: () => void): void {
	parent.add(doc.struct(tag, {}, [write]));
}

function drawTitle(doc: Doc, { title, lead }: PdfModel, root: Parent): void {
	drawText(doc, root, 'H1', () =>
		doc.font('strong').fontSize(sizes.title).fillColor(ink.text).text(title, { width: bodyWidth })
	);
	doc.moveDown(0.3);
	drawText(doc, root, 'P', () =>
		doc.font('regular').fontSize(sizes.text).fillColor(ink.quiet).text(lead, { width: bodyWidth })
	);
	doc.moveDown(1);
}

function drawContents(
	doc: Doc,
	model: PdfModel,
	{ known, root, title }: { known: readonly Heading[] | null; root: Parent; title: string }
): void {
	drawText(doc, root, 'H2', () => doc.font('strong').fontSize(sizes[1]).fillColor(ink.text).text(title));
	doc.moveDown(0.4);
	const list = doc.struct('TOC');
	root.add(list);
	let number = 0;
	for (const block of model.blocks) {
		if (block.kind !== 'heading') continue;
		number += 1;
		const name = `h${number}`;
		const page = known?.find((one) => one.name === name)?.page ?? 0;
		doc.font('regular').fontSize(sizes.text).fillColor(ink.text);
		makeRoom(doc, doc.currentLineHeight(true) + 3);
		const top = doc.y;
		const x = sheet.margin + (block.level - 1) * 14;
		const item = doc.struct('TOCI');
		list.add(item);
		item.add(
			doc.struct('Link', {}, [
				() => doc.text(block.text, x, top, { width: bodyWidth - 60 - (x - sheet.margin), goTo: name })
			])
		);
		const bottom = doc.y;
		item.add(
			doc.struct('Span', {}, [
				() => doc.text(String(page), sheet.margin + bodyWidth - 50, top, { width: 50, align: 'right' })
			])
		);
		item.end();
		doc.x = sheet.margin;
		doc.y = bottom + 3;
	}
	list.end();
	doc.moveDown(1);
}

function drawHeading(
	doc: Doc,
	block: Extract<PdfBlock, { kind: 'heading' }> & { readonly name: string },
	root: Parent
): void {
	const size = sizes[block.level];
	// A heading never stands at the foot of a page without what it is the head of, another heading included.
	if (block.isOnNewPage && doc.y > sheet.top) doc.addPage();
	else if (!makeRoom(doc, size * 10) && doc.y > sheet.top) doc.moveDown(block.level === 1 ? 1.4 : 0.9);
	doc.addNamedDestination(block.name, 'XYZ', sheet.margin, doc.y, null);
	drawText(doc, root, block.level === 1 ? 'H2' : 'H3', () =>
		doc
			.font('strong')
			.fontSize(size)
			.fillColor(ink.text)
			.text(block.text, sheet.margin, doc.y, { width: bodyWidth })
	);
	doc.moveDown(0.35);
}

async function drawBlock(
	doc: Doc,
	block: Exclude<PdfBlock, { kind: 'heading' }>,
	root: Parent
): Promise<void> {
	doc.font('regular').fontSize(sizes.text).fillColor(ink.text);
	switch (block.kind) {
		case 'text': {
			const quiet = block.tone === 'quiet';
			doc.font(block.tone === 'strong' ? 'strong' : 'regular').fillColor(quiet ? ink.quiet : ink.text);
			if (quiet) doc.fontSize(sizes.small);
			makeRoom(doc, Math.min(doc.heightOfString(block.text, { width: bodyWidth }), 200));
			drawText(doc, root, 'P', () => doc.text(block.text, { width: bodyWidth, lineGap: 1.5 }));
			break;
		}
		case 'list':
			drawList(doc, block.items, root);
			break;
		case 'facts':
			drawFacts(doc, block.facts, root);
			break;
		case 'table':
			if (block.rows.length > 0) await drawTable(doc, block, root);
			else drawText(doc, root, 'P', () => doc.fillColor(ink.quiet).text(block.empty, { width: bodyWidth }));
			break;
	}
	doc.moveDown(0.6);
}

function drawList(doc: Doc, items: readonly string[], root: Parent): void {
	const list = doc.struct('L');
	root.add(list);
	for (const text of items) {
		makeRoom(doc, doc.heightOfString(text, { width: bodyWidth - 14 }));
		const item = doc.struct('LI');
		list.add(item);
		const top = doc.y;
		item.add(doc.struct('Lbl', {}, [() => doc.text('•', sheet.margin, top, { width: 14 })]));
		item.add(
			doc.struct('LBody', {}, [
				() => doc.text(text, sheet.margin + 14, top, { width: bodyWidth - 14, lineGap: 1.5 })
			])
		);
		item.end();
		doc.x = sheet.margin;
		doc.y += 2;
	}
	list.end();
}

/** Names on the left, what they are on the right, as lines of one list. */
function drawFacts(doc: Doc, facts: readonly (readonly [string, string])[], root: Parent): void {
	const nameWidth = 150;
	const list = doc.struct('L');
	root.add(list);
	for (const [name, value] of facts) {
		const place = { width: bodyWidth - nameWidth };
		makeRoom(doc, doc.font('regular').heightOfString(value, place));
		const item = doc.struct('LI');
		list.add(item);
		const top = doc.y;
		item.add(
			doc.struct('Lbl', {}, [
				() => doc.fillColor(ink.quiet).text(name, sheet.margin, top, { width: nameWidth - 10 })
			])
		);
		const nameBottom = doc.y;
		item.add(
			doc.struct('LBody', {}, [
				() => doc.fillColor(ink.text).text(value, sheet.margin + nameWidth, top, place)
			])
		);
		item.end();
		doc.x = sheet.margin;
		doc.y = Math.max(doc.y, nameBottom) + 3;
	}
	list.end();
}

/** Head and foot of every page: no content of the document. */
function drawMargins(doc: Doc, model: PdfModel): void {
	const { count, start } = doc.bufferedPageRange();
	for (let at = 0; at < count; at += 1) {
		doc.switchToPage(start + at);
		// Below the bottom margin pdfkit would begin another page.
		doc.page.margins = { top: 0, bottom: 0, left: sheet.margin, right: sheet.margin };
		const line = (y: number): void => {
			doc
				.moveTo(sheet.margin, y)
				.lineTo(sheet.margin + bodyWidth, y)
				.lineWidth(0.5)
				.strokeColor(ink.line)
				.stroke();
		};
		const half = { width: bodyWidth / 2, height: 12, ellipsis: true };
		const right = { ...half, align: 'right' as const };
		asArtifact(doc, () => {
			doc.font('regular').fontSize(sizes.small).fillColor(ink.quiet);
			doc.text(model.title, sheet.margin, 46, half);
			doc.text(model.header, sheet.margin + bodyWidth / 2, 46, right);
			line(62);
			line(sheet.height - 52);
			doc.text(model.footer, sheet.margin, sheet.height - 44, { ...half, width: bodyWidth * 0.75 });
			const where = model.page(at + 1, count);
			doc.text(where, sheet.margin + bodyWidth * 0.75, sheet.height - 44, {
				...right,
				width: bodyWidth * 0.25
			});
		});
	}
}
