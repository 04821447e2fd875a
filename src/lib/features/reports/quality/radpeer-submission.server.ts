import { and, eq, gte, inArray, isNull, lt, not } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { makeRow, notApplicable, notRecorded, suppressed, type Absent } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { causeWords } from '#lib/core/scoring/code-words.ts';
import { isScore, needsCommentAndCause } from '#lib/core/scoring/scale.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { isOwn } from '#lib/features/reads/own-reads.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import { plain, type Values } from './columns.ts';
import { scopeWords } from './peer-review-head.server.ts';

const words = messages.qualityReports.radpeer;
const ADULT_YEARS = 18;
/** Of a number that stands for a physician in every submission: nine digits. */
const NUMBERS = 10 ** 9;

/**
 * Scored cases of the random sample in the shape of a RADPEER submission (domain 1.2), without a patient: physicians under numbers that this
 * group alone can resolve, in an order that tells nothing. Who reviewed is not in it, and comments are made of codes, not of words.
 */
export async function radpeerSubmission(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const { cases, facilities, reads, reviews } = read.tables;
	const rows =
		facilityIds?.length === 0
			? []
			: await read
					.select({
						caseId: cases.id,
						readerId: reads.readerId,
						site: facilities.code,
						modality: reads.modality,
						region: reads.bodyRegion,
						ageYears: reads.ageYears,
						score: cases.finalScore,
						cause: reviews.cause,
						direction: reviews.direction
					})
					.from(cases)
					.innerJoin(reads, eq(reads.id, cases.readId))
					.innerJoin(facilities, eq(facilities.id, reads.facilityId))
					.leftJoin(
						reviews,
						and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
					)
					.where(
						and(
							eq(cases.detectionMode, 'random'),
							inArray(cases.state, [...finalStates]),
							gte(reads.finalAt, period.from),
							lt(reads.finalAt, period.to),
							facilityIds ? inArray(reads.facilityId, [...facilityIds]) : undefined,
							actor.radiologistId === null ? undefined : not(isOwn(read, actor.radiologistId))
						)
					);
	const causes = await taxonomyWords(read);
	const lines = rows
		.map(({ caseId, readerId, ...row }) => ({
			...row,
			place: app.secrets.pseudonym('radpeer-order', caseId).toString('hex'),
			physician: String(app.secrets.pseudonym('radpeer-physician', readerId).readUIntBE(0, 6) % NUMBERS)
		}))
		.sort((a, b) => (a.place < b.place ? -1 : 1))
		.map((row) => ({ ...row, cause: row.cause === null ? null : causeWords(causes, row.cause) }));
	const head = await makeHead(app, actor, {
		kind: 'radpeer-submission',
		request,
		facts: {
			scope: await scopeWords(read, facilityIds),
			detectionMode: 'random',
			n: lines.length,
			nOf: words.nOf,
			suppression: words.suppression,
			...(actor.radiologistId === null ? {} : { leftOut: messages.qualityReports.discrepancies.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	return ok({ head, sections: [submissionTable(lines)], notes: [...words.notes] });
}

type Line = {
	readonly physician: string;
	readonly site: string;
	readonly modality: string;
	readonly region: string | null;
	readonly ageYears: number | null;
	readonly score: string | null;
	readonly cause: string | null;
	readonly direction: string | null;
};

function submissionTable(lines: readonly Line[]): TableSection {
	const columns = [
		plain('code', 'group_id', words.group),
		plain('code', 'reviewing_user_id', words.reviewer),
		plain('code', 'reviewed_physician_id', words.physician),
		plain('code', 'site', words.site),
		plain('code', 'modality', messages.qualityReports.columns.modality),
		plain('code', 'score', words.score),
		plain('text', 'body_system', words.body),
		plain('boolean', 'pediatric', words.pediatric),
		plain('text', 'comments', words.comments)
	];
	const valuesOf = ({ physician, site, modality, region, ageYears, score, ...row }: Line): Values => ({
		group_id: notRecorded,
		reviewing_user_id: suppressed,
		reviewed_physician_id: physician,
		site,
		modality,
		score: score ?? notRecorded,
		body_system: region ?? notRecorded,
		pediatric: ageYears === null ? notRecorded : ageYears < ADULT_YEARS,
		comments: commentOf(score, row)
	});
	return {
		kind: 'table',
		id: 'cases',
		title: words.title,
		columns,
		rows: lines.map((line) => makeRow('body', columns, valuesOf(line))),
		empty: messages.qualityReports.noReviews
	};
}

/** What a comment must say of 2b, 3a and 3b, from what the reviewer chose, not from what they wrote. */
function commentOf(
	score: string | null,
	{ cause, direction }: Pick<Line, 'cause' | 'direction'>
): string | Absent {
	if (score === null || !isScore(score) || !needsCommentAndCause(score)) return notApplicable;
	const parts = [cause, direction === null ? null : wordOf(words.directions, direction)];
	const known = parts.filter((part) => part !== null);
	return known.length === 0 ? notRecorded : known.join('; ');
}
