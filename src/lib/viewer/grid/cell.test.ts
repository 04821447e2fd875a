import type * as Core from '@cornerstonejs/core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DisplaySet } from '#lib/viewer/types.ts';
import type * as Cells from './cell.ts';

let core: typeof Core;
let makeCell: typeof Cells.makeCell;

class Bare {
	readonly isBare = true;
}

class BareObserver {
	observe = () => undefined;
	disconnect = () => undefined;
}

class BareElement extends EventTarget {
	parentElement = null;
	removeAttribute = () => undefined;
	replaceChildren = () => undefined;
}

beforeAll(async () => {
	// What Cornerstone looks for when it is loaded; nothing is drawn here.
	for (const name of ['HTMLElement', 'HTMLDivElement', 'SVGSVGElement', 'Element', 'Image', 'XMLHttpRequest'])
		vi.stubGlobal(name, Bare);
	const canvas = { getContext: () => null, style: {} };
	vi.stubGlobal('document', { createElement: () => canvas, addEventListener: () => undefined });
	vi.stubGlobal('location', new URL('http://page.test/'));
	for (const name of ['window', 'self']) vi.stubGlobal(name, globalThis);
	vi.stubGlobal('requestAnimationFrame', () => 1);
	vi.stubGlobal('cancelAnimationFrame', () => undefined);
	vi.stubGlobal('ResizeObserver', BareObserver);
	core = await import('@cornerstonejs/core');
	({ makeCell } = await import('./cell.ts'));
}, 60_000);

afterAll(() => vi.unstubAllGlobals());

const set: DisplaySet = {
	id: 'set',
	studyUid: '1.2',
	seriesUid: '1.2.3',
	modality: 'CT',
	label: '',
	frames: [1, 2, 3].map((frameNumber) => ({
		imageId: `cell-test:${frameNumber}`,
		sopInstanceUid: '1.2.3.4',
		frameNumber
	})),
	presets: [],
	headers: []
};

/** A cell whose frames do not come. */
function openCell(): Cells.Cell {
	const host = {
		viewerId: 'cell-test',
		rendering: 'cpu',
		engine: {
			enableElement: ({ element }: { element: unknown }) => void (viewport.element = element),
			disableElement: () => undefined,
			getViewport: () => viewport
		},
		stacks: {
			all: () => [set],
			get: () => set,
			indexOf: () => 0,
			total: () => 3,
			imageId: () => '',
			isLoaded: () => false,
			coarse: () => undefined,
			failure: () => undefined
		},
		addTools: () => () => undefined,
		wheelHabit: () => ({ zooms: false, isInverted: false }),
		...{ onPressed: nothing, onResize: nothing, onChange: nothing, onScrolled: nothing },
		...{ onWindow: nothing, onShown: nothing, onError: nothing }
	};
	const viewport = Object.create(core.StackViewport.prototype);
	return makeCell(host as unknown as Cells.CellHost, 0); // of a host, this is what is asked for
}

const nothing = () => undefined;
const newElement = () => new BareElement() as unknown as HTMLDivElement & SVGSVGElement; // nothing is drawn in it

it('whoever waits for an image waits no longer when the cell is taken off the screen', async () => {
	const cell = openCell();
	const unmount = cell.mount(newElement(), newElement());
	const done: string[] = [];
	const waiting = cell.put({ displaySetId: 'set' }).then(() => done.push('put'));
	await new Promise((resolve) => setTimeout(resolve));
	expect(done).toEqual([]);
	unmount();
	await waiting;
	expect(done).toEqual(['put']);
	expect(cell.content()?.displaySetId).toBe('set');
});
