import type * as Core from '@cornerstonejs/core';
import type * as Tools from '@cornerstonejs/tools';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { DisplaySet } from '#lib/viewer/types.ts';
import type * as Annotations from './annotations.ts';

let core: typeof Core;
let tools: typeof Tools;
let makeAnnotations: typeof Annotations.makeAnnotations;
class Bare {
	readonly isBare = true;
}
const frames = new Map<number, () => void>();

beforeAll(async () => {
	// What Cornerstone looks for when it is loaded; nothing is drawn here.
	for (const name of ['HTMLElement', 'HTMLDivElement', 'SVGSVGElement', 'Element', 'Image', 'XMLHttpRequest'])
		vi.stubGlobal(name, Bare);
	const canvas = { getContext: () => null, style: {} };
	vi.stubGlobal('document', { createElement: () => canvas, addEventListener: () => undefined });
	vi.stubGlobal('location', new URL('http://page.test/'));
	for (const name of ['window', 'self']) vi.stubGlobal(name, globalThis);
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
		frames.set(frames.size + 1, run);
		return frames.size;
	});
	vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame));
	core = await import('@cornerstonejs/core');
	tools = await import('@cornerstonejs/tools');
	({ makeAnnotations } = await import('./annotations.ts'));
	core.metaData.addProvider(describePlane, 1);
}, 60_000);

afterAll(() => {
	core.metaData.removeProvider(describePlane);
	vi.unstubAllGlobals();
});

beforeEach(() => frames.clear());

it('tells of a mark that was just moved before it is closed, and says nothing of its own clearing up', () => {
	const { annotations, told, draw } = openAnnotations();
	draw('mark-1', tools.ArrowAnnotateTool.toolName);
	expect(told).toEqual([]);
	annotations.close();
	nextFrame();
	expect(told).toEqual([['mark-1']]);
	expect(annotations.marks()).toEqual([]);
});

it('tells nothing at the end where nothing waits to be told', () => {
	const { annotations, told, draw } = openAnnotations();
	draw('mark-1', tools.ArrowAnnotateTool.toolName);
	nextFrame();
	expect(told).toEqual([['mark-1']]);
	annotations.close();
	nextFrame();
	expect(told).toEqual([['mark-1']]);
});

it('tells of a mark once a frame, also where a measurement changed just before it', () => {
	const { annotations, told, draw } = openAnnotations();
	draw('length-1', tools.LengthTool.toolName);
	draw('mark-1', tools.ArrowAnnotateTool.toolName);
	draw('mark-2', tools.ArrowAnnotateTool.toolName);
	nextFrame();
	expect(told).toEqual([['mark-1', 'mark-2']]);
	annotations.close();
});

it('does not tell of measurements, which the page does not keep', () => {
	const { annotations, told, draw } = openAnnotations();
	draw('length-1', tools.LengthTool.toolName);
	nextFrame();
	annotations.close();
	expect(told).toEqual([]);
});

const imageId = 'annotations-test:1';

function describePlane(type: string, asked: unknown): unknown {
	if (type !== 'imagePlaneModule' || asked !== imageId) return undefined;
	return {
		imagePositionPatient: [0, 0, 0],
		rowCosines: [1, 0, 0],
		columnCosines: [0, 1, 0],
		columnPixelSpacing: 1,
		rowPixelSpacing: 1,
		frameOfReferenceUID: '1.2.3'
	};
}

function nextFrame(): void {
	const due = [...frames.values()];
	frames.clear();
	for (const run of due) run();
}

function openAnnotations() {
	const told: string[][] = [];
	const set: DisplaySet = {
		id: 'set',
		studyUid: '1.2',
		seriesUid: '1.2.3',
		modality: 'CT',
		label: '',
		frames: [{ imageId, sopInstanceUid: '1.2.3.4', frameNumber: 1 }],
		presets: [],
		headers: []
	};
	const annotations = makeAnnotations({
		viewport: () => undefined,
		viewportIds: () => [],
		halfPixel: 0,
		displaySets: () => [set],
		onMark: (marks) => told.push(marks.map(({ id }) => id)),
		onDrawn: () => undefined,
		onMisplaced: () => undefined,
		onChange: () => undefined
	});
	/** A drag has just moved a point of it. */
	function draw(annotationUID: string, toolName: string): void {
		const drawn = {
			annotationUID,
			highlighted: false,
			invalidated: false,
			isLocked: false,
			isVisible: true,
			metadata: { toolName, referencedImageId: imageId, FrameOfReferenceUID: '1.2.3' },
			data: {
				label: '',
				cachedStats: {},
				handles: { points: [[1, 1, 0] as Core.Types.Point3, [2, 2, 0] as Core.Types.Point3] }
			}
		};
		tools.annotation.state.addAnnotation(drawn, '1.2.3');
		core.triggerEvent(core.eventTarget, tools.Enums.Events.ANNOTATION_MODIFIED, { annotation: drawn });
	}
	return { annotations, told, draw };
}
