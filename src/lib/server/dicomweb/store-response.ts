import type { DicomJson, JsonAttribute } from '#lib/core/dicom/dicom-json.ts';

/** What became of one object that somebody sent; its UIDs as far as they could be read. */
export type StoredObject = {
	readonly sopClassUid: string | null;
	readonly sopUid: string | null;
	readonly studyUid: string | null;
	readonly seriesUid: string | null;
	/** Failure reason (PS3.18 table I.2-2); null where the object is stored, now or before. */
	readonly failure: number | null;
};

/** Failure reasons by the code of an import's refusal; what is not here is a failure of processing, 0110H. */
export const failureReasons: Readonly<Record<string, number>> = {
	'no-space-left': 0xa700,
	'too-large-file': 0xa700,
	'not-this-study': 0xa900,
	'series-in-other-study': 0xa900,
	'different-object-same-uid': 0x0111,
	'no-sop-class-uid': 0xa900,
	'no-study-uid': 0xa900,
	'no-series-uid': 0xa900,
	'not-dicom': 0xc000,
	'empty-file': 0xc000,
	directory: 0xc000,
	'no-sop-instance-uid': 0xc000,
	'bad-uid': 0xc000,
	'header-too-large': 0xc000,
	'nesting-too-deep': 0xc000,
	'too-many-elements': 0xc000,
	'unsupported-part': 0xc000,
	'pixel-data-truncated': 0xc000,
	'pixel-data-malformed': 0xc000,
	'size-differs-from-codestream': 0xc000,
	'frames-not-found': 0xc000
};

const ui = (value: string | null): JsonAttribute =>
	value === null ? { vr: 'UI' } : { vr: 'UI', Value: [value] };

/** The data set that answers a store transaction (PS3.18 annex I). */
export function storeResponse(objects: readonly StoredObject[], root: string): DicomJson {
	const stored = objects.filter(({ failure }) => failure === null);
	const failed = objects.filter(({ failure }) => failure !== null);
	const [first] = stored;
	const isOne = first && stored.every(({ studyUid }) => studyUid === first.studyUid);
	const failures = failed.map(({ sopClassUid, sopUid, failure }): DicomJson => ({
		'00081150': ui(sopClassUid),
		'00081155': ui(sopUid),
		'00081197': { vr: 'US', Value: [failure] }
	}));
	const references = stored.map(({ sopClassUid, sopUid, studyUid, seriesUid }): DicomJson => ({
		'00081150': ui(sopClassUid),
		'00081155': ui(sopUid),
		'00081190': { vr: 'UR', Value: [`${root}/studies/${studyUid}/series/${seriesUid}/instances/${sopUid}`] }
	}));
	const answer: Record<string, JsonAttribute> = {};
	if (isOne) answer['00081190'] = { vr: 'UR', Value: [`${root}/studies/${first.studyUid}`] };
	if (failures.length > 0) answer['00081198'] = { vr: 'SQ', Value: failures };
	if (references.length > 0) answer['00081199'] = { vr: 'SQ', Value: references };
	return answer;
}
