import type { HangingProtocol } from '#lib/core/hanging/protocol.ts';

/** What a page gives the viewer so that it lays studies out by itself. */
export type HangingGiven = {
	/** In the order in which equals are offered. While they are under way the first image waits; none when they fail. */
	protocols: Promise<readonly HangingProtocol[]>;
	/** Words about the examination from elsewhere than the images, as `CT head`. */
	words?: string;
};

/** The words of the layouts. */
export type HangingLabels = {
	/** Name of the button that opens the choices, and of what it opens. */
	menu: string;
	/** What the button says while no protocol is in force. */
	byHand: string;
	/** Takes back what was chosen in the place of the best one. */
	back: string;
	why: string;
	modality: (modality: string) => string;
	region: (words: readonly string[]) => string;
	regionUnknown: string;
	/** “3 of 4 cells found what they ask for.” */
	found: (asked: number, cells: number) => string;
	leftOver: (count: number) => string;
	unturned: (count: number) => string;
	/** Said when a layout came by key. */
	hung: (name: string) => string;
};
