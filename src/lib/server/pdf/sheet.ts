import { createRequire } from 'node:module';
import { toIso } from '#lib/core/instant.ts';
import type { PdfModel } from './model.ts';

export type Doc = PDFKit.PDFDocument;

/** US Letter with three quarters of an inch around, in points. */
export const sheet = { width: 612, height: 792, margin: 54, top: 84, bottom: 72 } as const;
export const bodyWidth = sheet.width - 2 * sheet.margin;
export const bodyBottom = sheet.height - sheet.bottom;
export const bodyHeight = bodyBottom - sheet.top;

export const ink = { text: '#1b1d1f', quiet: '#55595d', line: '#c3c7ca', shade: '#f1f2f3' } as const;
export const sizes = { title: 22, 1: 15, 2: 11.5, text: 10, small: 8.5 } as const;

const fontFiles = {
	regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
	strong: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'
} as const;

/** Opens a tagged document without pages. pdfkit is brought in when somebody asks for a document, not with the server. */
export async function openSheet(model: PdfModel): Promise<Doc> {
	const { default: PDFDocument } = await import('pdfkit');
	const doc = new PDFDocument({
		size: [sheet.width, sheet.height],
		margins: { top: sheet.top, bottom: sheet.bottom, left: sheet.margin, right: sheet.margin },
		pdfVersion: '1.7',
		tagged: true,
		lang: model.language,
		displayTitle: true,
		bufferPages: true,
		autoFirstPage: false,
		info: {
			Title: model.title,
			Author: model.author,
			Creator: 'Overread',
			Producer: 'Overread',
			CreationDate: new Date(model.madeAt),
			ModDate: new Date(model.madeAt),
			// The file's identifier is made of these: two documents of one instant differ where their text does.
			Subject: `${model.lead} (${toIso(model.madeAt)})`
		}
	});
	const require = createRequire(import.meta.url);
	for (const [name, file] of Object.entries(fontFiles)) doc.registerFont(name, require.resolve(file));
	return doc;
}

/** Begins a new page where the rest of this one is lower than what comes. True where it did. */
export function makeRoom(doc: Doc, height: number): boolean {
	if (doc.y + height <= bodyBottom || doc.y <= sheet.top) return false;
	doc.addPage();
	return true;
}
