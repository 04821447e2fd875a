import { and, count, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { lastMonths, periodDays, type Period } from '#lib/core/period.ts';
import { csvCell } from '#lib/core/csv/write-csv.ts';
import { codeWords, type CodeWords } from '#lib/core/scoring/code-words.ts';
import { tallySites, utcMonth, type CountedReviews, type SiteTally } from '#lib/core/site-notes/tally.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const MONTHS = 12;

export type SiteSummary = {
	readonly period: { readonly fromOn: string; readonly throughOn: string };
	readonly sites: readonly (SiteTally & { readonly code: string; readonly name: string })[];
};

/** What reviews of the last twelve months said of the images of each facility, or of one; counts of no person. */
export async function siteSummary(
	read: ReadHandle,
	now: Instant,
	facilityId: string | null
): Promise<SiteSummary> {
	const period = lastMonths(now, MONTHS);
	const { facilities, siteNotes } = read.tables;
	const notes = await read
		.select({ facilityId: siteNotes.facilityId, issues: siteNotes.issues, raisedAt: siteNotes.raisedAt })
		.from(siteNotes)
		.where(
			and(
				gte(siteNotes.raisedAt, period.from),
				lt(siteNotes.raisedAt, period.to),
				facilityId === null ? undefined : eq(siteNotes.facilityId, facilityId)
			)
		);
	const places = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities);
	const byId = new Map(places.map((place) => [place.id, place]));
	const sites = tallySites(notes, notes.length === 0 ? [] : await reviewsByMonth(read, period));
	return {
		period: periodDays(period),
		sites: sites.map((site) => {
			const place = byId.get(site.facilityId);
			return { ...site, code: place?.code ?? '', name: place?.name ?? '' };
		})
	};
}

/** Reviews in force by facility and UTC month, without those of known cases. */
async function reviewsByMonth(read: ReadHandle, period: Period): Promise<CountedReviews[]> {
	const { cases, reads, reviews } = read.tables;
	// Whole days, on both engines a division of integers; months are made of them here.
	const day = sql<number>`${reviews.submittedAt} / 86400000`;
	const rows = await read
		.select({ facilityId: reads.facilityId, day: day.mapWith(Number), n: count() })
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				gte(reviews.submittedAt, period.from),
				lt(reviews.submittedAt, period.to),
				isNull(reviews.supersededBy),
				ne(cases.detectionMode, 'calibration')
			)
		)
		.groupBy(reads.facilityId, day);
	const months = new Map<string, CountedReviews>();
	for (const { facilityId, day: at, n } of rows) {
		const month = utcMonth(at * DAY_MS);
		const key = `${facilityId} ${month}`;
		months.set(key, { facilityId, month, n: (months.get(key)?.n ?? 0) + n });
	}
	return [...months.values()];
}

/** An issue in words; null is a note that names none. */
export function issueText(words: CodeWords, issue: string | null): string {
	return issue === null ? messages.siteNotes.noIssue : codeWords(words, issue);
}

/** The summary as a table to send to a site, one line a count. */
export async function siteSummaryCsv(
	read: ReadHandle,
	now: Instant,
	facilityId: string | null
): Promise<string> {
	const text = messages.siteNotes.csv;
	const words = await taxonomyWords(read);
	const { period, sites } = await siteSummary(read, now, facilityId);
	const rows: (string | number)[][] = [
		[text.facility, text.from, text.through, text.by, text.of, text.notes, text.reviews]
	];
	for (const { code, name, reviews, notes, issues, months } of sites) {
		const head = [`${code} ${name}`, period.fromOn, period.throughOn];
		rows.push([...head, text.all, '', notes, reviews]);
		for (const { issue, notes: n } of issues)
			rows.push([...head, text.issue, issueText(words, issue), n, reviews]);
		for (const row of months) rows.push([...head, text.month, row.month, row.notes, row.reviews]);
	}
	return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
