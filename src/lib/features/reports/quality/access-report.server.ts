import { and, asc, count, eq, gte, inArray, lt, max } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { makeRow, notApplicable, suppressed } from '#lib/core/reports/columns.ts';
import type { FactsSection, Report, ReportFact, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { groupPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { endOfLog } from '#lib/server/audit/tree.ts';
import { logOf, walkLog, type LogWalk } from '#lib/server/audit/walk-log.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { plain } from './columns.ts';

const words = messages.qualityReports.access;
const CODE_CHARACTERS = 6;

/** What is counted of each account, by the types of its events. */
const counted = {
	signIns: ['session.started'],
	readsViewed: ['read.viewed'],
	exports: ['report.exported', 'credential.exported'],
	namesViewed: ['names.viewed'],
	unblinded: ['cases.unblinded']
} as const;
type Counted = keyof typeof counted;
const countedNames = Object.keys(counted) as readonly Counted[]; // keys of a literal

/**
 * Who came in and what they opened: by account, with roles, last sign-in and second factor, views of reads with a patient, exports and what was
 * unblinded; and whether the audit log holds. Accounts stand by name for those who may see names. It is of the whole group: accounts
 * belong to no facility.
 */
export async function accessReport(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period } = scoped.value;
	const { read } = app.db;
	const isNamed = may(actor, 'quality.view-names') || may(actor, 'user.manage');
	const accounts = await accountsOf(read, period);
	const end = await endOfLog(read);
	const head = await makeHead(app, actor, {
		kind: 'access-report',
		request,
		facts: {
			scope: words.scope,
			detectionMode: words.census,
			n: accounts.length,
			nOf: words.nOf,
			suppression: words.suppression,
			namesPeople: isNamed,
			privilege: groupPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			verdictFacts(await walkLog(logOf(app), end?.seq ?? 0), {
				isPart: actor.radiologistId !== null,
				held: await throttled(read, period)
			}),
			accountTable(accounts, isNamed)
		],
		notes: [words.noteViews, words.noteFailures, words.noteUnblinded, words.noteScope]
	});
}

type Account = {
	readonly id: string;
	readonly name: string;
	readonly roles: readonly string[];
	readonly isActive: boolean;
	readonly endsOn: string | null;
	readonly hasSecondFactor: boolean;
	readonly lastSignIn: number | null;
	readonly counts: Readonly<Record<Counted, number>>;
};

async function accountsOf(read: ReadHandle, { from, to }: Period): Promise<Account[]> {
	const { auditEvents, secondFactors, userRoles, users } = read.tables;
	const rows = await read
		.select({ id: users.id, name: users.name, status: users.status, expiresAt: users.expiresAt })
		.from(users)
		.orderBy(asc(users.name), asc(users.id));
	const roles = Map.groupBy(
		await read.select().from(userRoles).orderBy(asc(userRoles.role)),
		({ userId }) => userId
	);
	const factors = await read.select({ userId: secondFactors.userId }).from(secondFactors);
	const enrolled = new Set(factors.map(({ userId }) => userId));
	const types = countedNames.flatMap((name) => [...counted[name]]);
	const events = await read
		.select({ actorId: auditEvents.actorId, type: auditEvents.type, n: count() })
		.from(auditEvents)
		.where(and(inArray(auditEvents.type, types), gte(auditEvents.at, from), lt(auditEvents.at, to)))
		.groupBy(auditEvents.actorId, auditEvents.type);
	const last = await read
		.select({ actorId: auditEvents.actorId, at: max(auditEvents.at) })
		.from(auditEvents)
		.where(and(eq(auditEvents.type, 'session.started'), lt(auditEvents.at, to)))
		.groupBy(auditEvents.actorId);
	const lastOf = new Map(last.map(({ actorId, at }) => [actorId, at === null ? null : Number(at)]));
	const countOf = (id: string, name: Counted): number =>
		events
			.filter(({ actorId, type }) => actorId === id && (counted[name] as readonly string[]).includes(type))
			.reduce((sum, { n }) => sum + n, 0);
	return rows.map(({ id, name, status, expiresAt }) => ({
		id,
		name,
		roles: (roles.get(id) ?? []).map(({ role }) => role),
		isActive: status === 'active',
		endsOn: expiresAt === null ? null : toUtcDay(expiresAt),
		hasSecondFactor: enrolled.has(id),
		lastSignIn: lastOf.get(id) ?? null,
		counts: {
			signIns: countOf(id, 'signIns'),
			readsViewed: countOf(id, 'readsViewed'),
			exports: countOf(id, 'exports'),
			namesViewed: countOf(id, 'namesViewed'),
			unblinded: countOf(id, 'unblinded')
		}
	}));
}

/** How often sign-in was held back because of too many failures; whose account it was is not in the log. */
async function throttled(read: ReadHandle, { from, to }: Period): Promise<number> {
	const { auditEvents } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(auditEvents)
		.where(and(eq(auditEvents.type, 'sign-in.throttled'), gte(auditEvents.at, from), lt(auditEvents.at, to)));
	return row?.n ?? 0;
}

function accountTable(accounts: readonly Account[], isNamed: boolean): TableSection {
	const columns = [
		plain(isNamed ? 'text' : 'code', 'account', words.account),
		plain('text', 'roles', words.roles),
		plain('boolean', 'active', words.active),
		plain('day', 'ends', words.ends),
		plain('boolean', 'second_factor', words.secondFactor),
		plain('day', 'last_sign_in', words.lastSignIn),
		...countedNames.map((name) => plain('count', words.keys[name], words.counts[name]))
	];
	return {
		kind: 'table',
		id: 'accounts',
		title: words.title,
		columns,
		rows: accounts.map(({ id, name, roles, isActive, endsOn, hasSecondFactor, lastSignIn, counts }) =>
			makeRow('body', columns, {
				account: isNamed ? name : id.slice(-CODE_CHARACTERS),
				roles: roles.join(', '),
				active: isActive,
				ends: endsOn ?? notApplicable,
				second_factor: hasSecondFactor,
				last_sign_in: lastSignIn === null ? notApplicable : toUtcDay(lastSignIn),
				...Object.fromEntries(countedNames.map((name) => [words.keys[name], counts[name]]))
			})
		),
		empty: ''
	};
}

/** What the log says of itself. To somebody with reads of their own neither its length nor its last hash: they would count what is kept from them. */
function verdictFacts(
	{ links, firstBreak, headHash }: LogWalk,
	{ isPart, held }: { readonly isPart: boolean; readonly held: number }
): FactsSection {
	const text = words.log;
	const withheld = { value: null, absent: suppressed.absent } as const;
	const facts: ReportFact[] = [
		{ kind: 'boolean', key: 'holds', title: text.holds, value: firstBreak === null },
		{ kind: 'count', key: 'events', title: text.events, ...(isPart ? withheld : { value: links }) },
		{
			...{ kind: 'code' as const, key: 'head_hash', title: text.headHash },
			...(isPart || headHash === null ? withheld : { value: headHash })
		},
		{ kind: 'count', key: 'throttled', title: text.throttled, value: held }
	];
	return { kind: 'facts', id: 'log', title: text.title, facts };
}
