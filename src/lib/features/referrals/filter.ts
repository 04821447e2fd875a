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
