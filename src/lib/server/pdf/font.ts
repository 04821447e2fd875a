/** How a word stands in a font: signs and places, the same in every document. */
type Run = object;
type Font = { layoutRun?: (text: string, features?: readonly string[]) => Run };

/** Words of all documents, by font: laying them out is most of the work of a document, and reports say much alike. */
const runsOf = new Map<string, Map<string, Run>>();
/** Some ten megabytes; then it begins anew. */
const MOST_WORDS = 10_000;

/**
 * Gives the digits of the document's current font one width, so that those of a column stand below each other, and lets it remember words over
 * documents. Where features are asked for with each text pdfkit lays every word out anew, ten times slower.
 */
export function prepareFont(doc: PDFKit.PDFDocument, name: string): void {
	const font = (doc as unknown as { _font: Font })._font; // a part of pdfkit that its types leave out
	const layOut = font.layoutRun?.bind(font);
	if (!layOut) return;
	const runs = runsOf.get(name) ?? new Map<string, Run>();
	runsOf.set(name, runs);
	font.layoutRun = (text, features) => {
		if (features) return layOut(text, features);
		let run = runs.get(text);
		if (!run) {
			if (runs.size >= MOST_WORDS) runs.clear();
			runs.set(text, (run = layOut(text, ['tnum'])));
		}
		return run;
	};
}
