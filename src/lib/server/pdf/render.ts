import { drawBlock } from './blocks.ts';
import { drawMargins } from './margins.ts';
import type { PdfBlock, PdfModel } from './model.ts';
import { addElement, ink, makeRoom, openSheet, sizes, type Doc, type Sheet } from './sheet.ts';

type Heading = { readonly text: string; readonly level: 1 | 2; readonly name: string; readonly page: number };
type Parent = PDFKit.PDFStructureElement;

/**
 * The bytes of a document: PDF 1.7, tagged, with its fonts in it (Inter, OFL-1.1), outline and numbered pages. The same model gives the
 * same bytes.
 */
export async function renderPdf(model: PdfModel): Promise<Buffer> {
	// Contents name pages that are known only when all is drawn: it is drawn twice.
	const headings = model.contents === null ? null : (await draw(model, null)).headings;
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
	const sheet = await openSheet(model);
	const { doc } = sheet;
	doc.addPage();
	const root = doc.struct('Document');
	doc.addStructure(root);
	drawTitle(sheet, model, root);
	if (model.contents !== null) drawContents(sheet, model, { known, root, title: model.contents });
	const headings: Heading[] = [];
	const outline = doc.outline;
	let above = outline;
	for (const block of model.blocks) {
		if (block.kind === 'heading') {
			const name = `h${headings.length + 1}`;
			drawHeading(sheet, { ...block, name }, root);
			const entry = (block.level === 1 ? outline : above).addItem(block.text);
			if (block.level === 1) above = entry;
			headings.push({ ...block, name, page: doc.bufferedPageRange().count });
		} else await drawBlock(sheet, block, root);
	}
	root.end();
	drawMargins(sheet, model);
	return { doc, headings };
}

function drawTitle({ doc, frame }: Sheet, { kicker, title, lead }: PdfModel, root: Parent): void {
	const place = { width: frame.bodyWidth };
	if (kicker) {
		addElement(doc, { parent: root, tag: 'P' }, () =>
			doc.font('strong').fontSize(sizes.text).fillColor(ink.quiet).text(kicker, place)
		);
		doc.moveDown(0.4);
	}
	addElement(doc, { parent: root, tag: 'H1' }, () =>
		doc.font('strong').fontSize(sizes.title).fillColor(ink.text).text(title, place)
	);
	doc.moveDown(0.3);
	addElement(doc, { parent: root, tag: 'P' }, () =>
		doc.font('regular').fontSize(sizes.text).fillColor(ink.quiet).text(lead, place)
	);
	doc.moveDown(1);
}

function drawContents(
	sheet: Sheet,
	model: PdfModel,
	{ known, root, title }: { known: readonly Heading[] | null; root: Parent; title: string }
): void {
	const { doc, frame } = sheet;
	addElement(doc, { parent: root, tag: 'H2' }, () =>
		doc.font('strong').fontSize(sizes[1]).fillColor(ink.text).text(title)
	);
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
		makeRoom(sheet, doc.currentLineHeight(true) + 3);
		const top = doc.y;
		const x = frame.left + (block.level - 1) * 14;
		const item = doc.struct('TOCI');
		list.add(item);
		item.add(
			doc.struct('Link', {}, [
				() => doc.text(block.text, x, top, { width: frame.bodyWidth - 60 - (x - frame.left), goTo: name })
			])
		);
		const bottom = doc.y;
		const place = { width: 50, align: 'right' as const };
		item.add(
			doc.struct('Span', {}, [() => doc.text(String(page), frame.left + frame.bodyWidth - 50, top, place)])
		);
		item.end();
		doc.x = frame.left;
		doc.y = bottom + 3;
	}
	list.end();
	doc.moveDown(1);
}

function drawHeading(
	sheet: Sheet,
	block: Extract<PdfBlock, { kind: 'heading' }> & { readonly name: string },
	root: Parent
): void {
	const { doc, frame } = sheet;
	const size = sizes[block.level];
	// A heading never stands at the foot of a page without what it is the head of, another heading included.
	if (block.isOnNewPage && doc.y > frame.top) doc.addPage();
	else if (!makeRoom(sheet, size * 10) && doc.y > frame.top) doc.moveDown(block.level === 1 ? 1.4 : 0.9);
	doc.addNamedDestination(block.name, 'XYZ', frame.left, doc.y, null);
	addElement(doc, { parent: root, tag: block.level === 1 ? 'H2' : 'H3' }, () =>
		doc
			.font('strong')
			.fontSize(size)
			.fillColor(ink.text)
			.text(block.text, frame.left, doc.y, { width: frame.bodyWidth })
	);
	doc.moveDown(0.35);
}
