import type { PdfBlock, PdfSignatures } from './model.ts';
import { drawChart } from './chart.ts';
import { addElement, asArtifact, ink, makeRoom, sizes, type Sheet } from './sheet.ts';
import { drawTable } from './table.ts';

type Parent = PDFKit.PDFStructureElement;

/** Draws one block other than a heading at the document's place. */
export async function drawBlock(
	sheet: Sheet,
	block: Exclude<PdfBlock, { kind: 'heading' }>,
	root: Parent
): Promise<void> {
	const { doc, frame } = sheet;
	doc.font('regular').fontSize(sizes.text).fillColor(ink.text);
	switch (block.kind) {
		case 'text':
			drawText(sheet, block, root);
			break;
		case 'list':
			drawList(sheet, block.items, root);
			break;
		case 'facts':
			drawFacts(sheet, block.facts, root);
			break;
		case 'table':
			if (block.rows.length > 0) await drawTable(sheet, block, root);
			else
				addElement(doc, { parent: root, tag: 'P' }, () =>
					doc.fillColor(ink.quiet).text(block.empty, { width: frame.bodyWidth })
				);
			break;
		case 'chart':
			drawChart(sheet, block, root);
			break;
		case 'signatures':
			drawSignatures(sheet, block, root);
			break;
	}
	doc.moveDown(0.6);
}

function drawText(sheet: Sheet, block: Extract<PdfBlock, { kind: 'text' }>, root: Parent): void {
	const { doc, frame } = sheet;
	const { tone = 'plain', text } = block;
	const isBoxed = tone === 'boxed';
	const inset = isBoxed ? 10 : 0;
	const width = frame.bodyWidth - 2 * inset;
	doc.font(tone === 'strong' ? 'strong' : 'regular').fillColor(tone === 'quiet' ? ink.quiet : ink.text);
	if (tone === 'quiet') doc.fontSize(sizes.small);
	const height = doc.heightOfString(text, { width, lineGap: 1.5 });
	makeRoom(sheet, Math.min(height + 2 * inset, 200));
	const top = doc.y;
	if (isBoxed)
		asArtifact(doc, () =>
			doc.rect(frame.left, top, frame.bodyWidth, height + 2 * inset).fillAndStroke(ink.shade, ink.line)
		);
	doc.fillColor(tone === 'quiet' ? ink.quiet : ink.text);
	addElement(doc, { parent: root, tag: 'P' }, () =>
		doc.text(text, frame.left + inset, top + inset, { width, lineGap: 1.5 })
	);
	doc.x = frame.left;
	doc.y += inset;
}

function drawList(sheet: Sheet, items: readonly string[], root: Parent): void {
	const { doc, frame } = sheet;
	const list = doc.struct('L');
	root.add(list);
	for (const text of items) {
		makeRoom(sheet, doc.heightOfString(text, { width: frame.bodyWidth - 14 }));
		const item = doc.struct('LI');
		list.add(item);
		const top = doc.y;
		item.add(doc.struct('Lbl', {}, [() => doc.text('•', frame.left, top, { width: 14 })]));
		item.add(
			doc.struct('LBody', {}, [
				() => doc.text(text, frame.left + 14, top, { width: frame.bodyWidth - 14, lineGap: 1.5 })
			])
		);
		item.end();
		doc.x = frame.left;
		doc.y += 2;
	}
	list.end();
}

/** Names on the left, what they are on the right, as lines of one list. */
function drawFacts(sheet: Sheet, facts: readonly (readonly [string, string])[], root: Parent): void {
	const { doc, frame } = sheet;
	const nameWidth = 150;
	const list = doc.struct('L');
	root.add(list);
	for (const [name, value] of facts) {
		const place = { width: frame.bodyWidth - nameWidth };
		makeRoom(sheet, doc.font('regular').heightOfString(value, place));
		const item = doc.struct('LI');
		list.add(item);
		const top = doc.y;
		item.add(
			doc.struct('Lbl', {}, [
				() => doc.fillColor(ink.quiet).text(name, frame.left, top, { width: nameWidth - 10 })
			])
		);
		const nameBottom = doc.y;
		item.add(
			doc.struct('LBody', {}, [
				() => doc.fillColor(ink.text).text(value || ' ', frame.left + nameWidth, top, place)
			])
		);
		item.end();
		doc.x = frame.left;
		doc.y = Math.max(doc.y, nameBottom) + 3;
	}
	list.end();
}

/** A line for each to sign on and one for the day, with what they are below them. */
function drawSignatures(sheet: Sheet, block: PdfSignatures, root: Parent): void {
	const { doc, frame } = sheet;
	const [signWidth, gap] = [frame.bodyWidth * 0.55, 24];
	const dateLeft = frame.left + signWidth + gap;
	for (const { role, name } of block.places) {
		makeRoom(sheet, 62);
		const line = doc.y + 34;
		asArtifact(doc, () => {
			for (const [from, to] of [
				[frame.left, frame.left + signWidth],
				[dateLeft, dateLeft + 130]
			] as const)
				doc.moveTo(from, line).lineTo(to, line).lineWidth(0.75).strokeColor(ink.quiet).stroke();
		});
		doc.fontSize(sizes.small).fillColor(ink.text);
		const who = [role, name].filter(Boolean).join(': ');
		addElement(doc, { parent: root, tag: 'P' }, () => {
			doc.text(`${who} (${block.signature})`, frame.left, line + 4, { width: signWidth });
		});
		addElement(doc, { parent: root, tag: 'P' }, () => {
			doc.text(block.date, dateLeft, line + 4, { width: 130 });
		});
		doc.x = frame.left;
		doc.y = line + 24;
	}
}
