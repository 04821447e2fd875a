import { contentOf, type ContentError } from '#lib/core/credentials/document-content.ts';
import { maxDocumentBytes, type DocumentType } from '#lib/core/credentials/documents.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { examinePdf, type PdfError } from './pdf.ts';

export type ReceiveError = ContentError | PdfError | 'too-large-document' | 'document-broken-off';

/** A document as it came in: its bytes in memory, and what they are. */
export type Received = { readonly bytes: Buffer; readonly contentType: DocumentType };

/**
 * Takes a document in and looks at what it is. It stays in memory: nothing that is refused or broken off was ever on a disk. A longer
 * one ends here after its first bytes too many.
 * @param source the body of a request or a file of a form; a failure of it counts as broken off
 */
export async function receiveDocument(
	source: AsyncIterable<Uint8Array>
): Promise<Result<Received, ReceiveError>> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		// Leaving the loop cancels the source: its sender is not read to the end.
		for await (const chunk of source) {
			size += chunk.length;
			if (size > maxDocumentBytes) return err('too-large-document');
			chunks.push(chunk);
		}
	} catch {
		return err('document-broken-off');
	}
	const bytes = Buffer.concat(chunks);
	const content = contentOf(bytes);
	if (!content.ok) return content;
	if (content.value === 'application/pdf') {
		const examined = await examinePdf(bytes);
		if (!examined.ok) return examined;
	}
	return ok({ bytes, contentType: content.value });
}
