import { and, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { isScore } from '#lib/core/scoring/scale.ts';
import { codeWords } from '#lib/core/scoring/code-words.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import { loadFiguresInput } from '#lib/features/quality/load.server.ts';
import type { RadiologistInput } from '#lib/features/quality/measures/radiologist.ts';
import { isTold } from '#lib/features/reads/own-reads.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import { knownFactsOf, scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import type { App } from '#lib/server/app.ts';
import type { OwnCase } from './view.ts';

/**
 * What the figures of one radiologist are worked out from: the whole group over 24 months; for another one (`viewerId`) without the
 * outcomes of theirs that they are not told yet, among which somebody else would be compared.
 */
export async function loadRadiologistInput(
	app: App,
	readerId: string,
	viewerId: string | null = null
): Promise<RadiologistInput> {
	const { read } = app.db;
	const { users } = read.tables;
	const { body: policy } = await currentPolicy(read, 'signals');
	const [account] = await read.select({ id: users.id }).from(users).where(eq(users.radiologistId, readerId));
	const filter = { ...parseQualityFilter(new URLSearchParams()), months: '24' as const };
	return {
		...(await loadFiguresInput(app, filter, viewerId)),
		readerId,
		reviewerId: account?.id ?? null,
		cusum: { limit: policy.cusumLimit, oddsRatio: policy.cusumOddsRatio },
		isReleasedOnly: false,
		areCasesShown: false,
		heldMinutes: []
	};
}

/**
 * The 2b, 3a and 3b of a radiologist's random-sample reads of 24 months, newest first. For the reader what was released; for somebody else
 * (`viewer`) all but the cases that they judge or judged, and those they co-signed until they are told of them.
 */
export async function ownCases(app: App, readerId: string, viewer: Actor | null): Promise<OwnCase[]> {
	const { read } = app.db;
	const { cases, committeeDecisions, reads, reviews } = read.tables;
	const last = monthOf(app.clock.now());
	const signedAt = sql<number>`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`.mapWith(Number);
	const rows = await read
		.select({
			caseId: cases.id,
			readId: reads.id,
			signedAt: signedAt.as('signed_at'),
			modality: reads.modality,
			procedure: reads.procedure,
			score: cases.finalScore,
			cause: reviews.cause,
			attribution: cases.attribution
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.leftJoin(
			reviews,
			and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
		)
		.where(
			and(
				eq(reads.readerId, readerId),
				eq(cases.detectionMode, 'random'),
				inArray(cases.finalScore, ['2b', '3a', '3b']),
				...(viewer
					? [
							inArray(cases.state, [...finalStates]),
							unseenReads(read, viewer) ?? undefined,
							toldTo(app, viewer.radiologistId)
						]
					: [isTold(read, app.clock.now())]),
				gte(signedAt, periodOfMonth(addMonths(last, -23)).from),
				lt(signedAt, periodOfMonth(last).to)
			)
		)
		.orderBy(desc(signedAt), desc(cases.id));
	const points = await read
		.select({ caseId: committeeDecisions.caseId, point: committeeDecisions.learningPoint })
		.from(committeeDecisions)
		.innerJoin(cases, eq(cases.id, committeeDecisions.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(reads.readerId, readerId))
		.orderBy(committeeDecisions.decidedAt, committeeDecisions.id);
	// The last decision has the word.
	const pointOf = new Map(points.map(({ caseId, point }) => [caseId, point]));
	const words = await taxonomyWords(read);
	const shown: OwnCase[] = [];
	for (const { caseId, readId, signedAt: at, modality, procedure, score, cause, attribution } of rows) {
		if (score === null || !isScore(score)) continue;
		const point = pointOf.get(caseId) ?? null;
		shown.push({
			caseId,
			modality,
			procedure,
			attribution,
			readOn: toUtcDay(at),
			score,
			cause: cause === null ? null : codeWords(words, cause),
			// Whoever wrote it may have named somebody, as everywhere that a reader is told of it.
			learningPoint: point && scrubText(point, await knownFactsOf(read, readId))
		});
	}
	return shown;
}
