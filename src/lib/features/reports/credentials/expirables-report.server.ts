import type { Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { makeRow, notApplicable, notRecorded, type ReportCell } from '#lib/core/reports/columns.ts';
import type { Absent } from '#lib/core/reports/columns.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import {
	expirablesView,
	type ExpirableLine
} from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { knownCredentials } from '#lib/features/credentials/expiry/known.server.ts';
import type { CredentialRow } from '#lib/features/credentials/records/rows.server.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { scopeWords } from '#lib/features/reports/quality/peer-review-head.server.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { asOfDay } from './as-of-day.server.ts';

const words = messages.credentialReports.expirables;

/** Everything that has run out and is not renewed, or runs out within a year, as the page of it has it. */
export async function expirablesReport(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const asked = await asOfDay(app, actor, request);
	if (!asked.ok) return asked;
	const view = await expirablesView(
		asked.value.appThen,
		{
			kind: '',
			window: '366',
			facility: request.facility ?? '',
			person: request.radiologist ?? '',
			state: 'open'
		},
		{ after: null, size: null }
	);
	const { byHolder } = await knownCredentials(app);
	const rows = new Map([...byHolder.values()].flat().map((row) => [row.id, row]));
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		plain('text', 'kind', words.kind),
		plain('text', 'item', words.item),
		plain('text', 'issuer', words.issuer),
		plain('code', 'number', words.number),
		plain('day', 'expires', words.expires),
		{ kind: 'integer' as const, key: 'days_left', title: words.daysLeft },
		plain('day', 'checked', words.checked),
		plain('count', 'reminders', words.reminders),
		plain('day', 'last_reminder', words.lastReminder),
		plain('text', 'told', words.told),
		plain('text', 'status', words.status)
	];
	const head = await makeHead(app, actor, {
		kind: 'expirables',
		request: asked.value.request,
		facts: {
			scope: await scopeWords(app.db.read, request.facility ? [request.facility] : undefined),
			n: view.n,
			nOf: words.nOf,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			{
				kind: 'facts',
				id: 'counts',
				title: words.counts,
				facts: [
					{ kind: 'count', key: 'overdue', title: words.overdue, value: view.overdue },
					{ kind: 'count', key: 'within_30', title: words.within30, value: view.within30 },
					{ kind: 'count', key: 'all', title: words.all, value: view.n }
				]
			},
			{
				kind: 'table',
				id: 'expirables',
				title: messages.expirables.caption,
				columns,
				rows: view.lines.map((line) =>
					makeRow('body', columns, {
						physician: line.name,
						kind: messages.expirables.kinds[line.kind],
						item: line.what,
						...originOf(rows.get(line.id)),
						expires: line.expiresOn,
						days_left: line.daysLeft,
						checked: line.verifiedOn ?? notRecorded,
						...sentValues(line),
						status: statusOf(line)
					})
				),
				empty: messages.expirables.none
			}
		],
		notes: [words.noteClosed, words.noteReminders, messages.credentialReports.noteDay]
	});
}

/** Who has issued it, and its number there. */
function originOf(row: CredentialRow | undefined): Record<'issuer' | 'number', ReportCell | Absent> {
	switch (row?.kind) {
		case 'licence':
			return { issuer: row.body.board ?? row.body.jurisdiction, number: row.body.number ?? notRecorded };
		case 'board-certificate':
			return { issuer: row.body.board, number: row.body.number ?? notRecorded };
		case 'malpractice':
			return { issuer: row.body.carrier, number: row.body.policyNumber ?? notRecorded };
		default:
			return { issuer: notApplicable, number: notApplicable };
	}
}

function sentValues({ sent }: ExpirableLine): Record<string, ReportCell | Absent> {
	return {
		reminders: sent?.rungs.length ?? 0,
		last_reminder: sent ? toUtcDay(sent.lastAt) : notApplicable,
		told: sent?.escalatedTo.map((to) => messages.expirables.sent.to[to]).join(', ') || notApplicable
	};
}

function statusOf({ daysLeft, newer, sent }: ExpirableLine): string {
	if (newer) return words.renewalUnchecked;
	if (daysLeft < 0) return words.ranOut;
	return sent?.acknowledgedAt ? words.seen : words.open;
}
