import type { PlainFrame } from './plain-frame.ts';

type Find = (imageId: string) => PlainFrame | undefined;

let find: Find | undefined;

/** The viewer, once it is there, gives the frames that it holds: those of the next case were fetched ahead. */
export function prepareFrames(given: Find): void {
	find = given;
}

/** A decoded frame that the page holds, if the viewer is there and holds it. */
export function preparedFrame(imageId: string): PlainFrame | undefined {
	return find?.(imageId);
}
