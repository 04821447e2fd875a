import type { Actor } from '#lib/core/actor.ts';
import { fromUtcDay, DAY_MS } from '#lib/core/instant.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { asOfDay } from './as-of-day.server.ts';
import { documentTable, sheetDocuments } from './document-table.server.ts';
import { takenLists } from './exclusion-lists.server.ts';
import { personnelFacts } from './personnel-facts.server.ts';
import {
	certificateTable,
	experienceTable,
	licenceTable,
	personTable,
	ruleTable
} from './personnel-tables.server.ts';

const words = messages.credentialReports.personnel;

/**
 * The physician personnel sheet that the ACR's survey asks for: everybody who reads the modalities of a facility, with licence, certificates,
 * checks at the source, examinations, education, screening for exclusion and the documents that show it.
 */
export async function personnelSheet(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	if (!request.facility) return err('facility-not-chosen');
	const asked = await asOfDay(app, actor, request);
	if (!asked.ok) return asked;
	const { appThen, day } = asked.value;
	const { facility, modality } = request;
	const sheet = await personnelFacts(appThen, { facility, modality, day });
	if (!sheet) return err('facility-not-chosen');
	const { read } = app.db;
	const screened = (await takenLists(read, { from: 0, to: (fromUtcDay(day) ?? 0) + DAY_MS })).findLast(
		({ list }) => list === 'LEIE'
	);
	const documents = await sheetDocuments(
		read,
		sheet.people.map(({ holder }) => holder.id)
	);
	const head = await makeHead(app, actor, {
		kind: 'personnel-sheet',
		request: asked.value.request,
		facts: {
			scope: `${sheet.place.code} ${sheet.place.name}`,
			filters: { [words.modalities]: sheet.modalities.join(', ') },
			policyVersions: { credentials: sheet.basis.policyVersion },
			rulePackVersions: { accreditation: sheet.basis.packs.accreditation.version },
			n: sheet.people.length,
			nOf: messages.credentialReports.radiologists,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			personTable(sheet, { day, screenedAt: screened?.at ?? null, documents }),
			licenceTable(sheet, day),
			certificateTable(sheet),
			experienceTable(sheet),
			ruleTable(sheet),
			documentTable(sheet, documents),
			{
				kind: 'signatures',
				id: 'sign-off',
				title: words.signOff,
				statement: words.statement,
				places: [...words.places]
			}
		],
		notes: [
			words.noteWho,
			words.noteExams(sheet.monthFrom, sheet.monthThrough),
			words.noteQualification,
			words.noteScreening,
			sheet.accredited.length > 0
				? words.noteAccredited(sheet.accredited.join(', '))
				: words.noteNotAccredited,
			messages.credentialReports.cme.noteUnverified,
			messages.credentialReports.noteDay
		]
	});
}
