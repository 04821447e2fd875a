import { frameBits } from '#lib/core/dicom/describe.ts';
import { mostFrames } from '#lib/core/dicom/frames.ts';
import { isShownFormat, type ImageKind } from '#lib/core/dicom/image-kind.ts';
import { sopClassKind } from '#lib/core/dicom/sop-class.ts';
import type { PreparedInstance } from '#lib/features/imaging/store-instances.server.ts';
import { factsDigest } from './object-facts.server.ts';
import { pacsPath } from './object-path.ts';
import type { KeptHeader, StudyHeaders } from './study-headers.server.ts';

/** The objects of a study in the PACS, ready to be named in the database as those of an import are; their bytes stay where they are. */
export function preparedFrom(headers: StudyHeaders): PreparedInstance[] {
	return [...headers.values()].flatMap((header): PreparedInstance[] => {
		const { description, file, storedSyntaxUid } = header;
		const {
			studyInstanceUID: studyUid,
			seriesInstanceUID: seriesUid,
			sopClassUID: sopClassUid
		} = description;
		if (!studyUid || !seriesUid || !sopClassUid) return [];
		const sha256 = factsDigest(description);
		const instance = description.sopInstanceUID;
		const path = pacsPath({ study: studyUid, series: seriesUid, instance }, sha256);
		return [
			{
				// Unknown until the object itself was seen, where the service does not tell.
				description: {
					...description,
					transferSyntaxUID: storedSyntaxUid === undefined ? '' : file.transferSyntax.uid
				},
				image: announcedKind(header),
				kept: { path, sha256, sizeBytes: 0 },
				studyUid,
				seriesUid,
				sopClassUid
			}
		];
	});
}

/** Whether an object can be shown, as far as its header tells. Its pixels are examined when they come. */
function announcedKind({ description, file, storedSyntaxUid }: KeptHeader): ImageKind {
	const sopClass = sopClassKind(description.sopClassUID);
	if (!sopClass.image) return { kind: 'kept-out', reason: sopClass.kind };
	const { pixels } = description;
	if (!pixels) return { kind: 'kept-out', reason: 'no-image-attributes' };
	if (storedSyntaxUid !== undefined) {
		const { codec, viewer } = file.transferSyntax;
		if (codec === 'video') return { kind: 'kept-out', reason: 'video' };
		if (viewer === 'never') return { kind: 'kept-out', reason: 'transfer-syntax-not-shown' };
	}
	if (!isShownFormat(pixels)) return { kind: 'kept-out', reason: 'pixel-format-not-shown' };
	if (pixels.frames > mostFrames) return { kind: 'kept-out', reason: 'too-many-frames' };
	const frames = {
		kind: 'native',
		offset: 0,
		frameBits: frameBits(pixels),
		frames: pixels.frames,
		availableBytes: 0,
		isTruncated: false
	} as const;
	return { kind: 'shown', frames };
}
