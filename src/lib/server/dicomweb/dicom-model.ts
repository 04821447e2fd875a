import { randomUUID } from 'node:crypto';
import type { DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { toDicomXml } from '#lib/core/dicom/dicom-xml.ts';
import { plain, type Answer } from './answer.ts';
import { boundaryOf, multipartChunks, multipartType } from './multipart-write.ts';
import type { Form, Offer } from './negotiate.ts';

const xml = 'application/dicom+xml';
const json = { isMultipart: false, isSingle: true, defaultSyntaxUid: null } as const;

/**
 * How data sets go out (PS3.18 8.7.3.3): together in JSON, or each a part in XML. One that can only be one may go out in XML alone;
 * `isOne` says so, and `isOnlyOne` that there are never several.
 */
export function modelOffers({
	isOne,
	isOnlyOne = false
}: {
	isOne: boolean;
	isOnlyOne?: boolean;
}): readonly Offer[] {
	return [
		{ ...json, type: 'application/dicom+json' },
		{ ...json, type: 'application/json' },
		{ type: xml, isMultipart: !isOnlyOne, isSingle: isOne, defaultSyntaxUid: null }
	];
}

export const isXml = ({ type }: Form): boolean => type === xml;

/** Data sets in XML, made one after the other while they are sent. */
export function xmlAnswer(
	list: readonly DicomJson[],
	{ form, headers, status = 200 }: { form: Form; headers: Readonly<Record<string, string>>; status?: number }
): Answer {
	const [only] = list;
	if (!form.isMultipart && only)
		return plain(Buffer.from(toDicomXml(only)), { ...headers, 'content-type': xml }, status);
	const boundary = boundaryOf(headers['etag'] ?? randomUUID());
	return {
		status,
		headers: { ...headers, 'content-type': multipartType(xml, boundary, null) },
		body: { kind: 'chunks', chunks: multipartChunks(boundary, partsOf(list)), length: null }
	};
}

async function* partsOf(list: readonly DicomJson[]) {
	for (const dataset of list) yield { type: xml, chunks: [Buffer.from(toDicomXml(dataset))] };
}
