import { asc } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toIso, toUtcDay } from '#lib/core/instant.ts';
import { makeRow, notApplicable, notRecorded } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { ofKind } from '#lib/features/credentials/portfolio/holder.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import { choiceText } from '#lib/features/credentials/records/words.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { takenLists, type TakenList } from './exclusion-lists.server.ts';
import { exclusionOutcome } from './exclusion-outcome.ts';

const words = messages.credentialReports.exclusions;

/**
 * The lists of excluded people that were held against everybody in the period, and every match that is recorded, with what came of it by
 * its last day. A list is of the whole group, so nobody with a scope is given it.
 */
export async function exclusionReport(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	if (actor.scope) return err('not-permitted');
	const { read } = app.db;
	const lists = await takenLists(read, scoped.value.period);
	const head = await makeHead(app, actor, {
		kind: 'exclusion-screening',
		request,
		facts: {
			scope: messages.reports.summary.allFacilities,
			n: lists.length,
			nOf: words.nOf,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [await listTable(read, lists), await matchTable(read, request.through)],
		notes: [words.noteLists, words.noteMatches]
	});
}

async function listTable(read: ReadHandle, lists: readonly TakenList[]): Promise<TableSection> {
	const { radiologists: t } = read.tables;
	const people = await read.select({ createdAt: t.createdAt }).from(t).orderBy(asc(t.createdAt));
	const columns = [
		plain('code', 'list', words.list),
		{ kind: 'instant' as const, key: 'taken_at', title: words.takenAt },
		plain('code', 'sha256', words.sha256),
		plain('count', 'persons', words.persons),
		plain('count', 'new_matches', words.newMatches),
		plain('count', 'known_matches', words.knownMatches),
		plain('text', 'by', words.by)
	];
	return {
		kind: 'table',
		id: 'lists',
		title: words.lists,
		columns,
		rows: lists.map(({ list, at, by, sha256, taken, unchanged }) =>
			makeRow('body', columns, {
				list,
				taken_at: toIso(at),
				sha256: sha256 ?? notRecorded,
				persons: people.filter(({ createdAt }) => createdAt <= at).length,
				new_matches: taken,
				known_matches: unchanged,
				by: by ?? notRecorded
			})
		),
		empty: words.noLists
	};
}

async function matchTable(read: ReadHandle, day: string): Promise<TableSection> {
	const rows = ofKind(standing(await findCredentialRows(read, { kinds: ['exclusion'] })), 'exclusion');
	const names = await radiologistNames(read);
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		plain('text', 'list', words.list),
		plain('text', 'type', words.type),
		plain('day', 'from', words.from),
		plain('day', 'until', words.until),
		plain('day', 'recorded', words.recorded),
		plain('text', 'outcome', words.outcome),
		plain('text', 'waived_in', words.waivedIn)
	];
	return {
		kind: 'table',
		id: 'matches',
		title: words.matches,
		columns,
		rows: rows
			.filter(({ recordedAt }) => toUtcDay(recordedAt) <= day)
			.map(({ radiologistId, recordedAt, body }) =>
				makeRow('body', columns, {
					physician: names.get(radiologistId) ?? '',
					list: [choiceText(body.list), body.state ?? ''].filter(Boolean).join(' '),
					type: body.type ?? notRecorded,
					from: body.from,
					until: body.to ?? notApplicable,
					recorded: toUtcDay(recordedAt),
					outcome: words.outcomes[exclusionOutcome(body, day)],
					waived_in: body.waivedIn?.join(', ') || notApplicable
				})
			),
		empty: words.noMatches
	};
}
