import type { Actor } from '#lib/core/actor.ts';
import { makeRow, notApplicable } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { cmeResults, type CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { missingText, shortText } from '#lib/features/credentials/cme/cme-words.ts';
import { ruleView, type RuleView } from '#lib/features/credentials/cme/person-view.server.ts';
import { cmeBasis, cmePeople, standingsOf } from '#lib/features/credentials/cme/standings.server.ts';
import { credentialsPrivilege } from '#lib/features/reports/privilege.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { asOfDay } from './as-of-day.server.ts';
import { isOfAuthority, requirementColumns, requirementValues } from './cme-columns.ts';

const words = messages.credentialReports.cme;
/** So many people are worked out at once, so that nobody else waits while they are. */
const AT_ONCE = 10;

type Line = { readonly name: string; readonly rule: RuleView };

/** How everybody stands with every rule of education that they are held to, worked out as their own pages do. */
export async function cmeGroup(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const asked = await asOfDay(app, actor, request);
	if (!asked.ok) return asked;
	if (actor.scope) return err('not-permitted');
	const { appThen } = asked.value;
	const { read } = app.db;
	const basis = await cmeBasis(read, appThen.clock);
	const people = await cmePeople(read);
	const lines: Line[] = [];
	for (let at = 0; at < people.length; at += AT_ONCE) {
		const ids = people.slice(at, at + AT_ONCE).map(({ id }) => id);
		for (const { person, held } of await standingsOf(read, basis, { clock: appThen.clock, ids }))
			for (const one of held) {
				const rule = ruleView(one.held, one.standing);
				if (isOfAuthority(rule, request.authority)) lines.push({ name: person.name, rule });
			}
	}
	const head = await makeHead(app, actor, {
		kind: 'cme-compliance',
		request: asked.value.request,
		facts: {
			scope: messages.reports.summary.allFacilities,
			filters: request.authority ? { [words.authority]: request.authority } : {},
			policyVersions: { credentials: basis.policyVersion },
			rulePackVersions: {
				boards: basis.packs.boards.version,
				accreditation: basis.packs.accreditation.version
			},
			n: people.length,
			nOf: messages.credentialReports.radiologists,
			suppression: messages.credentialReports.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [authorityTable(lines), personTable(lines)],
		notes: [words.noteUnverified, words.noteResults, messages.credentialReports.noteDay]
	});
}

function authorityTable(lines: readonly Line[]): TableSection {
	const columns = [
		plain('text', 'authority', words.authority),
		plain('count', 'held', words.held),
		...cmeResults.map((result) => plain('count', result.replaceAll('-', '_'), messages.cme.results[result])),
		plain('boolean', 'verified', words.verified),
		plain('text', 'source', words.source)
	];
	const byRule = [...Map.groupBy(lines, ({ rule }) => rule.id)].sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		kind: 'table',
		id: 'by-authority',
		title: words.byAuthority,
		columns,
		rows: byRule.flatMap(([, some]) => {
			const [first] = some;
			if (!first) return [];
			const count = (result: CmeResult): number => some.filter(({ rule }) => rule.result === result).length;
			return makeRow('body', columns, {
				authority: first.rule.authority,
				held: some.length,
				...Object.fromEntries(cmeResults.map((result) => [result.replaceAll('-', '_'), count(result)])),
				verified: first.rule.basis.verified,
				source: first.rule.basis.source
			});
		}),
		empty: words.none
	};
}

function personTable(lines: readonly Line[]): TableSection {
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		...requirementColumns(),
		plain('text', 'topics_missing', words.topicsMissing),
		plain('text', 'short_by', words.shortBy),
		plain('text', 'to_be_known', words.toBeKnown),
		plain('text', 'risk', words.pace)
	];
	return {
		kind: 'table',
		id: 'by-physician',
		title: words.byPhysician,
		columns,
		rows: lines.map(({ name, rule }) =>
			makeRow('body', columns, {
				physician: name,
				...requirementValues(rule),
				topics_missing:
					shortText(
						Object.fromEntries(Object.entries(rule.shortBy).filter(([key]) => key.startsWith('topic:'))),
						rule.unit
					) || notApplicable,
				short_by: shortText(rule.shortBy, rule.unit) || notApplicable,
				to_be_known: missingText(rule.missing) || notApplicable,
				risk: rule.pace ? words.paces[rule.pace.status] : notApplicable
			})
		),
		empty: words.none
	};
}
