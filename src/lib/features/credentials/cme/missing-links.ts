import { personFacts, type PersonFact } from '#lib/core/credentials/cme/person-facts.ts';
import type { RuleView } from './person-view.server.ts';

/** Facts that are others in every state. */
const ofAuthority: readonly PersonFact[] = [
	'licenceExpiresOn',
	'licensedOn',
	'termStartedOn',
	'licenceStatus',
	'cmePeriodEndsOn',
	'newLicensee',
	'renewalsDone',
	'holdsStateCds'
];

/** Where a fact is entered that a rule misses of somebody: the very field, with the fact and its authority filled in. */
export function missingHref(
	fact: string,
	{ personId, rule }: { personId: string; rule: Pick<RuleView, 'id' | 'jurisdiction'> }
): string {
	if (fact === 'degree') return `/admin/radiologists/${personId}`;
	if (!Object.hasOwn(personFacts, fact)) return `/credentials/cme/rules#${rule.id}`;
	const query = new URLSearchParams({ kind: 'person-fact', fact });
	if (rule.jurisdiction !== null && ofAuthority.some((one) => one === fact))
		query.set('authority', rule.jurisdiction);
	return `/credentials/${personId}/record?${query}`;
}
