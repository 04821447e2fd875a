import { describe, expect, it } from 'vitest';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { imageKind } from '#lib/core/dicom/image-kind.ts';
import { aCtFile, read, type Attributes } from '#lib/core/dicom/test-objects.ts';
import type { OpenObject } from '#lib/features/imaging/open-objects.server.ts';
import { planFrame, planWhole } from './plan-frame.server.ts';

const pixels = Uint8Array.from({ length: 24 }, (_, at) => at);

async function opened(bytes: Uint8Array): Promise<OpenObject> {
	const file = await read(bytes);
	const description = describeInstance(file);
	if (!description.ok) throw new Error(description.error);
	return {
		file,
		whole: file.body,
		description: description.value,
		image: await imageKind(file, description.value)
	};
}

async function wholeOf(changes: Attributes, release: Parameters<typeof planFrame>[1]['release']) {
	const object = await opened(aCtFile({ NumberOfFrames: 3, PixelData: pixels, ...changes }));
	const first = await planFrame(object, { number: 1, release, syntaxUid: null });
	if (!first.ok) throw new Error(first.error);
	return planWhole(object, first.value);
}

describe('all frames of an object', () => {
	it.each([
		['as they were stored', null],
		['blinded, with nothing to blank', { kind: 'checked' as const }]
	])('are one range of its file, %s', async (_, release) => {
		const whole = await wholeOf({}, release);
		if (!whole || 'bytes' in whole) expect.unreachable('they are no range');
		else expect(await whole.source.read(whole.offset, whole.length)).toEqual(pixels);
	});

	it('are no range where they are masked', async () => {
		const rectangles = [{ x: 0, y: 0, width: 1, height: 1 }];
		expect(await wholeOf({}, { kind: 'masked', rectangles })).toBeNull();
	});
});
