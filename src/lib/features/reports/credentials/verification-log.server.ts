import { inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { makeRow, notApplicable, notRecorded } from '#lib/core/reports/columns.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { ofKind } from '#lib/features/credentials/portfolio/holder.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { facilityNames } from '#lib/features/credentials/records/person.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import { choiceText, titleOf } from '#lib/features/credentials/records/words.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const words = messages.credentialReports.verifications;

/**
 * Every check at a source in the period: of what, where, how, by whom, with what result, on what evidence, and when the next one is due. It
 * is of the whole group or of one person, so nobody with a scope is given it.
 */
export async function verificationLog(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	if (actor.scope) return err('not-permitted');
	const { read } = app.db;
	const only = request.radiologist ? { radiologistIds: [request.radiologist] } : {};
	const all = await findCredentialRows(read, only);
	const checks = ofKind(standing(all), 'verification')
		.filter(({ body }) => body.verifiedOn >= request.from && body.verifiedOn <= request.through)
		.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	const byId = new Map(all.map((row) => [row.id, row]));
	const policy = await currentPolicy(read, 'credentials');
	const { verificationMaxAgeDays: maxAge } = policy.body;
	const names = await radiologistNames(read);
	const facilities = await facilityNames(read);
	const hashes = await hashesOf(read, only.radiologistIds);
	const recorders = await accountNames(read);
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		plain('text', 'kind', words.kind),
		plain('text', 'credential', words.credential),
		plain('text', 'source', words.source),
		plain('text', 'source_type', words.sourceType),
		plain('text', 'method', words.method),
		plain('day', 'checked', words.checked),
		plain('text', 'by', words.by),
		plain('text', 'result', words.result),
		plain('code', 'evidence_sha256', words.evidence),
		plain('day', 'next_due', words.nextDue)
	];
	const head = await makeHead(app, actor, {
		kind: 'verification-log',
		request,
		facts: {
			scope: messages.reports.summary.allFacilities,
			policyVersions: { credentials: policy.version },
			n: checks.length,
			nOf: words.nOf,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			{
				kind: 'table',
				id: 'verifications',
				title: words.title,
				columns,
				rows: checks.map(({ radiologistId, body, documentId, recordedBy }) => {
					const about = byId.get(body.of);
					const { verifiedOn, result } = body;
					return makeRow('body', columns, {
						physician: names.get(radiologistId) ?? '',
						kind: about ? messages.credentialRecords.kinds[about.kind] : notRecorded,
						credential: about ? titleOf(about, facilities) : notRecorded,
						source: body.sourceName,
						source_type: choiceText(body.sourceType),
						method: choiceText(body.method),
						checked: verifiedOn,
						by: body.verifiedBy ?? recorders.get(recordedBy ?? '') ?? notRecorded,
						result: choiceText(result),
						evidence_sha256: (documentId && hashes.get(documentId)) || notRecorded,
						// A check that did not confirm has no next one: it asks for something now.
						next_due: maxAge === null || result !== 'confirmed' ? notApplicable : addDays(verifiedOn, maxAge)
					});
				}),
				empty: words.none
			}
		],
		notes: [maxAge === null ? words.noteNoAge : words.noteAge(maxAge), words.noteEvidence]
	});
}

const keyOf = ({ body, id }: { body: { verifiedOn: string }; id: string }): string =>
	`${body.verifiedOn} ${id}`;

async function hashesOf(
	read: ReadHandle,
	radiologistIds: readonly string[] | undefined
): Promise<ReadonlyMap<string, string>> {
	const { vaultDocuments: t } = read.tables;
	const rows = await read
		.select({ id: t.id, sha256: t.sha256 })
		.from(t)
		.where(radiologistIds && inArray(t.radiologistId, [...radiologistIds]));
	return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

async function accountNames(read: ReadHandle): Promise<ReadonlyMap<string, string>> {
	const { users: t } = read.tables;
	const rows = await read.select({ id: t.id, name: t.name }).from(t);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
