import { afterEach, describe, expect, it, vi } from 'vitest';
import { closePart } from '#lib/viewer/formats/one-part.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { leaveFirstLook, takeFirstLook } from './first-look.ts';
import { fitted, greyPixels } from './paint.ts';
import { openPlainFrame } from './plain-frame.ts';

const plain: Record<string, [vr: string, value: unknown]> = {
	'00080060': ['CS', 'CT'],
	'00280002': ['US', 1],
	'00280004': ['CS', 'MONOCHROME2'],
	'00280010': ['US', 1],
	'00280011': ['US', 4],
	'00280100': ['US', 16],
	'00280101': ['US', 16],
	'00280103': ['US', 1],
	'00281052': ['DS', '-1024'],
	'00281053': ['DS', '1']
};

function headerOf(changes: Record<string, [vr: string, value: unknown]> = {}): DicomJson {
	const entries = Object.entries({ ...plain, ...changes });
	return Object.fromEntries(entries.map(([tag, [vr, value]]) => [tag, { vr, Value: [value].flat() }]));
}

function answerOf(stored: Int16Array<ArrayBuffer>, syntax = '1.2.840.10008.1.2.1'): ArrayBuffer {
	return closePart({ boundary: 'b', syntax, frame: new Uint8Array(stored.buffer) });
}

const stored = () => new Int16Array([0, 1044, 1064, 2024]);

describe('a frame that is drawn before the viewer is there', () => {
	it('is read in the unit of its window, and its answer stays as it was', () => {
		const answer = answerOf(stored());
		const before = new Uint8Array(answer).slice();
		const frame = openPlainFrame(answer, headerOf());
		expect([...(frame?.values as Int16Array)]).toEqual([-1024, 20, 40, 1000]);
		expect(new Uint8Array(answer)).toEqual(before);
	});

	it.each<[string, Record<string, [string, unknown]>, string?]>([
		['compressed', {}, '1.2.840.10008.1.2.4.80'],
		['of the other byte order', {}, '1.2.840.10008.1.2.2'],
		['in colour', { '00280002': ['US', 3] }],
		['rescaled to fractions', { '00281053': ['DS', '0.5'] }],
		['with a Modality LUT', { '00283000': ['SQ', {}] }],
		['shorter than its header says', { '00280010': ['US', 2] }],
		['of 32 bits', { '00280100': ['US', 32] }],
		['of a modality whose values the viewer works out', { '00080060': ['CS', 'PT'] }]
	])('is left to the viewer when it is %s', (_, changes, syntax) => {
		expect(openPlainFrame(answerOf(stored(), syntax), headerOf(changes))).toBeUndefined();
	});

	it('is grey by its window, the other way round in MONOCHROME1', () => {
		const window = { id: 'any', window: { center: 40, width: 80 } };
		const greys = (photometric: string) => {
			const frame = openPlainFrame(answerOf(stored()), headerOf({ '00280004': ['CS', photometric] }));
			const pixels = frame ? greyPixels(frame, window) : new Uint8ClampedArray();
			return [...pixels].filter((_, at) => at % 4 === 0);
		};
		// By PS3.3 C.11.2.1.2.1: ((20 − 39.5) / 79 + 0.5) × 255 = 64.6, ((40 − 39.5) / 79 + 0.5) × 255 = 129.1.
		expect(greys('MONOCHROME2')).toEqual([0, 65, 129, 255]);
		expect(greys('MONOCHROME1')).toEqual([255, 190, 126, 0]);
	});

	it.each([
		[
			'wide',
			{ columns: 400, rows: 100, aspect: 1 },
			undefined,
			{ left: 0, top: 50, width: 400, height: 100 }
		],
		[
			'high',
			{ columns: 100, rows: 100, aspect: 2 },
			undefined,
			{ left: 150, top: 0, width: 100, height: 200 }
		],
		[
			'high, at the left',
			{ columns: 1, rows: 2, aspect: 1 },
			'left' as const,
			{ left: 0, top: 0, width: 100, height: 200 }
		],
		[
			'high, at the right',
			{ columns: 1, rows: 2, aspect: 1 },
			'right' as const,
			{ left: 300, top: 0, width: 100, height: 200 }
		]
	])('fills its cell when it is %s', (_, frame, align, place) => {
		expect(fitted(frame, { width: 400, height: 200 }, align)).toEqual(place);
	});
});

describe('a first look that is left', () => {
	afterEach(() => {
		globalThis.overreadEarly = undefined;
		vi.unstubAllGlobals();
	});

	/** The headers of one CT image, and frames that never come: those that are asked for, and whether they were given up. */
	function slowServer() {
		const headers = {
			...headerOf(),
			...headerOf({
				'00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
				'00080018': ['UI', '1.2.3.4'],
				'0020000D': ['UI', '1.2'],
				'0020000E': ['UI', '1.2.3'],
				'00281050': ['DS', '40'],
				'00281051': ['DS', '400']
			})
		};
		const frames: AbortSignal[] = [];
		const asked = Promise.withResolvers<undefined>();
		vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
			if (url.endsWith('/metadata')) return Promise.resolve(new Response(JSON.stringify([headers])));
			frames.push(signal);
			asked.resolve(undefined);
			return new Promise<Response>((_, reject) =>
				signal.addEventListener('abort', () => reject(signal.reason))
			);
		});
		return { frames, asked: asked.promise };
	}

	const given = (root: string) => ({
		root,
		studyUid: '1.2',
		liked: { layouts: {}, hangings: {}, presets: [] }
	});
	// Nothing is drawn, and only that it is the same one is looked at.
	const aPlace = () => ({ isConnected: false }) as HTMLElement;

	it('gives up the frame that nobody took', async () => {
		const { frames, asked } = slowServer();
		const place = aPlace();
		const look = takeFirstLook(place, given('/left'), () => Promise.resolve([]));
		await asked;
		expect(frames.map(({ aborted }) => aborted)).toEqual([false]);
		leaveFirstLook(place);
		expect(frames.map(({ aborted }) => aborted)).toEqual([true]);
		await look;
	});

	it('asks for no frame once it is left', async () => {
		const { frames } = slowServer();
		const place = aPlace();
		const look = takeFirstLook(place, given('/left-at-once'), () => Promise.resolve([]));
		leaveFirstLook(place);
		await look;
		expect(frames).toEqual([]);
	});
});
