import type { Layout } from '#lib/viewer/cells.ts';
import type { ViewerAct } from '#lib/viewer/controls/keys.ts';

/** What a mouse button or the chosen tool at opening can do. */
export const buttonTools = ['window', 'scroll', 'pan', 'zoom', 'magnify'] as const;
export type ButtonTool = (typeof buttonTools)[number];

export const wheelActs = ['scroll', 'zoom'] as const;
export type WheelAct = (typeof wheelActs)[number];

/** A window of one's own, under the key ⇧1 to ⇧6 of a modality. */
export type OwnPreset = { modality: string; place: number; name: string; center: number; width: number };

/** What somebody wants in the place of the layout that fits best: another one, or so many cells. */
export type LayoutChoice = { protocol: string } | { layout: Layout };

/** How somebody likes the viewer: plain data that a page can store. */
export type ViewerSettings = {
	/** `left` is the tool that is chosen when images open. */
	buttons: { left: ButtonTool; middle: ButtonTool; right: ButtonTool };
	/** With Ctrl the wheel does the other one. */
	wheel: WheelAct;
	isScrollInverted: boolean;
	/** Keys that differ from `defaultViewerKeys`; an empty list switches one off. */
	keys: Partial<Record<ViewerAct, string[]>>;
	presets: OwnPreset[];
	/** By modality: the layout in which a study opens that no protocol fits. */
	layouts: Partial<Record<string, Layout>>;
	/** By the protocol that fits a study best, which stands for its kind: what is wanted in its place. */
	hangings: Partial<Record<string, LayoutChoice>>;
	/** The notes at the edges of the image. */
	hasNotes: boolean;
};

export const defaultSettings: ViewerSettings = {
	buttons: { left: 'window', middle: 'pan', right: 'zoom' },
	wheel: 'scroll',
	isScrollInverted: false,
	keys: {},
	presets: [],
	layouts: {},
	hangings: {},
	hasNotes: true
};
