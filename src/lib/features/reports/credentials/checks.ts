import { notRecorded, type ReportColumn } from '#lib/core/reports/columns.ts';
import { choiceText } from '#lib/features/credentials/records/words.ts';
import { plain, type Values } from '#lib/features/reports/quality/columns.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';

const words = messages.credentialReports.checks;

/** Columns of the newest check at the source of what a row is about. */
export function checkColumns(): ReportColumn[] {
	return [
		plain('text', 'check_source', words.source, words.group),
		plain('text', 'check_kind', words.kind, words.group),
		plain('day', 'checked', words.checked, words.group),
		plain('text', 'check_result', words.result, words.group)
	];
}

/** Their cells; not recorded where nobody has checked it. */
export function checkValues(check: CredentialBody<'verification'> | null): Values {
	return check
		? {
				check_source: check.sourceName,
				check_kind: choiceText(check.sourceType),
				checked: check.verifiedOn,
				check_result: choiceText(check.result)
			}
		: { check_source: notRecorded, check_kind: notRecorded, checked: notRecorded, check_result: notRecorded };
}
