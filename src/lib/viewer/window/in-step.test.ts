import { expect, it } from 'vitest';
import type { Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { makeStep } from './in-step.ts';
import type { Tone, WindowMessage, Whereabouts } from './link.ts';

const at = (position: number): Whereabouts => ({ displaySetId: 'a', position, place: null });
const mark = { id: 'm', label: 'x' } as Mark; // the words alone are compared

/** A window whose viewer goes to every second image, as one with thicker slices does. */
function open() {
	const said: WindowMessage[] = [];
	let where = at(0);
	let tone: Tone = { cell: 0, displaySetId: 'a', window: null, isInverted: false };
	const viewer: Pick<ViewerHandle, 'whereabouts' | 'goTo' | 'tone' | 'takeTone'> = {
		tone: () => tone,
		// A window is told to a tenth, and may have become another one on the way.
		takeTone: (taken) => (tone = { ...taken, window: taken.window && { ...taken.window, center: 0.1 } }),
		whereabouts: () => where,
		goTo: ({ position }) => (where = at((position ?? 0) - ((position ?? 0) % 2)))
	};
	const step = makeStep(() => ({ post: (message) => said.push(message), close: () => undefined }));
	step.take(viewer as ViewerHandle); // only these four are used
	const shade = (changed: Partial<Tone>) => {
		tone = { ...tone, ...changed };
		step.changed();
	};
	return { said, step, scroll: (position: number) => (where = at(position)), where: () => where, shade };
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

it('says a window that was set by hand, but not that of another cell or series, nor one that comes with the image', () => {
	const { said, step, shade } = open();
	step.changed();
	const tones = () => said.flatMap((message) => (message.kind === 'tone' ? [message.tone] : []));
	shade({ window: { center: 40, width: 80 } });
	shade({ cell: 1, window: { center: 75, width: 200 } });
	shade({ displaySetId: 'b', window: { center: 0, width: 9 } });
	expect(tones()).toEqual([]);
	shade({ window: { center: 1, width: 9 } });
	shade({ window: { center: 1, width: 9 } });
	shade({ isInverted: true });
	expect(tones().map(({ window, isInverted }) => [window?.center, isInverted])).toEqual([
		[1, false],
		[1, true]
	]);
});

it('takes a window over without saying it back, even where it comes out a little different', () => {
	const { said, step, shade } = open();
	shade({ window: { center: 40, width: 80 } });
	step.followTone({ cell: 0, displaySetId: 'a', window: { center: 0.14, width: 9 }, isInverted: false });
	step.changed();
	expect(said.filter(({ kind }) => kind === 'tone')).toEqual([]);
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
