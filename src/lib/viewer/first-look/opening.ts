import type { HangingProtocol } from '#lib/core/hanging/protocol.ts';
import type { Arrangement } from '#lib/viewer/cells.ts';
import { findFitting, wantedOf } from '#lib/viewer/hanging/fitting.ts';
import { arrangementOf } from '#lib/viewer/hanging/looked-at.ts';
import type { ViewerSettings } from '#lib/viewer/tools/settings.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** What says how a study opens. */
export type OpeningGiven = {
	/** Words about the examination: layouts are chosen by them. */
	words?: string;
	/** Windows and layouts that somebody likes. */
	liked: Pick<ViewerSettings, 'layouts' | 'hangings' | 'presets'>;
};

/** Finds the layouts of the group. */
export type FindProtocols = () => Promise<readonly HangingProtocol[]>;

/** The screen that a study opens with; undefined where somebody has a layout of their own for it, which is the viewer's to fill. */
export async function openingOf(
	displaySets: DisplaySet[],
	{ studyUid, words, liked }: OpeningGiven & { studyUid: string },
	protocols: Promise<readonly HangingProtocol[]>
): Promise<Arrangement | undefined> {
	const fitting = await findFitting({ protocols, words }, displaySets, [studyUid]);
	const own = liked.hangings[fitting[0]?.protocol.id ?? ''] ?? null;
	if (own && 'layout' in own) return undefined;
	const first = wantedOf(fitting, own);
	if (first) return arrangementOf(first);
	const stack = stackOf(displaySets);
	if (!stack || Object.keys(liked.layouts).includes(stack.modality)) return undefined;
	return { layout: { rows: 1, columns: 1 }, cells: [{ displaySetId: stack.id }] };
}

/** A series and the place in it that is seen first. */
export type SeenFirst = { set: DisplaySet; position: number };

/** Series and places in them that are seen first, each series once; of a screen that is not known, the stack that is read. */
export function seenFirst(opening: Arrangement | undefined, displaySets: readonly DisplaySet[]): SeenFirst[] {
	const stack = stackOf(displaySets);
	const cells = opening?.cells ?? (stack ? [{ displaySetId: stack.id }] : []);
	const seen = new Map<DisplaySet, number>();
	for (const cell of cells) {
		const set = displaySets.find(({ id, frames }) => id === cell?.displaySetId && frames.length > 0);
		if (cell && set && !seen.has(set)) seen.set(set, cell.position ?? set.frames.length >> 1);
	}
	return [...seen].map(([set, position]) => ({ set, position }));
}

/** The stack that is read: a scout of one or two images stands first in many studies. */
function stackOf(displaySets: readonly DisplaySet[]): DisplaySet | undefined {
	const showable = displaySets.filter((set) => set.frames.length > 0);
	return showable.find((set) => set.frames.length > 3) ?? showable[0];
}
