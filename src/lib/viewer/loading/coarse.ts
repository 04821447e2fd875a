import { coarserImages } from '#lib/core/dicom/progression.ts';
import { beginPart } from '#lib/viewer/formats/one-part.ts';
import type { Arriving } from './patient-fetch.ts';

/** What came of a frame, and how often it is halved to be a whole image. */
export type Beginning = { frame: Uint8Array; syntax: string; halvings: number };

const htj2k = /^1\.2\.840\.10008\.1\.2\.4\.20[123]$/;
/** A frame that is here sooner than this is not worth two looks. */
const patienceMs = 80;
/** A smaller image shows nothing that an eye would look for. */
const fewestPixels = 96;

/**
 * Looks at a frame while it comes, and makes a coarse image of what is here: once the line turned out to be slow, and again whenever
 * what is here makes a finer one. Only of HTJ2K that holds the coarser images first. The answer is read as it comes and decoded from
 * its beginning, which costs no further request; ranges would.
 */
export function watchBeginning({
	size,
	isSeen,
	decode
}: {
	size: { rows: number; columns: number };
	/** Whether somebody looks at the place of this frame. */
	isSeen(): boolean;
	/** Resolves when the image is shown. */
	decode(beginning: Beginning): Promise<void>;
}): (arriving: Arriving) => void {
	const coarsest = Math.floor(Math.log2(Math.min(size.rows, size.columns) / fewestPixels));
	let latest: Arriving | undefined;
	let reached = Infinity;
	let most: number | undefined;
	let isBusy = true;
	// A line that brings some and then pauses is slow as well.
	setTimeout(() => {
		isBusy = false;
		look();
	}, patienceMs);

	function look(): void {
		const { lengthBytes = 0, totalBytes = 0 } = latest ?? {};
		const wanted = halvingsOf(lengthBytes / totalBytes);
		if (!latest || lengthBytes >= totalBytes || wanted === undefined || wanted >= reached || !isSeen())
			return;
		const begun = beginPart(latest.bytes());
		if (!begun) return;
		most ??= htj2k.test(begun.syntax) ? Math.min(coarsest, coarserImages(begun.frame)) : 0;
		const halvings = Math.min(wanted, most);
		if (halvings < 1 || halvings >= reached) return;
		reached = halvings;
		isBusy = true;
		void decode({ ...begun, halvings }).finally(() => {
			isBusy = false;
			look();
		});
	}

	return (arriving) => {
		latest = arriving;
		if (!isBusy && most !== 0) look();
	};
}

/** How often an image is halved that this part of its bytes makes whole: a halving leaves about a quarter of them. */
function halvingsOf(part: number): number | undefined {
	if (Number.isNaN(part)) return undefined;
	if (part > 0.25) return 1;
	if (part > 1 / 16) return 2;
	return part > 1 / 64 ? 3 : undefined;
}
