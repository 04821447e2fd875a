import { referralModes, type ReferralMode } from '#lib/core/referrals/kinds.ts';

export const referralStatuses = ['open', 'accepted', 'refused'] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

/** What the list of referrals shows; null is all. */
export type ReferralFilter = { readonly status: ReferralStatus | null; readonly mode: ReferralMode | null };

/** Reads the filter from an address; without one, what waits for a decision is shown. */
export function parseReferralFilter(search: URLSearchParams): ReferralFilter {
	const status = search.get('status');
	return {
		status: status === 'all' ? null : (referralStatuses.find((known) => known === status) ?? 'open'),
		mode: referralModes.find((known) => known === search.get('mode')) ?? null
	};
}

/** The place of a row in a list that is ordered by time and id, as it stands in the address. */
export type Place = { readonly at: number; readonly id: string };

export function makePlace({ at, id }: Place): string {
	return `${at}.${id}`;
}

export function parsePlace(text: string | null): Place | null {
	const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(text ?? '');
	return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
}
