import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import { OWN_MINIMUM, SETTLING_DAYS, startOfQuarter } from '#lib/core/calibration/kinds.ts';
import { agreementOf, countsOf, type Agreement, type Answered } from '#lib/core/calibration/tally.ts';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** A known case as the director sees it: what is known, and what reviewers made of it. */
export type KnownCase = {
	readonly id: string;
	/** Its place among all known cases, from 1: how the page names it. */
	readonly number: number;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	readonly answer: string;
	readonly basis: string;
	readonly explanation: string;
	readonly status: string;
	readonly createdAt: Instant;
	readonly retiredAt: Instant | null;
	readonly counts: Readonly<Record<Score, number>>;
	readonly agreement: Agreement;
};

/** Every known case, the newest first. */
export async function knownCases(read: ReadHandle): Promise<KnownCase[]> {
	const { calibrationItems, reads } = read.tables;
	const rows = await read
		.select({
			id: calibrationItems.id,
			answer: calibrationItems.answer,
			basis: calibrationItems.basis,
			explanation: calibrationItems.explanation,
			status: calibrationItems.status,
			createdAt: calibrationItems.createdAt,
			retiredAt: calibrationItems.retiredAt,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure
		})
		.from(calibrationItems)
		.innerJoin(reads, eq(reads.id, calibrationItems.readId))
		.orderBy(asc(calibrationItems.createdAt), asc(calibrationItems.id));
	const all = await answers(read);
	return rows
		.map((row, at): KnownCase => {
			const own = all.filter(({ itemId }) => itemId === row.id);
			return {
				id: row.id,
				number: at + 1,
				accession: row.accession,
				modality: row.modality,
				procedure: row.procedure,
				answer: row.answer,
				basis: row.basis,
				explanation: row.explanation,
				status: row.status,
				createdAt: row.createdAt,
				retiredAt: row.retiredAt,
				counts: countsOf(own.map(({ score }) => score)),
				agreement: agreementOf(own)
			};
		})
		.reverse();
}

/** One known case, or null. */
export async function findKnownCase(read: ReadHandle, id: string): Promise<KnownCase | null> {
	return (await knownCases(read)).find((item) => item.id === id) ?? null;
}

/** A reviewer's calibration. Below the policy's minimum only how many they answered. */
export type ReviewerCalibration = {
	readonly code: string;
	readonly n: number;
	readonly agreement: Agreement | null;
};

export type CalibrationView = {
	readonly items: readonly KnownCase[];
	readonly group: Agreement;
	readonly reviewers: readonly ReviewerCalibration[];
	readonly minimumReviews: number;
	readonly policyVersion: number;
	/** Share of a reviewer's cases that are known ones. */
	readonly share: number;
};

/** The calibration page: known cases, the group, and reviewers under their codes in the order of the codes. */
export async function calibrationView(read: ReadHandle): Promise<CalibrationView> {
	const all = await answers(read);
	const { body, version } = await currentPolicy(read, 'suppression');
	const { body: review } = await currentPolicy(read, 'review');
	const codes = [...new Set(all.map(({ code }) => code))].sort();
	return {
		items: await knownCases(read),
		group: agreementOf(all),
		reviewers: codes.map((code): ReviewerCalibration => {
			const own = all.filter((answer) => answer.code === code);
			return {
				code,
				n: own.length,
				agreement: own.length < body.minimumReviews ? null : agreementOf(own)
			};
		}),
		minimumReviews: body.minimumReviews,
		policyVersion: version,
		share: review.calibrationShare
	};
}

/** What a reviewer is told of their own calibration: sums alone, up to the end of a quarter. */
export type OwnCalibration = {
	readonly n: number;
	readonly exact: number;
	readonly withinOne: number;
	readonly above: number;
	readonly below: number;
	/** The day before which they were counted. */
	readonly before: string;
};

/** A reviewer's own calibration over whole quarters; null below five answers, which could be told apart. */
export async function ownCalibration(
	read: ReadHandle,
	reviewerId: string,
	now: Instant
): Promise<OwnCalibration | null> {
	const before = startOfQuarter(now - SETTLING_DAYS * DAY_MS);
	const own = await answers(read, { reviewerId, before });
	if (own.length < OWN_MINIMUM) return null;
	const { n, exact, withinOne, above, below } = agreementOf(own);
	return {
		n,
		exact: exact.x,
		withinOne: withinOne.x,
		above: above.x,
		below: below.x,
		before: toUtcDay(before)
	};
}

type Answer = Answered & { readonly itemId: string; readonly code: string };

/** The scores given to known cases that stand. */
async function answers(
	read: ReadHandle,
	only: { reviewerId: string; before: Instant } | null = null
): Promise<Answer[]> {
	const { calibrationItems, cases, reviews, users } = read.tables;
	const rows = await read
		.select({
			itemId: calibrationItems.id,
			answer: calibrationItems.answer,
			score: reviews.score,
			code: users.reviewerCode
		})
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.innerJoin(calibrationItems, eq(calibrationItems.id, cases.calibrationItemId))
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.where(
			and(
				eq(cases.detectionMode, 'calibration'),
				isNull(reviews.supersededBy),
				only === null
					? undefined
					: and(eq(reviews.reviewerId, only.reviewerId), lt(reviews.submittedAt, only.before))
			)
		);
	return rows.flatMap(({ itemId, answer, score, code }) =>
		isScore(score) && isScore(answer) ? [{ itemId, answer, score, code: code ?? '' }] : []
	);
}
