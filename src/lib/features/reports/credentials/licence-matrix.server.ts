import type { Actor } from '#lib/core/actor.ts';
import { stateReads } from '#lib/core/credentials/matrix.ts';
import { makeRow, notApplicable, type ReportColumn } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { knownCredentials } from '#lib/features/credentials/expiry/known.server.ts';
import { lastChecks, ofKind } from '#lib/features/credentials/portfolio/holder.server.ts';
import { cellText } from '#lib/features/credentials/records/matrix-words.ts';
import { credentialMatrix, type Matrix } from '#lib/features/credentials/records/matrix.server.ts';
import { standing, type CredentialRow } from '#lib/features/credentials/records/rows.server.ts';
import { choiceText } from '#lib/features/credentials/records/words.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { scopeWords } from '#lib/features/reports/quality/peer-review-head.server.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { asOfDay } from './as-of-day.server.ts';
import { checkColumns, checkValues } from './checks.ts';

const words = messages.credentialReports.matrix;
/** Columns of jurisdictions that fit beside each other on a page. */
const ABREAST = 8;

/** Who holds what where, as the page of credentials has it: cells, each licence behind them with its check, and what each gap affects. */
export async function licenceMatrix(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const asked = await asOfDay(app, actor, request);
	if (!asked.ok) return asked;
	const { appThen } = asked.value;
	const matrix = await credentialMatrix(appThen, {
		section: '',
		facility: request.facility ?? '',
		only: ''
	});
	const { byHolder } = await knownCredentials(app);
	const head = await makeHead(app, actor, {
		kind: 'licence-matrix',
		request: asked.value.request,
		facts: {
			scope: await scopeWords(app.db.read, request.facility ? [request.facility] : undefined),
			n: matrix.lines.length,
			nOf: messages.credentialReports.radiologists,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			jurisdictionTable(matrix),
			...matrixTables(matrix),
			licenceTable(matrix, (id) => byHolder.get(id) ?? [])
		],
		notes: [words.noteNeeded, messages.credentialReports.noteDay]
	});
}

function jurisdictionTable({ jurisdictions, lines, facilities }: Matrix): TableSection {
	const columns = [
		plain('code', 'jurisdiction', words.jurisdiction),
		plain('count', 'may_read', words.mayRead),
		plain('count', 'runs_out', words.runsOut),
		plain('count', 'missing', words.missing),
		plain('count', 'facilities', words.facilities),
		plain('text', 'facility_names', words.facilityNames)
	];
	return {
		kind: 'table',
		id: 'by-jurisdiction',
		title: words.byJurisdiction,
		columns,
		rows: jurisdictions.map((jurisdiction, at) => {
			const cells = lines.flatMap((line) => line.cells[at] ?? []);
			const there = facilities.filter((one) => one.jurisdiction === jurisdiction);
			return makeRow('body', columns, {
				jurisdiction,
				may_read: cells.filter(({ state }) => stateReads(state)).length,
				runs_out: cells.filter(({ state }) => state === 'runs-out' || state === 'grace').length,
				missing: cells.filter(({ isMissing }) => isMissing).length,
				facilities: there.length,
				facility_names: there.map(({ name }) => name).join('; ') || notApplicable
			});
		}),
		empty: messages.reports.emptyTable
	};
}

function matrixTables({ jurisdictions, lines }: Matrix): TableSection[] {
	const starts = jurisdictions.flatMap((_, at) => (at % ABREAST === 0 ? [at] : []));
	return starts.map((start): TableSection => {
		const some = jurisdictions.slice(start, start + ABREAST);
		const columns: ReportColumn[] = [
			plain('text', 'physician', messages.credentialReports.physician),
			...some.map((jurisdiction) => plain('text', jurisdiction, jurisdiction))
		];
		return {
			kind: 'table',
			id: `matrix-${start / ABREAST + 1}`,
			title: words.matrix(some[0] ?? '', some.at(-1) ?? ''),
			columns,
			rows: lines.map(({ name, cells }) =>
				makeRow('body', columns, {
					physician: name,
					...Object.fromEntries(
						some.map((jurisdiction, nth) => {
							const cell = cells[start + nth];
							return [jurisdiction, cell ? cellText(cell) : ''];
						})
					)
				})
			),
			empty: messages.reports.emptyTable
		};
	});
}

function licenceTable(
	{ jurisdictions, lines }: Matrix,
	rowsOf: (id: string) => readonly CredentialRow[]
): TableSection {
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		plain('code', 'jurisdiction', words.jurisdiction),
		plain('text', 'type', words.type),
		plain('text', 'status', words.status),
		plain('boolean', 'compact', words.compact),
		plain('day', 'issued', words.issued),
		plain('day', 'expires', words.expires),
		...checkColumns()
	];
	return {
		kind: 'table',
		id: 'licences',
		title: words.licences,
		columns,
		rows: lines.flatMap(({ id, name }) => {
			const rows = standing(rowsOf(id));
			const checks = lastChecks(rows);
			return ofKind(rows, 'licence')
				.filter(({ body }) => jurisdictions.includes(body.jurisdiction))
				.toSorted((a, b) => (sortKey(a.body) < sortKey(b.body) ? -1 : 1))
				.map(({ id: rowId, body }) =>
					makeRow('body', columns, {
						physician: name,
						jurisdiction: body.jurisdiction,
						type: choiceText(body.pathway),
						status: choiceText(body.status),
						compact: body.issuedViaImlc ?? body.pathway === 'imlc-expedited-full',
						issued: body.issuedOn,
						expires: body.expiresOn ?? notApplicable,
						...checkValues(checks.get(rowId)?.body ?? null)
					})
				);
		}),
		empty: words.none
	};
}

const sortKey = (body: { jurisdiction: string; issuedOn: string; pathway: string }): string =>
	`${body.jurisdiction} ${body.issuedOn} ${body.pathway}`;
