import { makeRow, notApplicable, notRecorded } from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import { plain } from './columns.ts';
import type { OppeFacts } from './oppe-facts.ts';

const words = messages.qualityReports.oppe.credentials;

/** Licence, privileges, certificates and cover, as recorded. */
export function credentialTable(rows: OppeFacts['credentials']): TableSection {
	const columns = [
		plain('text', 'item', words.item),
		plain('text', 'detail', words.detail),
		plain('text', 'status', words.status),
		plain('day', 'from', words.from),
		plain('day', 'until', words.until),
		plain('boolean', 'current', words.current)
	];
	return {
		kind: 'table',
		id: 'credentials',
		title: words.title,
		columns,
		rows: rows.map(({ kind, detail, fromOn, untilOn, status, isCurrent }) =>
			makeRow('body', columns, {
				item: wordOf(words.kinds, kind),
				detail,
				status: status ?? notApplicable,
				from: fromOn ?? notRecorded,
				until: untilOn ?? notApplicable,
				current: isCurrent
			})
		),
		empty: words.none
	};
}

/** How the person stands with each rule of continuing education that applies. */
export function cmeTable(rows: OppeFacts['cme']): TableSection {
	const columns = [
		plain('code', 'rule', words.rule),
		plain('day', 'as_of', words.asOf),
		plain('text', 'result', words.result),
		plain('boolean', 'verified', words.verified)
	];
	return {
		kind: 'table',
		id: 'cme',
		title: words.cmeTitle,
		columns,
		rows: rows.map(({ rule, asOf, result, isVerified }) =>
			makeRow('body', columns, {
				rule,
				as_of: asOf,
				result: wordOf(messages.cme.results, result),
				verified: isVerified
			})
		),
		empty: words.noCme
	};
}

/** Focused evaluations that met the period. */
export function planTable(rows: OppeFacts['plans']): TableSection {
	const columns = [
		plain('text', 'trigger', words.trigger),
		plain('day', 'from', words.from),
		plain('day', 'through', words.until),
		plain('text', 'outcome', words.outcome)
	];
	return {
		kind: 'table',
		id: 'focused-evaluations',
		title: words.plansTitle,
		columns,
		rows: rows.map(({ trigger, fromOn, throughOn, outcome }) =>
			makeRow('body', columns, {
				trigger: wordOf(messages.referrals.focused.triggers, trigger),
				from: fromOn,
				through: throughOn,
				outcome: outcome === null ? words.running : wordOf(messages.referrals.focused.outcomes, outcome)
			})
		),
		empty: words.noPlans
	};
}
