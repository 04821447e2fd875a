import { and, count, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { CmeActivity } from '#lib/core/credentials/cme/activity.ts';
import {
	examActivities,
	logBegins,
	type Experience,
	type ExamMonth
} from '#lib/core/credentials/portfolio/experience.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { addMonths, type Month } from '#lib/core/month.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Months of the log with the first instant of each in the group's zone, and the instant at which the last one ends. */
type Months = {
	readonly months: readonly Month[];
	readonly starts: readonly Instant[];
	readonly until: Instant;
};

function startOfMonth(month: Month, zone: string): Instant {
	const [year = 0, nth = 1] = month.split('-').map(Number);
	const start = { year, month: nth, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
	// Every calendar has a first of each month.
	return zonedInstant(start, zone) ?? Date.UTC(year, nth - 1, 1);
}

/** Where the log is read and what day it is: the app, or a transaction of it. */
type Desk = Pick<App, 'clock'> & { readonly db: { readonly read: ReadHandle } };

async function monthsOfLog(app: Desk): Promise<Months> {
	const zone = await groupTimeZone(app.db.read);
	const today = toZonedDay(app.clock.now(), zone);
	const months: Month[] = [];
	for (let month = logBegins(today); month <= today.slice(0, 7); month = addMonths(month, 1)) {
		months.push(month);
	}
	const next = addMonths(today.slice(0, 7), 1);
	return {
		months,
		starts: months.map((month) => startOfMonth(month, zone)),
		until: startOfMonth(next, zone)
	};
}

/** The number of the month in which an instant falls, counted by the database: at most 48 of them. */
function monthOf(at: SQL, { starts, until }: Months): SQL<number> {
	// Whole numbers of our own, in the text itself: PostgreSQL takes two parameters for two different expressions.
	const ends = [...starts.slice(1), until].map(
		(end, nth) => sql`when ${at} < ${sql.raw(String(end))} then ${sql.raw(String(nth))}`
	);
	return sql<number>`case ${sql.join(ends, sql` `)} end`;
}

/** Finished reads by month, modality and region: current and corrected finals, each by its signature. */
async function readsOf(read: ReadHandle, radiologistId: string, log: Months): Promise<ExamMonth[]> {
	const { reads } = read.tables;
	const rows = await read
		.select({
			nth: monthOf(sql`${reads.finalAt}`, log),
			modality: reads.modality,
			region: reads.bodyRegion,
			n: count()
		})
		.from(reads)
		.where(
			and(
				eq(reads.readerId, radiologistId),
				gte(reads.finalAt, log.starts[0] ?? log.until),
				lt(reads.finalAt, log.until),
				eq(reads.kind, 'final'),
				inArray(reads.status, ['current', 'corrected'])
			)
		)
		.groupBy(sql`1`, reads.modality, reads.bodyRegion);
	return inOrder(rows.map(({ nth, ...row }) => ({ ...row, month: log.months[nth] ?? '' })));
}

/**
 * Second looks that somebody submitted, by month and modality alone. Known cases are among them, as in the reviewer's own month: a number
 * that left them out would tell which were known.
 */
async function looksOf(read: ReadHandle, radiologistId: string, log: Months): Promise<ExamMonth[]> {
	const { cases, reads, reviews, users } = read.tables;
	const accounts = await read
		.select({ id: users.id })
		.from(users)
		.where(eq(users.radiologistId, radiologistId));
	if (accounts.length === 0) return [];
	const rows = await read
		.select({ nth: monthOf(sql`${reviews.submittedAt}`, log), modality: reads.modality, n: count() })
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				inArray(
					reviews.reviewerId,
					accounts.map(({ id }) => id)
				),
				isNull(reviews.supersededBy),
				gte(reviews.submittedAt, log.starts[0] ?? log.until),
				lt(reviews.submittedAt, log.until)
			)
		)
		.groupBy(sql`1`, reads.modality);
	return inOrder(rows.map(({ nth, ...row }) => ({ ...row, region: null, month: log.months[nth] ?? '' })));
}

const keyOf = ({ month, modality, region }: ExamMonth): string => `${month} ${modality} ${region ?? ''}`;

function inOrder(rows: ExamMonth[]): ExamMonth[] {
	return rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** What somebody read, and read a second time, in the three full calendar years before this one and in this one. */
export async function experienceOf(app: Desk, radiologistId: string): Promise<Experience> {
	const { read } = app.db;
	const log = await monthsOfLog(app);
	return {
		reads: await readsOf(read, radiologistId, log),
		looks: await looksOf(read, radiologistId, log)
	};
}

/** The same as monthly activities of category `exam`, as the engine of continuing education takes them. */
export async function examMonthsOf(app: Desk, radiologistId: string): Promise<CmeActivity[]> {
	return examActivities(await experienceOf(app, radiologistId));
}
