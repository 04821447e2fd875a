import { and, asc, eq, inArray } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { heldStates } from '#lib/core/case/life.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { makeRow, notApplicable, undefinedValue } from '#lib/core/reports/columns.ts';
import type { FactsSection, Report, ReportFact, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import {
	countOverdue,
	tallyCaseStates,
	tallyReads,
	type TallyFilter
} from '#lib/features/quality/review-tally.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { plain } from './columns.ts';
import { scopeWords } from './peer-review-head.server.ts';
import {
	programmeKinds,
	programmeRules,
	type ProgrammeKind,
	type ProgrammePolicies
} from './programme-rules.ts';
import { samplingFacts } from './sampling-facts.server.ts';

const words = messages.qualityReports.programme;

/**
 * The written programme: what each policy says with its version, who sits in the committee, how the sample is drawn, the ground of its
 * confidentiality, and the programme's own numbers over the period. It tells no outcome of a review.
 */
export async function programmeDocument(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const filter = { period, ...(facilityIds ? { facilityIds } : {}) };
	const isNamed = may(actor, 'quality.view-names');
	const policies = await policiesOf(read);
	const evaluation = await yearFacts(app, filter);
	const members = await committeeOf(read);
	const { policyVersions: _drawn, ...drawn } = await samplingFacts(read, period);
	const privilege = peerReviewPrivilege();
	const head = await makeHead(app, actor, {
		kind: 'programme-document',
		request,
		facts: {
			...drawn,
			scope: await scopeWords(read, facilityIds),
			policyVersions: policies.versions,
			detectionMode: words.census,
			n: evaluation.reads,
			nOf: words.nOf,
			suppression: words.suppression,
			namesPeople: isNamed,
			privilege
		}
	});
	return ok({
		head,
		sections: [
			{
				kind: 'text',
				id: 'principles',
				title: words.principlesTitle,
				paragraphs: [words.principlesLead],
				items: [...words.principles]
			},
			ruleTable(policies),
			memberTable(members, isNamed),
			{ kind: 'text', id: 'privilege', title: words.privilegeTitle, paragraphs: [privilege.legend] },
			evaluation.section,
			{
				kind: 'signatures',
				id: 'approval',
				title: words.approvalTitle,
				statement: words.approval,
				places: words.places.map((role) => ({ role }))
			}
		],
		notes: [words.noteRules, words.noteMembers, words.noteYear]
	});
}

type Policies = {
	readonly bodies: ProgrammePolicies;
	readonly versions: Readonly<Record<ProgrammeKind, number>>;
	readonly since: Readonly<Record<ProgrammeKind, number>>;
};

async function policiesOf(read: ReadHandle): Promise<Policies> {
	const sampling = await currentPolicy(read, 'sampling');
	const review = await currentPolicy(read, 'review');
	const committee = await currentPolicy(read, 'committee');
	const correction = await currentPolicy(read, 'correction');
	const suppression = await currentPolicy(read, 'suppression');
	const evaluation = await currentPolicy(read, 'evaluation');
	const learning = await currentPolicy(read, 'learning');
	const all = { sampling, review, committee, correction, suppression, evaluation, learning };
	return {
		bodies: {
			sampling: sampling.body,
			review: review.body,
			committee: committee.body,
			correction: correction.body,
			suppression: suppression.body,
			evaluation: evaluation.body,
			learning: learning.body
		},
		versions: mapKinds((kind) => all[kind].version),
		since: mapKinds((kind) => all[kind].effectiveAt)
	};
}

function mapKinds(of: (kind: ProgrammeKind) => number): Record<ProgrammeKind, number> {
	return Object.fromEntries(programmeKinds.map((kind) => [kind, of(kind)])) as Record<ProgrammeKind, number>; // every kind has one
}

function ruleTable({ bodies, versions, since }: Policies): TableSection {
	const columns = [
		plain('text', 'policy', words.policy),
		plain('count', 'version', words.version),
		plain('day', 'since', words.since),
		plain('text', 'rule', words.rule),
		plain('text', 'says', words.says)
	];
	const rules = programmeRules(bodies);
	return {
		kind: 'table',
		id: 'rules',
		title: words.rulesTitle,
		columns,
		rows: programmeKinds.flatMap((kind) =>
			rules[kind].map(([rule, says]) =>
				makeRow('body', columns, {
					policy: messages.admin.policies.kinds[kind],
					version: versions[kind],
					// What came with a release that the group has not published itself has no day.
					since: since[kind] === 0 ? notApplicable : toUtcDay(since[kind]),
					rule,
					says
				})
			)
		),
		empty: ''
	};
}

type Member = { readonly name: string; readonly role: string };

async function committeeOf(read: ReadHandle): Promise<Member[]> {
	const { userRoles, users } = read.tables;
	return read
		.select({ name: users.name, role: userRoles.role })
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(and(eq(users.status, 'active'), inArray(userRoles.role, ['committee', 'chair'])))
		.orderBy(asc(userRoles.role), asc(users.name));
}

/** The committee by name for those who may see names, by its size for everybody else. */
function memberTable(members: readonly Member[], isNamed: boolean): TableSection {
	const columns = [
		plain('text', 'role', words.role),
		plain('count', 'members', words.members),
		...(isNamed ? [plain('text', 'names', words.names)] : [])
	];
	return {
		kind: 'table',
		id: 'committee',
		title: words.committeeTitle,
		columns,
		rows: (['chair', 'committee'] as const).map((role) => {
			const own = members.filter((member) => member.role === role);
			const names = own.map(({ name }) => name).join('; ');
			return makeRow('body', columns, {
				role: words.roles[role],
				members: own.length,
				...(isNamed ? { names: names === '' ? undefinedValue : names } : {})
			});
		}),
		empty: ''
	};
}

/** How much was read, drawn, reviewed and is late: the programme's own yearly evaluation in numbers. */
async function yearFacts(app: App, filter: TallyFilter): Promise<{ reads: number; section: FactsSection }> {
	const { read } = app.db;
	const sum = (cells: readonly { readonly n: number }[]): number => cells.reduce((all, { n }) => all + n, 0);
	const reads = sum(await tallyReads(read, filter));
	const cases = await tallyCaseStates(read, filter);
	const ahead: readonly string[] = ['drawn', ...heldStates];
	const of = (key: string, title: string, value: number): ReportFact => ({
		kind: 'count',
		key,
		title,
		value
	});
	return {
		reads,
		section: {
			kind: 'facts',
			id: 'evaluation',
			title: words.yearTitle,
			facts: [
				of('reads', words.reads, reads),
				of('sampled', words.sampled, sum(cases)),
				of('ahead', words.ahead, sum(cases.filter(({ state }) => ahead.includes(state)))),
				of('overdue', words.overdue, await countOverdue(read, filter, app.clock.now())),
				of('withdrawn', words.withdrawn, sum(cases.filter(({ state }) => state === 'withdrawn')))
			]
		}
	};
}
