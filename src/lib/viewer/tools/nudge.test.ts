import { expect, it } from 'vitest';
import { nudgeTool } from './nudge.ts';
import type { ToolName, ViewerHandle } from '#lib/viewer/types.ts';

function nudged(
	tool: ToolName,
	window: { center: number; width: number } | null = { center: 40, width: 256 }
) {
	const done: (string | number)[][] = [];
	const note =
		(name: string) =>
		(...given: number[]) =>
			void done.push([name, ...given]);
	const handle = {
		state: () => ({ window }) as ReturnType<ViewerHandle['state']>,
		window: note('window'),
		panBy: note('pan'),
		zoomBy: (factor: number) => void done.push(['zoom', Math.round(factor * 100)]),
		scrollBy: note('scroll')
	};
	const glass = {
		toggle: () => undefined,
		isHeld: () => true,
		moveBy: note('glass'),
		putAway: () => undefined,
		close: () => undefined
	};
	nudgeTool({ tool, handle, glass }, [8, 0]);
	nudgeTool({ tool, handle, glass }, [0, 8]);
	return done;
}

it.each<[ToolName, (string | number)[][]]>([
	[
		'window',
		[
			['window', 40, 264],
			['window', 48, 256]
		]
	],
	[
		'pan',
		[
			['pan', 8, 0],
			['pan', 0, 8]
		]
	],
	[
		'zoom',
		[
			['zoom', 104],
			['zoom', 96]
		]
	],
	[
		'scroll',
		[
			['scroll', 1],
			['scroll', 1]
		]
	],
	[
		'magnify',
		[
			['glass', 8, 0],
			['glass', 0, 8]
		]
	],
	['length', []]
])('the keys that move do what a drag does with %s', (tool, expected) => {
	expect(nudged(tool)).toEqual(expected);
});

it('a colour image has no window to move', () => {
	expect(nudged('window', null)).toEqual([]);
});
