import type { OpenedDocument } from './open.server.ts';

/** In a page of the portal, and nowhere else: nothing of a document runs or asks for anything. */
const policy =
	"default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * A document as an answer. It is shown in place only where a page of the portal asks for that; else it is saved. No cache keeps it.
 * Pictures are sandboxed; a PDF is not, for browsers then refuse to show one: it was taken in without scripts or files inside.
 */
export function documentResponse(document: OpenedDocument, isShown: boolean): Response {
	const { bytes, contentType, name, sha256 } = document;
	const plain = name.replaceAll(/[^\w .()-]/g, '_');
	const how = isShown ? 'inline' : 'attachment';
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': contentType,
			'content-length': String(bytes.length),
			'content-disposition': `${how}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'content-security-policy': contentType === 'application/pdf' ? policy : `${policy}; sandbox`,
			'x-frame-options': 'SAMEORIGIN',
			'x-content-type-options': 'nosniff',
			'x-content-sha256': sha256,
			'cache-control': 'private, no-store'
		}
	});
}
