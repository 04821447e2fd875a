import { and, eq, gte, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import { finalStates } from '#lib/core/case/life.ts';
import { DAY_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { makeLearningFacts } from '#lib/core/learning/anonymous.ts';
import type { LearningKind } from '#lib/core/learning/kinds.ts';
import { caseTitle } from '#lib/features/reviews/case-words.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { learningCaseId, tellManagers } from './submit.server.ts';

/** Outcomes released longer ago are not nominated: a server that stood still must not flood the queue. */
const LOOK_BACK_DAYS = 30;

/**
 * Makes learning cases of what reviewers found worth it, in one batch a UTC day, so that no time tells who reviewed what. Only the
 * read and the kind are taken over: no case, review, reviewer, score, cause or word. A read is nominated once, and only after
 * its reader was told the outcome. Safe to run often and on two workers. Returns how many were made.
 */
export async function nominateFromReviews(app: App): Promise<number> {
	const now = app.clock.now();
	const today = startOfUtcDay(now);
	const found = await worthLearning(app.db.read, today - LOOK_BACK_DAYS * DAY_MS, today);
	const byId = new Map(found.map((row) => [learningCaseId(app, `review:${row.readId}`), row]));
	if (byId.size === 0) return 0;
	return app.db.transaction(async (write) => {
		const { learningCases } = write.tables;
		// By id, which is random: the order of rows tells nothing either.
		const values = [...byId.keys()].sort().flatMap((id) => {
			const row = byId.get(id);
			if (!row) return [];
			return {
				id,
				readId: row.readId,
				kind: row.kind,
				source: 'review',
				submittedBy: null,
				title: caseTitle(makeLearningFacts(row)),
				story: '',
				learningPoints: '',
				factors: [],
				status: 'submitted',
				submittedAt: today
			};
		});
		const added = await write
			.insert(learningCases)
			.values(values)
			.onConflictDoNothing()
			.returning({ id: learningCases.id, kind: learningCases.kind });
		if (added.length === 0) return 0;
		await tellManagers(write, app, now);
		await recordAudit(
			write,
			...added.map(({ id, kind }) => ({
				type: 'learning.submitted' as const,
				subjectId: id,
				facts: { kind },
				at: now,
				actor: null
			}))
		);
		return added.length;
	});
}

/** Reads whose released review was a great catch or worth learning from, with what the title is made of. */
async function worthLearning(read: ReadHandle, from: number, until: number) {
	const { cases, reads, reviews } = read.tables;
	const rows = await read
		.select({
			readId: reads.id,
			greatCatch: reviews.greatCatch,
			modality: reads.modality,
			bodyRegion: reads.bodyRegion,
			procedure: reads.procedure,
			ageYears: reads.ageYears,
			sex: reads.sex
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(reviews, eq(reviews.caseId, cases.id))
		.where(
			and(
				inArray(cases.state, [...finalStates]),
				ne(cases.detectionMode, 'calibration'),
				gte(cases.releasedAt, from),
				lt(cases.releasedAt, until),
				isNull(reviews.supersededBy),
				or(eq(reviews.greatCatch, true), eq(reviews.learningValue, true))
			)
		);
	const catches = new Set(rows.filter(({ greatCatch }) => greatCatch).map(({ readId }) => readId));
	return rows.map((row) => {
		const kind: LearningKind = catches.has(row.readId) ? 'great-catch' : 'opportunity';
		return { ...row, kind };
	});
}
