import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { makeRow, notApplicable, notRecorded, undefinedValue } from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import { shortText } from '#lib/features/credentials/cme/cme-words.ts';
import { lastChecks, ofKind } from '#lib/features/credentials/portfolio/holder.server.ts';
import { choiceText } from '#lib/features/credentials/records/words.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { messages } from '#lib/i18n/messages.ts';
import { checkColumns, checkValues } from './checks.ts';
import { requirementColumns, requirementValues } from './cme-columns.ts';
import { exclusionOutcome } from './exclusion-outcome.ts';
import type { HeldDocument } from './document-table.server.ts';
import type { Sheet, SheetPerson } from './personnel-facts.server.ts';

const words = messages.credentialReports.personnel;
const matrixWords = messages.credentialReports.matrix;
const physician = plain('text', 'physician', messages.credentialReports.physician);

type Given = {
	readonly day: CalendarDay;
	/** When everybody was last held against the LEIE; null: never. */
	readonly screenedAt: Instant | null;
	readonly documents: readonly HeldDocument[];
};

/** A line a physician. */
export function personTable({ people }: Sheet, { day, screenedAt, documents }: Given): TableSection {
	const columns = [
		physician,
		plain('code', 'npi', words.npi),
		plain('code', 'degree', words.degree),
		plain('text', 'modalities', words.modalities),
		plain('boolean', 'privileged', words.privileged),
		plain('text', 'initial_qualification', words.qualification),
		plain('day', 'oig_checked', words.oigChecked, words.oig),
		plain('text', 'oig_result', words.oigResult, words.oig),
		plain('count', 'documents', words.documents)
	];
	return {
		kind: 'table',
		id: 'physicians',
		title: words.physicians,
		columns,
		rows: people.map((one) => {
			// Whoever was recorded after a list was taken in was not held against it.
			const isScreened = screenedAt !== null && one.createdAt <= screenedAt;
			return makeRow('body', columns, {
				physician: one.name,
				npi: one.holder.npi ?? notRecorded,
				degree: one.holder.degree ?? notRecorded,
				modalities: one.modalities.join(', '),
				privileged: one.isPrivileged,
				initial_qualification: notRecorded,
				oig_checked: isScreened ? toUtcDay(screenedAt) : notRecorded,
				oig_result: isScreened ? screeningWord(one, day) : notRecorded,
				documents: documents.filter(({ radiologistId }) => radiologistId === one.holder.id).length
			});
		}),
		empty: words.nobody
	};
}

function screeningWord({ rows }: SheetPerson, day: CalendarDay): string {
	const found = ofKind(rows, 'exclusion')
		.filter(({ body }) => body.list === 'LEIE')
		.map(({ body }) => exclusionOutcome(body, day));
	const worst = (['stands', 'reinstated', 'cleared'] as const).find((outcome) => found.includes(outcome));
	return worst ? messages.credentialReports.exclusions.outcomes[worst] : words.notListed;
}

/** Licences of the facility's jurisdiction that began by the day. */
export function licenceTable({ people, place }: Sheet, day: CalendarDay): TableSection {
	const columns = [
		physician,
		plain('code', 'jurisdiction', matrixWords.jurisdiction),
		plain('code', 'number', words.number),
		plain('text', 'type', matrixWords.type),
		plain('text', 'status', matrixWords.status),
		plain('day', 'issued', matrixWords.issued),
		plain('day', 'expires', matrixWords.expires),
		...checkColumns()
	];
	return {
		kind: 'table',
		id: 'licences',
		title: words.licences(place.jurisdiction),
		columns,
		rows: people.flatMap(({ name, rows }) => {
			const checks = lastChecks(rows);
			return ofKind(rows, 'licence')
				.filter(({ body }) => body.jurisdiction === place.jurisdiction && body.issuedOn <= day)
				.map(({ id, body }) =>
					makeRow('body', columns, {
						physician: name,
						jurisdiction: body.jurisdiction,
						number: body.number ?? notRecorded,
						type: choiceText(body.pathway),
						status: choiceText(body.status),
						issued: body.issuedOn,
						expires: body.expiresOn ?? notApplicable,
						...checkValues(checks.get(id)?.body ?? null)
					})
				);
		}),
		empty: matrixWords.none
	};
}

/** Board certificates. */
export function certificateTable({ people }: Sheet): TableSection {
	const columns = [
		physician,
		plain('text', 'board', words.board),
		plain('text', 'certificate', words.certificate),
		plain('code', 'number', words.number),
		plain('text', 'status', matrixWords.status),
		plain('text', 'moc', words.moc),
		plain('day', 'effective', words.effective),
		plain('day', 'expires', matrixWords.expires),
		...checkColumns()
	];
	return {
		kind: 'table',
		id: 'certificates',
		title: words.certificates,
		columns,
		rows: people.flatMap(({ name, rows }) => {
			const checks = lastChecks(rows);
			return ofKind(rows, 'board-certificate').map(({ id, body }) =>
				makeRow('body', columns, {
					physician: name,
					board: body.board,
					certificate: body.certificate,
					number: body.number ?? notRecorded,
					status: choiceText(body.status),
					moc: choiceText(body.meetsMoc),
					effective: body.effectiveOn,
					expires: body.expiresOn ?? notApplicable,
					...checkValues(checks.get(id)?.body ?? null)
				})
			);
		}),
		empty: words.noCertificates
	};
}

/** Examinations, a line for each physician and modality of theirs. */
export function experienceTable({ people, total }: Sheet): TableSection {
	const columns = [
		physician,
		plain('code', 'modality', words.modality),
		plain('count', 'exams_36_months', words.exams),
		plain('count', 'exams_here', words.examsHere),
		plain('count', 'facility_exams', words.facilityExams),
		{ kind: 'share' as const, key: 'share', title: words.share, n: 'facility_exams' }
	];
	return {
		kind: 'table',
		id: 'experience',
		title: words.experience,
		columns,
		rows: people.flatMap(({ name, modalities, exams, here }) =>
			modalities.map((modality) => {
				const [own, all] = [here.get(modality) ?? 0, total.get(modality) ?? 0];
				return makeRow('body', columns, {
					physician: name,
					modality,
					exams_36_months: exams.get(modality) ?? 0,
					exams_here: own,
					facility_exams: all,
					share: all === 0 ? undefinedValue : own / all
				});
			})
		),
		empty: words.nobody
	};
}

/** How each stands with the ACR's rules of the modalities for which the facility is accredited. */
export function ruleTable({ people }: Sheet): TableSection {
	const columns = [
		physician,
		...requirementColumns(),
		plain('text', 'way', words.way),
		plain('text', 'short_by', messages.credentialReports.cme.shortBy)
	];
	return {
		kind: 'table',
		id: 'continuing-experience-and-education',
		title: words.rules,
		columns,
		rows: people.flatMap(({ name, rules }) =>
			rules.map((rule) =>
				makeRow('body', columns, {
					physician: name,
					...requirementValues(rule),
					way: rule.way ?? notApplicable,
					short_by: shortText(rule.shortBy, rule.unit) || notApplicable
				})
			)
		),
		empty: words.noRules
	};
}
