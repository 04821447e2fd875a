import { reasonEffects, type GateReason } from '#lib/core/credentials/gate/reasons.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';

/** What a list of reads shows: those that fail, that were let stand, that cannot be told, that pass with a warning, or all of them. */
export const complianceShows = ['fail', 'excepted', 'unknown', 'warning', 'passes-now', 'all'] as const;
export type ComplianceShow = (typeof complianceShows)[number];

/** Whole months, this one included. */
export const compliancePeriods = ['3', '12', '24', '60'] as const;

/** What of the compliance of reads is looked at, as it stands in the address; empty means all. */
export type ComplianceFilter = {
	readonly months: (typeof compliancePeriods)[number];
	/** A facility's id. */
	readonly facility: string;
	readonly show: ComplianceShow;
	readonly reason: GateReason | '';
};

/** Reads the filter from an address; what it does not know is the usual. */
export function parseComplianceFilter({ searchParams }: URL): ComplianceFilter {
	const reason = searchParams.get('reason') ?? '';
	return {
		months: compliancePeriods.find((months) => months === searchParams.get('months')) ?? '12',
		facility: searchParams.get('facility')?.trim() ?? '',
		show: complianceShows.find((show) => show === searchParams.get('show')) ?? 'fail',
		reason: Object.hasOwn(reasonEffects, reason) ? (reason as GateReason) : '' // its own key
	};
}

/** The filter as a query, without what is usual. */
export function complianceQuery(filter: Partial<ComplianceFilter>): string {
	const usual: Readonly<Record<string, string>> = { months: '12', show: 'fail', facility: '', reason: '' };
	const query = new URLSearchParams(Object.entries(filter).filter(([name, value]) => value !== usual[name]));
	return query.size === 0 ? '' : `?${query}`;
}

/** The period of a filter: whole UTC months, this one to its end. */
export function compliancePeriod({ months }: ComplianceFilter, now: Instant): Period {
	const last = monthOf(now);
	return { from: periodOfMonth(addMonths(last, 1 - Number(months))).from, to: periodOfMonth(last).to };
}

/** The place in a list after which it goes on: when the read was signed, and its id. */
export type CompliancePlace = { readonly signedAt: Instant; readonly id: string };

/** A place as it stands in an address. */
export function placeText({ signedAt, id }: CompliancePlace): string {
	return `${signedAt}.${id}`;
}

/** Reads a place from an address; null where there is none. */
export function parsePlace(text: string | null): CompliancePlace | null {
	const [, at = '', id = ''] = /^(\d{1,16})\.(.{1,64})$/.exec(text ?? '') ?? [];
	return id === '' ? null : { signedAt: Number(at), id };
}
