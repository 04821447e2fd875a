import type { Actor } from '#lib/core/actor.ts';
import { periodDays } from '#lib/core/period.ts';
import {
	bodies,
	entryOf,
	mayMake,
	reportKinds,
	toolkitTabs,
	type Body,
	type ReportEntry,
	type ReportKind,
	type ToolkitTab
} from '#lib/core/reports/catalogue.ts';

export type CatalogueLine = { readonly kind: ReportKind } & Pick<
	ReportEntry,
	'number' | 'people' | 'parameters'
>;

/** Reports below one heading: a tab of the ACR's toolkit, or none. */
export type CatalogueGroup = { readonly tab: ToolkitTab | null; readonly lines: readonly CatalogueLine[] };

export type Catalogue = {
	/** Who asks: null for all. */
	readonly body: Body | null;
	/** Those who ask for at least one report that the actor may make. */
	readonly bodies: readonly Body[];
	readonly groups: readonly CatalogueGroup[];
	readonly scope: { readonly fromOn: string; readonly throughOn: string } | null;
};

/** R2 before R10, and what has no number last. */
const order = ({ number }: CatalogueLine): number => (number ? Number(number.slice(1)) : 99);

/** What somebody may make, for one of those who ask; `asked` names them, anything else shows all. */
export function catalogueFor(actor: Actor, asked: string | null): Catalogue {
	const kinds = reportKinds.filter((kind) => mayMake(actor, kind));
	const body = bodies.find((one) => one === asked) ?? null;
	const chosen = kinds.filter((kind) => body === null || entryOf(kind).bodies.includes(body));
	const lines = chosen
		.map((kind): CatalogueLine => {
			const { number, people, parameters } = entryOf(kind);
			return { kind, number, people, parameters };
		})
		.sort((a, b) => order(a) - order(b));
	// Only the ACR's survey is ordered by the tabs of its toolkit.
	const tabs = body === 'acr' ? [...toolkitTabs, null] : [null];
	const tabOf = ({ kind }: CatalogueLine): ToolkitTab | null =>
		body === 'acr' ? entryOf(kind).toolkitTab : null;
	return {
		body,
		bodies: bodies.filter((one) => kinds.some((kind) => entryOf(kind).bodies.includes(one))),
		groups: tabs
			.map((tab) => ({ tab, lines: lines.filter((line) => tabOf(line) === tab) }))
			.filter((group) => group.lines.length > 0),
		scope: actor.scope ? periodDays(actor.scope) : null
	};
}
