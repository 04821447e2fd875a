import { expirableKinds, type ExpirableKind } from '#lib/core/credentials/expirables.ts';

/** How far ahead the list looks, in days. */
export const windows = ['30', '60', '90', '120', '366'] as const;
export type Window = (typeof windows)[number];

export const listStates = ['open', 'overdue', 'closed'] as const;
export type ListState = (typeof listStates)[number];

/** Kinds that can be chosen: of documents nothing runs out by itself. */
export const listedKinds = expirableKinds.filter((kind) => kind !== 'document');

/** What the list shows, as it stands in the address; empty means all. */
export type ExpirableFilter = {
	readonly kind: ExpirableKind | '';
	readonly window: Window;
	/** A facility's id: what reading there leans on. */
	readonly facility: string;
	/** A radiologist's id. */
	readonly person: string;
	readonly state: ListState;
};

/** Reads the filter from an address; what it does not know is no filter. */
export function parseExpirableFilter({ searchParams }: URL): ExpirableFilter {
	const asked = (name: string): string => searchParams.get(name)?.trim() ?? '';
	return {
		kind: listedKinds.find((kind) => kind === asked('kind')) ?? '',
		window: windows.find((window) => window === asked('window')) ?? '120',
		facility: asked('facility'),
		person: asked('person'),
		state: listStates.find((state) => state === asked('state')) ?? 'open'
	};
}

/** The filter as a query, without the parts that are as usual. */
export function expirableQuery(filter: ExpirableFilter): string {
	const usual: Readonly<Record<string, string>> = { window: '120', state: 'open' };
	const query = new URLSearchParams(
		Object.entries(filter).filter(([name, value]) => value !== (usual[name] ?? ''))
	);
	return query.size === 0 ? '' : `?${query}`;
}
