import { casesHref } from '#lib/features/quality/cases/list.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import type { AlertEvidence, AlertKind } from './view.ts';

/** The discrepant cases behind a task, in the random sample as it is now. */
export function alertCasesHref(kind: AlertKind, evidence: AlertEvidence): string {
	const filter = parseQualityFilter(new URLSearchParams({ months: '24' }));
	if (kind === 'trend')
		return casesHref(filter, { outcome: 'any', ...(evidence.month ? { month: evidence.month } : {}) });
	if (evidence.code === null) return casesHref(filter, { outcome: 'any' });
	return casesHref(filter, {
		outcome: 'any',
		...(kind === 'reviewer' ? { reviewer: evidence.code } : { reader: evidence.code })
	});
}
