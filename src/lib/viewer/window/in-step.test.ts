import { expect, it } from 'vitest';
import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { makeStep } from './in-step.ts';
import type { WindowMessage, Whereabouts } from './link.ts';

const at = (position: number): Whereabouts => ({ displaySetId: 'a', position, place: null });
const mark = { id: 'm', label: 'x' } as Mark; // the words alone are compared

/** A window whose viewer goes to every second image, as one with thicker slices does. */
function open() {
	const said: WindowMessage[] = [];
	let where = at(0);
	const viewer: Pick<ViewerHandle, 'whereabouts' | 'goTo'> = {
		whereabouts: () => where,
		goTo: ({ position }) => (where = at((position ?? 0) - ((position ?? 0) % 2)))
	};
	const step = makeStep(() => ({ post: (message) => said.push(message), close: () => undefined }));
	step.take(viewer as ViewerHandle); // only these two are used
	return { said, step, scroll: (position: number) => (where = at(position)), where: () => where };
}

it('says once where somebody looks, however often the viewer changes', () => {
	const { said, step, scroll } = open();
	step.changed();
	step.changed();
	scroll(4);
	step.changed();
	expect(said).toEqual([
		{ kind: 'where', where: at(0) },
		{ kind: 'where', where: at(4) }
	]);
});

it('follows the other window without answering, even where it can only come near', () => {
	const { said, step, where } = open();
	step.follow(at(7));
	step.changed();
	expect(where()).toEqual(at(6));
	expect(said).toEqual([]);
});

it('tells of own marks once and never sends back those that it heard', () => {
	const { said, step } = open();
	expect(step.marked([mark])).toBe(true);
	expect(step.marked([mark])).toBe(false);
	step.heard([]);
	expect(step.marked([])).toBe(false);
	expect(said).toEqual([{ kind: 'marks', marks: [mark] }]);
});

it('keeps still while there is no viewer', () => {
	const { said, step } = open();
	step.take(undefined);
	step.changed();
	step.follow(at(3));
	expect(step.where()).toBeNull();
	expect(said).toEqual([]);
});
