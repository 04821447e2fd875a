import { and, count, eq, gte, inArray, isNotNull, lt } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import type { LearningKind } from '#lib/core/learning/kinds.ts';
import type { LearningPolicy } from '#lib/core/learning/policy.ts';
import { meetsAttendance, stateYear, type YearStatement } from '#lib/core/learning/year.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

type Span = { readonly from: Instant; readonly until: Instant };

/** How often somebody took part, never with what. */
export type OwnYear = {
	readonly submissions: number;
	readonly attended: number;
	readonly meetingsHeld: number;
	readonly meetsSubmissions: boolean;
	readonly meetsAttendance: boolean;
};

export type NamedParticipation = OwnYear & { readonly id: string; readonly name: string };

export type YearPage = {
	readonly year: number;
	/** Something was sent in, or a meeting held, before the year. */
	readonly hasEarlier: boolean;
	/** The year is over: its counts change no more. */
	readonly isOver: boolean;
	/** YYYY-MM-DD in the group's zone: up to when the counts are. */
	readonly asOf: string;
	readonly policy: LearningPolicy;
	readonly policyVersion: number;
	readonly statement: YearStatement;
	/** What is asked of radiologists is not expected of somebody without reads. */
	readonly mine: OwnYear & { readonly isExpected: boolean };
	/** For those who manage; nobody else is told. */
	readonly people: readonly NamedParticipation[] | null;
};

/** A calendar year of the group as an address holds it; null for what is none. */
export function parseYear(text: string | undefined): number | null {
	return /^2\d{3}$/.test(text ?? '') ? Number(text) : null;
}

/** The counts of a calendar year in the group's time zone, set against the policy in force. */
export async function yearPage(app: App, actor: Actor, year: number): Promise<YearPage> {
	const { read } = app.db;
	const now = app.clock.now();
	const zone = await groupTimeZone(read);
	const span = { from: startOfYear(year, zone), until: startOfYear(year + 1, zone) };
	const { body: policy, version } = await currentPolicy(read, 'learning');
	const held = await meetingsHeld(read, span);
	const presentAt = await attendancesOf(read, held);
	const submitted = await submissionsOf(read, span);
	const radiologists = await radiologistsOf(read, span);
	const ownYear = (userId: string | null): OwnYear => {
		const submissions = userId === null ? 0 : submitted.filter((row) => row.submittedBy === userId).length;
		const attended = userId === null ? 0 : presentAt.filter((row) => row.userId === userId).length;
		return {
			submissions,
			attended,
			meetingsHeld: held.length,
			meetsSubmissions: submissions >= policy.submissionsPerYear,
			meetsAttendance: meetsAttendance({ attended }, held.length, policy)
		};
	};
	const years = radiologists.map(({ userId, id, name }) => ({ id, name, ...ownYear(userId) }));
	const ofKind = (kind: LearningKind): number => submitted.filter((row) => row.kind === kind).length;
	const asOf = toZonedDay(Math.min(now, span.until - 1), zone);
	const statement = stateYear(
		{
			submissions: {
				opportunity: ofKind('opportunity'),
				'great-catch': ofKind('great-catch'),
				'near-miss': ofKind('near-miss')
			},
			fromReviews: submitted.filter(({ source }) => source === 'review').length,
			meetingsHeld: held.length,
			attendances: held.map((id) => presentAt.filter((row) => row.conferenceId === id).length),
			radiologists: years.map(({ submissions, attended }) => ({ submissions, attended })),
			...(await shownOf(read, held)),
			...(await actionsOf(read, span, asOf))
		},
		policy
	);
	return {
		year,
		hasEarlier: await hasLearningBefore(read, span.from),
		isOver: now >= span.until,
		asOf,
		policy,
		policyVersion: version,
		statement,
		mine: { ...ownYear(actor.id), isExpected: actor.radiologistId !== null },
		people: may(actor, 'learning.manage') ? years : null
	};
}

/** Own participation in the running year, for the first page of peer learning. */
export async function ownYearNow(
	app: App,
	actor: Actor
): Promise<Pick<YearPage, 'year' | 'mine' | 'policy'>> {
	const day = toZonedDay(app.clock.now(), await groupTimeZone(app.db.read));
	const { year, mine, policy } = await yearPage(app, actor, Number(day.slice(0, 4)));
	return { year, mine, policy };
}

/** The first instant of a calendar year in a time zone. */
export function startOfYear(year: number, zone: string): Instant {
	const start = { year, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
	// Every calendar has a first of January.
	return zonedInstant(start, zone) ?? Date.UTC(year, 0, 1);
}

async function meetingsHeld(read: ReadHandle, { from, until }: Span): Promise<string[]> {
	const { conferences } = read.tables;
	const rows = await read
		.select({ id: conferences.id })
		.from(conferences)
		.where(
			and(eq(conferences.status, 'held'), gte(conferences.startsAt, from), lt(conferences.startsAt, until))
		);
	return rows.map(({ id }) => id);
}

async function hasLearningBefore(read: ReadHandle, instant: Instant): Promise<boolean> {
	const { conferences, learningCases } = read.tables;
	const sent = await read
		.select({ id: learningCases.id })
		.from(learningCases)
		.where(lt(learningCases.submittedAt, instant))
		.limit(1);
	if (sent.length > 0) return true;
	const held = await read
		.select({ id: conferences.id })
		.from(conferences)
		.where(and(eq(conferences.status, 'held'), lt(conferences.startsAt, instant)))
		.limit(1);
	return held.length > 0;
}

async function attendancesOf(read: ReadHandle, held: readonly string[]) {
	const { attendances } = read.tables;
	if (held.length === 0) return [];
	return read
		.select({ conferenceId: attendances.conferenceId, userId: attendances.userId })
		.from(attendances)
		.where(inArray(attendances.conferenceId, [...held]));
}

async function submissionsOf(read: ReadHandle, { from, until }: Span) {
	const { learningCases } = read.tables;
	return read
		.select({
			kind: learningCases.kind,
			source: learningCases.source,
			submittedBy: learningCases.submittedBy
		})
		.from(learningCases)
		.where(and(gte(learningCases.submittedAt, from), lt(learningCases.submittedAt, until)));
}

/** The radiologists who are active and were there before the year ended, with their accounts. */
async function radiologistsOf(read: ReadHandle, { until }: Span) {
	const { radiologists, users } = read.tables;
	const rows = await read
		.select({
			id: radiologists.id,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName,
			userId: users.id
		})
		.from(radiologists)
		.leftJoin(users, eq(users.radiologistId, radiologists.id))
		.where(and(eq(radiologists.active, true), lt(radiologists.createdAt, until)))
		.orderBy(radiologists.familyName, radiologists.givenName, radiologists.id);
	return rows.map(({ id, familyName, givenName, userId }) => ({
		id,
		name: `${familyName}, ${givenName}`,
		userId
	}));
}

async function shownOf(read: ReadHandle, held: readonly string[]) {
	const { conferenceCases, conferences, learningCases } = read.tables;
	const rows = held.length
		? await read
				.select({
					typed: conferenceCases.learningPoint,
					prepared: learningCases.learningPoints,
					sentAt: conferences.sentAt
				})
				.from(conferenceCases)
				.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
				.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
				.where(and(inArray(conferenceCases.conferenceId, [...held]), isNotNull(conferenceCases.shownAt)))
		: [];
	const sent = rows.filter(({ sentAt, typed, prepared }) => sentAt !== null && (typed || prepared) !== '');
	return { casesShown: rows.length, pointsSent: sent.length };
}

async function actionsOf(read: ReadHandle, { from, until }: Span, asOf: string) {
	const { improvementActions } = read.tables;
	const { createdAt, closedAt, status, dueOn } = improvementActions;
	const counted = async (where: ReturnType<typeof and>): Promise<number> => {
		const [row] = await read.select({ n: count() }).from(improvementActions).where(where);
		return row?.n ?? 0;
	};
	return {
		actionsOpened: await counted(and(gte(createdAt, from), lt(createdAt, until))),
		actionsClosed: await counted(and(gte(closedAt, from), lt(closedAt, until))),
		actionsOverdue: await counted(and(eq(status, 'open'), lt(createdAt, until), lt(dueOn, asOf)))
	};
}
