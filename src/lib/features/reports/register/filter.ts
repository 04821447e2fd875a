import { standings, type Standing } from '#lib/core/reports/register.ts';

/** How far back a list goes. */
export const spans = ['day', 'week', 'month', 'year'] as const;
export type SpanBack = (typeof spans)[number];

/** What the register is limited to; empty texts limit nothing. */
export type RegisterFilter = {
	readonly kind: string;
	readonly standing: Standing | '';
	readonly since: SpanBack | '';
	/** In purpose or recipient. */
	readonly words: string;
};

export const wholeRegister: RegisterFilter = { kind: '', standing: '', since: '', words: '' };

/** The filter that an address names; what it names wrongly limits nothing. */
export function parseRegisterFilter({ searchParams: given }: Pick<URL, 'searchParams'>): RegisterFilter {
	return {
		kind: (given.get('kind') ?? '').slice(0, 100),
		standing: standings.find((one) => one === given.get('standing')) ?? '',
		since: spans.find((one) => one === given.get('since')) ?? '',
		words: (given.get('words') ?? '').trim().slice(0, 100)
	};
}

/** The filter as the search of an address; empty where it limits nothing. */
export function registerQuery(filter: RegisterFilter): string {
	const set = Object.entries(filter).filter(([, value]) => value !== '');
	return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}
