import type { Actor } from '#lib/core/actor.ts';
import { makeRow, notApplicable, notRecorded } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { amountText, creditsText, shortText, topicWords } from '#lib/features/credentials/cme/cme-words.ts';
import {
	cmeView,
	type ActivityView,
	type RuleView
} from '#lib/features/credentials/cme/person-view.server.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import { asOfDay } from './as-of-day.server.ts';
import { isOfAuthority, requirementColumns, requirementValues } from './cme-columns.ts';

const words = messages.credentialReports.cme;

/** One radiologist's continuing education: every activity, and how they stand with each authority or the one that is asked for. */
export async function cmeTranscript(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	if (!request.radiologist) return err('radiologist-not-chosen');
	const asked = await asOfDay(app, actor, request);
	if (!asked.ok) return asked;
	if (actor.scope) return err('not-permitted');
	const { appThen, day } = asked.value;
	const view = await cmeView(appThen, request.radiologist);
	if (!view) return err('radiologist-not-found');
	const rules = view.rules.filter((rule) => isOfAuthority(rule, request.authority));
	const activities = view.activities
		.filter(({ completedOn }) => completedOn <= day)
		.toSorted((a, b) => (a.completedOn < b.completedOn ? -1 : 1));
	const head = await makeHead(app, actor, {
		kind: 'cme-transcript',
		request: asked.value.request,
		facts: {
			scope: messages.reports.summary.allFacilities,
			filters: {
				[messages.credentialReports.physician]: view.person.name,
				...(request.authority ? { [words.authority]: request.authority } : {})
			},
			policyVersions: { credentials: view.policyVersion },
			n: activities.length,
			nOf: words.activitiesOf,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [activityTable(activities, rules), requirementTable(rules), topicTable(rules)],
		notes: [words.noteUnverified, words.noteCounts, messages.credentialReports.noteDay]
	});
}

function activityTable(activities: readonly ActivityView[], rules: readonly RuleView[]): TableSection {
	const columns = [
		plain('day', 'completed', words.completed),
		plain('text', 'title', words.title),
		plain('text', 'provider', words.provider),
		plain('text', 'accreditor', words.accreditor),
		plain('text', 'credits', words.credits),
		plain('boolean', 'sa_cme', words.saCme),
		plain('text', 'topics', words.topics),
		plain('text', 'modalities', words.modalities),
		plain('boolean', 'certificate', words.certificate),
		plain('text', 'verified_by', words.verifiedBy),
		plain('day', 'verified_on', words.verifiedOn),
		plain('text', 'counts_for', words.countsFor)
	];
	const countsFor = (id: string): string =>
		rules.flatMap(({ counted, authority }) => (counted.includes(id) ? [authority] : [])).join('; ');
	return {
		kind: 'table',
		id: 'activities',
		title: words.activities,
		columns,
		rows: activities.map((one) =>
			makeRow('body', columns, {
				completed: one.completedOn,
				title: one.title,
				provider: one.provider,
				accreditor: one.accreditorWords ?? one.accreditor ?? notRecorded,
				credits: creditsText(one.credits),
				sa_cme: one.saCme,
				topics:
					partsText(
						one.topics.map((part) =>
							typeof part === 'string' ? [topicWords(part)] : [topicWords(part.topic), part.hours]
						)
					) || notApplicable,
				modalities:
					partsText(
						one.modalities.map((part) => (typeof part === 'string' ? [part] : [part.modality, part.hours]))
					) || notApplicable,
				certificate: one.documentId !== null,
				verified_by: one.verifiedBy ?? notRecorded,
				verified_on: one.verifiedOn ?? notRecorded,
				counts_for: one.duplicateOf === undefined ? countsFor(one.id) || notApplicable : words.repeats
			})
		),
		empty: words.noActivities
	};
}

const partsText = (parts: readonly (readonly [string, number?])[]): string =>
	parts
		.map(([name, hours]) => (hours === undefined ? name : `${name} ${messages.cme.hours(hours)}`))
		.join(', ');

function requirementTable(rules: readonly RuleView[]): TableSection {
	const columns = [
		...requirementColumns(),
		plain('text', 'short_by', words.shortBy),
		plain('text', 'doubts', words.doubts)
	];
	return {
		kind: 'table',
		id: 'requirements',
		title: words.requirements,
		columns,
		rows: rules.map((rule) =>
			makeRow('body', columns, {
				...requirementValues(rule),
				short_by: shortText(rule.shortBy, rule.unit) || notApplicable,
				doubts: rule.basis.doubts.join('; ') || notApplicable
			})
		),
		empty: words.none
	};
}

function topicTable(rules: readonly RuleView[]): TableSection {
	const columns = [
		plain('text', 'authority', words.authority),
		plain('text', 'topic', words.topic),
		plain('text', 'required', words.required),
		plain('text', 'earned', words.earned),
		plain('text', 'short_by', words.shortBy)
	];
	return {
		kind: 'table',
		id: 'topics',
		title: words.byTopic,
		columns,
		rows: rules.flatMap(({ authority, topics, unit }) =>
			topics.map(({ topic, hours, earned, short }) =>
				makeRow('body', columns, {
					authority,
					topic: topicWords(topic),
					required: hours === null ? words.aCourse : amountText(hours, unit),
					earned:
						typeof earned === 'number' ? amountText(earned, unit) : wordOf(messages.cme.results, earned),
					short_by:
						short === null ? notApplicable : short === 'course' ? words.aCourse : amountText(short, unit)
				})
			)
		),
		empty: words.noTopics
	};
}
