import type { Layout } from '#lib/viewer/cells.ts';
import type { DisplaySet, ViewerHandle } from '#lib/viewer/types.ts';
import { applyOwnPresets } from './own-presets.ts';
import { defaultSettings, type ViewerSettings } from './settings.ts';

/** How the person in front of a viewer likes it: what the page knows of it, and what was changed since. */
export class Liking {
	#changed = $state.raw<ViewerSettings | null>(null);
	#given: () => ViewerSettings | null | undefined;
	#keep: (settings: ViewerSettings) => Promise<boolean> | undefined;

	constructor(
		given: () => ViewerSettings | null | undefined,
		keep: (settings: ViewerSettings) => Promise<boolean> | undefined
	) {
		this.#given = given;
		this.#keep = keep;
	}

	get now(): ViewerSettings {
		return this.#changed ?? this.#given() ?? defaultSettings;
	}

	/** Holds at once; false when it could not be kept for the next time. */
	async change(changed: Partial<ViewerSettings>): Promise<boolean> {
		this.#changed = { ...this.now, ...changed };
		return (await this.#keep(this.#changed)) ?? false;
	}

	async keepLayout(modality: string | undefined, layout: Layout): Promise<void> {
		if (modality) await this.change({ layouts: { ...this.now.layouts, [modality]: layout } });
	}

	async keepHangings(hangings: ViewerSettings['hangings']): Promise<void> {
		await this.change({ hangings });
	}

	/** Tells the viewer and its series; returns the series as another list, because their windows may be others. */
	apply(
		viewer: ViewerHandle,
		displaySets: readonly DisplaySet[],
		liked: ViewerSettings = this.now
	): DisplaySet[] {
		applyOwnPresets(displaySets, liked.presets);
		viewer.settings(liked);
		return [...displaySets];
	}
}
