import type { Actor } from '#lib/core/actor.ts';
import {
	entryOf,
	mayMake,
	reportKinds,
	toolkitTabs,
	type ReportKind,
	type ToolkitTab
} from '#lib/core/reports/catalogue.ts';

/** Why a report is not in a pack, before anything is made. */
export type NotPacked = 'not-of-roles' | 'one-each' | 'no-authority' | 'no-modality';

/** Why a kind is not in a pack of this actor; null where it is to be. `hasModality`: one modality was chosen. */
export function whyNotPacked(actor: Actor, kind: ReportKind, hasModality: boolean): NotPacked | null {
	if (!mayMake(actor, kind)) return 'not-of-roles';
	const { parameters } = entryOf(kind);
	if (parameters.radiologist === 'required') return 'one-each';
	if (parameters.authority === 'required') return 'no-authority';
	return parameters.modality === 'required' && !hasModality ? 'no-modality' : null;
}

/** What a pack holds for an actor, tab by tab in the toolkit's order. */
export function packContents(actor: Actor): {
	tab: ToolkitTab;
	reports: { kind: ReportKind; number: string | null; why: NotPacked | null }[];
}[] {
	return toolkitTabs.map((tab) => ({
		tab,
		reports: reportKinds
			.filter((kind) => entryOf(kind).toolkitTab === tab)
			.map((kind) => ({ kind, number: entryOf(kind).number, why: whyNotPacked(actor, kind, false) }))
	}));
}
