import { and, count, desc, eq, gte, isNull, lt, lte } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import type { PolicyKind } from '#lib/features/admin/policy-kinds.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { yearPage } from '#lib/features/learning/year-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What somebody did in the group's peer review in a calendar year: how often, never with what or how it ended. */
export type YearParticipation = {
	readonly year: number;
	readonly isOver: boolean;
	/** Up to which day the counts are. */
	readonly asOf: string;
	readonly reviewsDone: number;
	readonly conferencesAttended: number;
	readonly conferencesHeld: number;
	readonly casesSharedForLearning: number;
	/** Versions in force at that day; 0: what came with the product. */
	readonly policyVersions: Readonly<Record<(typeof policiesOfReview)[number], number>>;
};

/** Policies by which the group's peer review goes. */
export const policiesOfReview = ['sampling', 'review', 'learning'] as const satisfies readonly PolicyKind[];

/** The years of which evidence can be had: this one and the three before it. */
export async function yearsOfEvidence(app: App): Promise<number[]> {
	const day = toZonedDay(app.clock.now(), await groupTimeZone(app.db.read));
	const year = Number(day.slice(0, 4));
	return [year, year - 1, year - 2, year - 3];
}

function startOfYear(year: number, zone: string): Instant {
	const start = { year, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
	return zonedInstant(start, zone) ?? Date.UTC(year, 0, 1);
}

async function reviewsDone(read: ReadHandle, userId: string, from: Instant, until: Instant): Promise<number> {
	const { reviews } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(reviews)
		.where(
			and(
				eq(reviews.reviewerId, userId),
				isNull(reviews.supersededBy),
				gte(reviews.submittedAt, from),
				lt(reviews.submittedAt, until)
			)
		);
	return row?.n ?? 0;
}

async function versionAt(read: ReadHandle, kind: PolicyKind, at: Instant): Promise<number> {
	const { policies } = read.tables;
	const [row] = await read
		.select({ version: policies.version })
		.from(policies)
		.where(and(eq(policies.kind, kind), lte(policies.effectiveAt, at)))
		.orderBy(desc(policies.version))
		.limit(1);
	return row?.version ?? 0;
}

/** What the actor did in the group's peer review in a year. */
export async function participationIn(app: App, actor: Actor, year: number): Promise<YearParticipation> {
	const { read } = app.db;
	const zone = await groupTimeZone(read);
	const from = startOfYear(year, zone);
	const until = startOfYear(year + 1, zone);
	const { mine, isOver, asOf } = await yearPage(app, actor, year);
	const at = Math.min(app.clock.now(), until - 1);
	const [sampling, review, learning] = await Promise.all(
		policiesOfReview.map((kind) => versionAt(read, kind, at))
	);
	return {
		year,
		isOver,
		asOf,
		reviewsDone: await reviewsDone(read, actor.id, from, until),
		conferencesAttended: mine.attended,
		conferencesHeld: mine.meetingsHeld,
		casesSharedForLearning: mine.submissions,
		policyVersions: { sampling: sampling ?? 0, review: review ?? 0, learning: learning ?? 0 }
	};
}
