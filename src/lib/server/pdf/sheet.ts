import { createRequire } from 'node:module';
import { toIso } from '#lib/core/instant.ts';
import { prepareFont } from './font.ts';
import type { PdfModel } from './model.ts';

export type Doc = PDFKit.PDFDocument;

/** Where the body of a page stands, in points. */
export type Frame = {
	readonly width: number;
	readonly height: number;
	readonly left: number;
	readonly top: number;
	readonly bottom: number;
	readonly bodyWidth: number;
	readonly bodyHeight: number;
};

/** A document that is drawn on, and its pages. */
export type Sheet = { readonly doc: Doc; readonly frame: Frame };

/** US Letter. */
const letter = { short: 612, long: 792 } as const;
const margins = {
	portrait: { side: 54, top: 84, bottom: 72 },
	// Wide tables need the width.
	landscape: { side: 40, top: 82, bottom: 66 }
} as const;

export const ink = {
	text: '#1b1d1f',
	quiet: '#55595d',
	line: '#c3c7ca',
	shade: '#f1f2f3',
	grid: '#dededa',
	watch: '#80500a',
	look: '#ad1457',
	paper: '#ffffff'
} as const;
export const sizes = { title: 22, 1: 15, 2: 11.5, text: 10, small: 8.5 } as const;

const fontFiles = {
	regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
	strong: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'
} as const;

function frameOf(layout: 'portrait' | 'landscape'): Frame {
	const { side, top, bottom } = margins[layout];
	const [width, height] = layout === 'portrait' ? [letter.short, letter.long] : [letter.long, letter.short];
	return {
		width,
		height,
		left: side,
		top,
		bottom: height - bottom,
		bodyWidth: width - 2 * side,
		bodyHeight: height - top - bottom
	};
}

/** Opens a tagged document without pages. pdfkit is brought in when somebody asks for a document, not with the server. */
export async function openSheet(model: PdfModel): Promise<Sheet> {
	const { default: PDFDocument } = await import('pdfkit');
	const frame = frameOf(model.layout ?? 'portrait');
	const doc = new PDFDocument({
		size: [frame.width, frame.height],
		margins: {
			top: frame.top,
			bottom: frame.height - frame.bottom,
			left: frame.left,
			right: frame.left
		},
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
	for (const [name, file] of Object.entries(fontFiles)) {
		doc.registerFont(name, require.resolve(file));
		prepareFont(doc.font(name), name);
	}
	return { doc, frame };
}

/** Begins a new page where the rest of this one is lower than what comes. True where it did. */
export function makeRoom({ doc, frame }: Sheet, height: number): boolean {
	if (doc.y + height <= frame.bottom || doc.y <= frame.top) return false;
	doc.addPage();
	return true;
}

/** Draws what is no content: lines, shades, what is only repeated. */
export function asArtifact(doc: Doc, draw: () => void): void {
	doc.markContent('Artifact');
	draw();
	doc.endMarkedContent();
}

/** A hairline from the left of the body, across all of it where no width is said. */
export function drawRule(
	{ doc, frame }: Sheet,
	{ y, width = frame.bodyWidth, colour = ink.line }: { y: number; width?: number; colour?: string }
): void {
	doc
		.moveTo(frame.left, y)
		.lineTo(frame.left + width, y)
		.lineWidth(0.5)
		.strokeColor(colour)
		.stroke();
}

/** Adds a line or a paragraph as an element of its own. */
export function addElement(
	doc: Doc,
	given: { readonly parent: PDFKit.PDFStructureElement; readonly tag: string },
	write: () => void
): void {
	given.parent.add(doc.struct(given.tag, {}, [write]));
}
