import type { PdfModel } from './model.ts';
import { asArtifact, drawRule, ink, sizes, type Sheet } from './sheet.ts';

/** Head and foot of every page, and the mark across it: no content of the document. */
export function drawMargins(sheet: Sheet, model: PdfModel): void {
	const { doc, frame } = sheet;
	const { count, start } = doc.bufferedPageRange();
	const top = frame.top - 38;
	for (let at = 0; at < count; at += 1) {
		doc.switchToPage(start + at);
		// Below the bottom margin pdfkit would begin another page.
		doc.page.margins = { top: 0, bottom: 0, left: frame.left, right: frame.left };
		const half = { width: frame.bodyWidth / 2, height: 12, ellipsis: true };
		const right = { ...half, align: 'right' as const };
		const middle = frame.left + frame.bodyWidth / 2;
		asArtifact(doc, () => {
			if (model.watermark) drawMark(sheet, model.watermark);
			doc.font('regular').fontSize(sizes.small).fillColor(ink.quiet);
			const [left, beside] = model.subheader ?? ['', ''];
			const head = model.subheader ? top - 8 : top;
			doc.text(model.title, frame.left, head, half);
			doc.text(model.header, middle, head, right);
			if (left) doc.text(left, frame.left, top + 4, half);
			if (beside) doc.text(beside, middle, top + 4, right);
			drawRule(sheet, { y: top + 16 });
			const foot = frame.bottom + 20;
			drawRule(sheet, { y: foot });
			const wide = { ...half, width: frame.bodyWidth * 0.75 };
			doc.fontSize(sizes.small).fillColor(ink.quiet);
			doc.text(model.footer, frame.left, foot + 8, wide);
			if (model.subfooter) doc.text(model.subfooter, frame.left, foot + 20, wide);
			const where = model.page(at + 1, count);
			doc.text(where, frame.left + frame.bodyWidth * 0.75, foot + 8, {
				...right,
				width: frame.bodyWidth * 0.25
			});
		});
	}
}

/** Whose copy it is, across the page from its lower left to its upper right, so pale that the text stays what is read. */
function drawMark({ doc, frame }: Sheet, text: string): void {
	const angle = -(Math.atan2(frame.height, frame.width) * 180) / Math.PI;
	const size = Math.min(
		48,
		(0.72 * Math.hypot(frame.width, frame.height)) / (0.58 * Math.max(8, text.length))
	);
	const [x, y] = [frame.width / 2, frame.height / 2];
	doc.save();
	doc.rotate(angle, { origin: [x, y] });
	doc.font('strong').fontSize(size).fillColor(ink.text).fillOpacity(0.07);
	const width = doc.widthOfString(text);
	doc.text(text, x - width / 2, y - size / 2, { lineBreak: false });
	doc.fillOpacity(1);
	doc.restore();
}
