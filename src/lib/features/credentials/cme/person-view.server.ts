import { eq } from 'drizzle-orm';
import { waysOf } from '#lib/core/credentials/cme/requirement.ts';
import type { CmeRuleBasis, CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import type { CmeRecord } from '#lib/core/credentials/cme/record.ts';
import type { Held } from '#lib/core/credentials/cme/held.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { findActivities } from './activities.server.ts';
import { resultHistory, type KeptResult } from './results.server.ts';
import { cmeBasis, standingsOf, type CmePersonHead } from './standings.server.ts';

/** One topic of a rule: what is asked for, what there is. */
export type TopicView = {
	readonly topic: string;
	readonly hours: number | null;
	readonly earned: number | 'not-applicable' | 'cannot-tell';
	readonly short: number | 'course' | null;
	readonly note: string | null;
};

/** How somebody stands with a rule, with all that the answer leans on. */
export type RuleView = Omit<CmeStanding, 'topics' | 'rule'> & {
	readonly id: string;
	readonly authority: string;
	/** Of a board; null for certification and accreditation. */
	readonly jurisdiction: string | null;
	readonly unit: string;
	readonly because: Held['because'];
	/** What is asked for in all, and of category 1; null: no number. */
	readonly needed: { readonly total: number | null; readonly category1: number | null };
	readonly topics: readonly TopicView[];
	readonly basis: CmeRuleBasis;
	readonly note: string | null;
	/** What the pack says where the group has its own. */
	readonly replaces: { readonly source: string; readonly asOf: string | null } | null;
};

export type ActivityView = CmeRecord & {
	readonly id: string;
	readonly source: string;
	readonly documentId: string | null;
	readonly recordedAt: Instant;
};

export type CmeHistoryLine = Pick<
	KeptResult,
	'id' | 'rule' | 'ruleVersion' | 'ordinal' | 'asOf' | 'result' | 'computedAt'
> & {
	readonly authority: string;
	readonly shortBy: KeptResult['body']['shortBy'];
	readonly isHeld: boolean;
};

/** One person's continuing education: every rule, every activity, every result so far. */
export type CmeView = {
	readonly person: CmePersonHead;
	readonly asOf: string;
	readonly policyVersion: number;
	readonly timeZone: string;
	readonly rules: readonly RuleView[];
	readonly activities: readonly ActivityView[];
	readonly history: readonly CmeHistoryLine[];
	/** Uploaded documents that may be an activity's certificate. */
	readonly documents: readonly { readonly id: string; readonly kind: string; readonly uploadedAt: Instant }[];
};

const MOST_RESULTS = 200;
const order: readonly CmeStanding['result'][] = ['at-risk', 'short', 'cannot-tell', 'met', 'not-applicable'];

/** The view of a person; null when there is none. It is worked out anew: what stands in it is of today. */
export async function cmeView(
	app: Pick<App, 'db' | 'clock'>,
	radiologistId: string
): Promise<CmeView | null> {
	const { read } = app.db;
	const basis = await cmeBasis(read, app.clock);
	const [found] = await standingsOf(read, basis, { clock: app.clock, ids: [radiologistId] });
	if (!found) return null;
	const known = [...basis.packs.boards.rules, ...basis.packs.accreditation.rules];
	const authorities = new Map(known.map(({ id, requirement }) => [id, requirement.value.authority]));
	const activities = await findActivities(read, [radiologistId]);
	return {
		person: found.person,
		asOf: basis.asOf,
		policyVersion: basis.policyVersion,
		timeZone: await groupTimeZone(read),
		rules: found.held
			.map(({ held, standing }) => ruleView(held, standing))
			.toSorted((one, other) => order.indexOf(one.result) - order.indexOf(other.result)),
		activities: activities
			.map(({ id, body, source, documentId, recordedAt }) => ({
				...body,
				id,
				source,
				documentId,
				recordedAt
			}))
			.toReversed(),
		history: (await resultHistory(read, radiologistId, MOST_RESULTS)).map(({ body, ...row }) => ({
			id: row.id,
			rule: row.rule,
			ruleVersion: row.ruleVersion,
			ordinal: row.ordinal,
			asOf: row.asOf,
			result: row.result,
			computedAt: row.computedAt,
			authority: authorities.get(row.rule) ?? row.rule,
			shortBy: body.shortBy,
			isHeld: body.isHeld
		})),
		documents: await documentsOf(read, radiologistId)
	};
}

/** How a rule that somebody is held to is shown, with what was asked for and what there is. */
export function ruleView({ rule, because }: Held, standing: CmeStanding): RuleView {
	const { value, note, replaces } = rule.requirement;
	const ways = waysOf(value);
	const terms = (ways.find(({ name }) => name === standing.way) ?? ways[0])?.terms ?? {};
	const { rule: basis, topics, ...rest } = standing;
	const needed = (key: 'total' | 'category1', asked: number | null | undefined): number | null => {
		const short = standing.shortBy[key];
		return typeof short === 'number' ? standing.earned[key] + short : (asked ?? null);
	};
	return {
		...rest,
		id: rule.id,
		authority: value.authority,
		jurisdiction: rule.jurisdiction,
		unit: value.unit ?? 'credits',
		because,
		needed: { total: needed('total', terms.total), category1: needed('category1', terms.category1Min) },
		topics: (terms.topics ?? [])
			.filter(({ isPending }) => !isPending)
			.map(({ topic, hours, note: said }) => ({
				topic,
				hours,
				earned: topics[topic] ?? 'cannot-tell',
				short: standing.shortBy[`topic:${topic}`] ?? null,
				note: said ?? null
			})),
		basis,
		note: note ?? null,
		replaces: replaces ? { source: replaces.source, asOf: replaces.asOf } : null
	};
}

async function documentsOf(read: ReadHandle, radiologistId: string): Promise<CmeView['documents']> {
	const { vaultDocuments: t } = read.tables;
	const rows = await read
		.select({ id: t.id, kind: t.kind, uploadedAt: t.uploadedAt, replaces: t.replaces })
		.from(t)
		.where(eq(t.radiologistId, radiologistId));
	const replaced = new Set(rows.map(({ replaces }) => replaces));
	return rows
		.filter(({ id }) => !replaced.has(id))
		.map(({ replaces: _old, ...row }) => row)
		.toSorted((one, other) => other.uploadedAt - one.uploadedAt);
}
