import { notApplicable, notRecorded, type ReportColumn } from '#lib/core/reports/columns.ts';
import { missingText } from '#lib/features/credentials/cme/cme-words.ts';
import type { RuleView } from '#lib/features/credentials/cme/person-view.server.ts';
import { plain, type Values } from '#lib/features/reports/quality/columns.ts';
import { messages } from '#lib/i18n/messages.ts';

const words = messages.credentialReports.cme;

/** Whether a rule is the one that is asked for: by its jurisdiction, its authority or its own name; nothing asks for all. */
export function isOfAuthority(
	{ id, authority, jurisdiction }: Pick<RuleView, 'id' | 'authority' | 'jurisdiction'>,
	asked: string | undefined
): boolean {
	if (!asked) return true;
	const wanted = asked.trim().toUpperCase();
	const names = [id, authority, jurisdiction ?? ''].map((name) => name.toUpperCase());
	// A body has several rules, named after it: ABR-P2, ABR-P3.
	return names.includes(wanted) || id.toUpperCase().startsWith(`${wanted}-`);
}

/** Columns of how somebody stands with a rule, with the rule's source. */
export function requirementColumns(): ReportColumn[] {
	const amount = (key: string, title: string): ReportColumn => ({
		kind: 'decimal',
		unit: '',
		digits: 2,
		key,
		title
	});
	return [
		plain('text', 'authority', words.authority),
		plain('text', 'result', words.result),
		plain('text', 'unit', words.unit),
		amount('required', words.required),
		amount('earned', words.earned),
		amount('category1_required', words.category1Required),
		amount('category1_earned', words.category1Earned),
		plain('text', 'met_by', words.metBy),
		plain('day', 'window_from', words.windowFrom),
		plain('day', 'window_to', words.windowTo),
		plain('boolean', 'verified', words.verified),
		plain('text', 'source', words.source),
		plain('code', 'rule_version', words.ruleVersion)
	];
}

/** Their cells. */
export function requirementValues(rule: RuleView): Values {
	const { needed, earned, window, basis, by } = rule;
	return {
		authority: rule.authority,
		result: messages.cme.results[rule.result],
		unit: rule.unit,
		required: needed.total ?? notApplicable,
		earned: earned.total,
		category1_required: needed.category1 ?? notApplicable,
		category1_earned: earned.category1,
		met_by: missingText(by) || notApplicable,
		window_from: window?.from ?? notRecorded,
		window_to: window?.to ?? notRecorded,
		verified: basis.verified,
		source: basis.asOf === null ? basis.source : `${basis.source} (${basis.asOf})`,
		rule_version: rule.ruleVersion
	};
}
