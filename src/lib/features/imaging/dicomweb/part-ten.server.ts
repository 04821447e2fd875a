import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { frameTotal } from '#lib/core/dicom/frames.ts';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { encodeDataset, encodeFileMeta, encodeHeader } from '#lib/core/dicom/write.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { OpenObject } from '#lib/features/imaging/open-objects.server.ts';
import { deidentifiedCopy } from '#lib/server/dicom/deidentify-file.ts';
import type { Body } from '#lib/server/dicomweb/answer.ts';
import { chunksOf } from '#lib/server/dicomweb/send.ts';
import { blindedLabel } from './metadata.server.ts';
import { planFrame } from './plan-frame.server.ts';
import type { ServedObject, ServedStudy } from './served-study.server.ts';

export type PartTen = { readonly syntaxUid: string; readonly body: Body };

/**
 * A whole object as a Part 10 file. Behind a door it is the de-identified copy that `overread deidentify` writes: it holds what
 * metadata and frames hold and nothing more, so there is no reason to refuse it.
 */
export async function partTenOf(
	study: ServedStudy,
	served: ServedObject,
	object: OpenObject,
	syntaxUid: string | null
): Promise<Result<PartTen, 'not-transcoded' | 'object-unreadable'>> {
	const { uidFor } = study;
	const { file, whole } = object;
	if (uidFor === null || served.release === null) {
		const storedUid = file.transferSyntax.uid;
		const isAsAsked = syntaxUid === null || syntaxUid === storedUid;
		// A file that came without its preamble is no Part 10 file as it lies there.
		if (isAsAsked && file.hasPreamble) {
			const body = {
				kind: 'pieces',
				pieces: [{ source: whole, offset: 0, length: whole.sizeBytes }]
			} as const;
			return ok({ syntaxUid: storedUid, body });
		}
		return syntaxUid === null || syntaxUid === explicitLittleEndian.uid
			? rewritten(object)
			: err('not-transcoded');
	}
	const options = { uidFor, caseLabel: blindedLabel, pixels: served.release };
	const copy = await deidentifiedCopy(file, options);
	if (!copy.ok) return err('object-unreadable');
	const { syntax, chunks } = copy.value;
	if (syntaxUid !== null && syntaxUid !== syntax.uid) return err('not-transcoded');
	return ok({ syntaxUid: syntax.uid, body: { kind: 'chunks', chunks, length: null } });
}

/** An original in Explicit VR Little Endian with plain pixels. */
async function rewritten(object: OpenObject): Promise<Result<PartTen, 'not-transcoded'>> {
	const { file, image } = object;
	const { dataset } = file;
	if (!dataset.littleEndian || (file.pixelData && image.kind !== 'shown')) return err('not-transcoded');
	const meta = encodeFileMeta(dataset, explicitLittleEndian);
	if (!meta.ok) return err('not-transcoded');
	// Group lengths would no longer be true, and nobody needs them (PS3.5 7.2); offsets are those of the old fragments.
	const stale = new Set([tagOf('ExtendedOffsetTable'), tagOf('ExtendedOffsetTableLengths')]);
	const kept = [...dataset.elements].filter(([tag]) => (tag & 0xffff) !== 0 && !stale.has(tag));
	const header = encodeDataset({ ...dataset, elements: new Map(kept) }, explicitLittleEndian);
	const plain = image.kind === 'shown' ? await plainFrame(object, 1) : null;
	if (plain && !plain.ok) return plain;
	const first = plain?.value ?? null;
	const frames = image.kind === 'shown' ? frameTotal(image.frames) : 0;
	async function* chunks(): AsyncGenerator<Uint8Array> {
		yield meta.ok ? meta.value : new Uint8Array();
		yield header;
		if (!first) return;
		const length = first.length * frames;
		const isWords = (object.description.pixels?.bitsAllocated ?? 8) > 8;
		yield encodeHeader(
			tagOf('PixelData'),
			isWords ? 'OW' : 'OB',
			length + (length % 2),
			explicitLittleEndian
		);
		yield first;
		for (let number = 2; number <= frames; number++) {
			const frame = await plainFrame(object, number);
			if (!frame.ok || frame.value.length !== first.length)
				throw new Error('a later frame cannot be decoded');
			yield frame.value;
		}
		if (length % 2 === 1) yield Uint8Array.of(0);
	}
	return ok({
		syntaxUid: explicitLittleEndian.uid,
		body: { kind: 'chunks', chunks: chunks(), length: null }
	});
}

async function plainFrame(object: OpenObject, number: number): Promise<Result<Uint8Array, 'not-transcoded'>> {
	const frame = await planFrame(object, { number, release: null, syntaxUid: explicitLittleEndian.uid });
	if (!frame.ok) return err('not-transcoded');
	const parts: Uint8Array[] = [];
	for await (const chunk of chunksOf({ kind: 'pieces', pieces: [frame.value.piece] })) parts.push(chunk);
	return ok(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
}
