import type { Page } from '@playwright/test';
import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';
import { expectedFrame } from './expected.ts';
import type { DecodeReport } from './report.ts';
import type { DoorObject, PixelServer } from './serve.ts';

export type Shown = DoorObject & { kind: 'shown' };

/** The stored range that came out of the browser's side of the comparison, and what differs, in words. */
export type Comparison = { readonly differences: string[]; readonly low: number; readonly high: number };

/** Opens a study of the server in the page. */
export function decodeInPage(
	page: Page,
	{ root, studyUid }: { root: string; studyUid: string }
): Promise<DecodeReport> {
	return page.evaluate(
		([at, uid]) =>
			// The page's script put it there.
			(window as unknown as { decodeStudy(root: string, uid: string): Promise<DecodeReport> }).decodeStudy(
				at ?? '',
				uid ?? ''
			),
		[root, studyUid]
	);
}

/** Opens an object in the page and holds every value of every frame against what this side decodes. */
export async function compareObject(
	page: Page,
	server: PixelServer,
	object: Shown,
	isPacked = false
): Promise<Comparison> {
	const { root, studyUid } = server.put(object, { isPacked });
	const report = await decodeInPage(page, { root, studyUid });
	const differences: string[] = [];
	let [low, high] = [Infinity, -Infinity];
	if (report.keptOut !== null) differences.push(`kept out: ${report.keptOut}`);
	if (report.frames.length !== object.frames) {
		differences.push(`${report.frames.length} frames of ${object.frames}`);
	}
	for (const frame of report.frames) {
		const got = server.decoded(root, frame.number);
		if (frame.failure !== null || !got) {
			differences.push(`frame ${frame.number}: ${frame.failure ?? 'nothing came'}`);
			continue;
		}
		const expected = await expectedFrame(object.file, { ...object, number: frame.number });
		if (typeof expected === 'string') {
			differences.push(`frame ${frame.number}: ${expected} on this side`);
			continue;
		}
		for (const value of Array.from(expected.stored ?? [])) {
			if (value < low) low = value;
			if (value > high) high = value;
		}
		const isInverted = object.shape.photometricInterpretation === 'MONOCHROME1';
		if (frame.isInverted !== isInverted) differences.push(`frame ${frame.number}: polarity`);
		const difference = differenceOf(expected.shown, got, await tolerance(object, frame.number));
		if (difference) differences.push(`frame ${frame.number}: ${difference}`);
	}
	return { differences, low, high };
}

type Tolerance = { most: number; mean: number };

/**
 * None, but for what DCT decoders may differ in: the rounding of a level, and in colours how chroma that was coded at half the
 * width is spread over the pixels, which T.81 leaves open and which shows at the edges of drawn lines.
 */
async function tolerance({ file, index, shape }: Shown, number: number): Promise<Tolerance> {
	const frame = await readFrame(file, index, number);
	const isLossy =
		frame.ok && file.transferSyntax.encapsulated && readCodestreamHeader(frame.value)?.process === 'jpeg-dct';
	if (!isLossy) return { most: 0, mean: 0 };
	if (shape.samplesPerPixel === 3) return { most: 255, mean: 4 };
	const slope = Math.abs(slopeOf({ file, index, shape }));
	return { most: slope * 1.01, mean: slope * 0.02 };
}

function slopeOf({ file }: Pick<Shown, 'file' | 'index' | 'shape'>): number {
	const element = file.dataset.elements.get(0x00281053);
	if (!element || element.vr === 'SQ') return 1;
	return Number(new TextDecoder().decode(element.bytes).trim()) || 1;
}

function differenceOf(
	want: ArrayLike<number>,
	got: ArrayLike<number>,
	{ most, mean }: Tolerance
): string | null {
	if (want.length !== got.length) return `${got.length} values for ${want.length}`;
	let [sum, largest, at] = [0, 0, -1];
	for (let index = 0; index < want.length; index++) {
		const difference = Math.abs((want[index] ?? 0) - (got[index] ?? 0));
		sum += difference;
		// NaN is a difference as well.
		if (!(difference <= largest)) [largest, at] = [difference, index];
	}
	// Single precision on one side.
	const slack = 1e-5 * Math.max(1, Math.abs(want[at] ?? 0));
	if (largest <= most + slack && sum / want.length <= mean + slack) return null;
	const average = (sum / want.length).toFixed(3);
	return `up to ${largest}, ${average} on average; value ${at} is ${got[at]} for ${want[at]}`;
}
