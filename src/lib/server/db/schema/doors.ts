import { sql } from 'drizzle-orm';
import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';

/** Ways into review other than the lottery, each with its own detection mode. */
export function doorTables(
	c: Columns,
	{ radiologists, users }: PeopleTables,
	{ facilities }: GroupTables,
	{ reads }: ReadTables
) {
	/** A plan of focused professional practice evaluation: who, why, how many, until when, and what would be enough. */
	const focusedPlans = c.table(
		'focused_plans',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** initial-privileges | new-privilege | concern */
			trigger: c.text('trigger').notNull(),
			reason: c.text('reason').notNull(),
			/** Report groups the plan looks at, comma-separated, sorted; empty for all. */
			modalities: c.text('modalities').notNull().default(''),
			targetCount: c.int('target_count').notNull(),
			periodFrom: c.instant('period_from').notNull(),
			periodTo: c.instant('period_to').notNull(),
			/** What is looked at and what is acceptable, agreed before the first case. */
			criteria: c.text('criteria').notNull(),
			/** Most reviews scored 2b or 3b, and 3a or 3b, with which the plan is met. */
			maxSignificant: c.int('max_significant').notNull(),
			maxScoreThree: c.int('max_score_three').notNull(),
			/** active | ended */
			status: c.text('status').notNull(),
			/** met | not-met | extended | stopped */
			outcome: c.text('outcome'),
			outcomeWords: c.text('outcome_words'),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			endedBy: c.text('ended_by').references(() => users.id),
			endedAt: c.instant('ended_at')
		},
		(t) => [c.index('focused_plans_radiologist').on(t.radiologistId, t.status)]
	);

	/** Results of an algorithm on a study, and how they stand to the report. */
	const aiResults = c.table(
		'ai_results',
		{
			id: c.text('id').primaryKey(),
			/** Facility, accession, algorithm and finding: importing twice changes nothing. */
			naturalKey: c.text('natural_key').notNull(),
			readId: c.text('read_id').references(() => reads.id),
			facilityId: c.text('facility_id').references(() => facilities.id),
			accession: c.text('accession').notNull(),
			algorithm: c.text('algorithm').notNull(),
			algorithmVersion: c.text('algorithm_version').notNull(),
			/** What was looked for, for instance intracranial-haemorrhage. */
			finding: c.text('finding').notNull(),
			/** positive | negative */
			result: c.text('result').notNull(),
			confidence: c.real('confidence'),
			/** unknown | agrees | disagrees: how the report of the read stands to it. */
			agreement: c.text('agreement').notNull(),
			comparedBy: c.text('compared_by').references(() => users.id),
			comparedAt: c.instant('compared_at'),
			receivedAt: c.instant('received_at').notNull()
		},
		(t) => [c.uniqueIndex('ai_results_natural_key').on(t.naturalKey), c.index('ai_results_read').on(t.readId)]
	);

	/** A preliminary read beside the final one of the same accession: the denominator of concordance. */
	const readPairs = c.table(
		'read_pairs',
		{
			id: c.text('id').primaryKey(),
			preliminaryReadId: c
				.text('preliminary_read_id')
				.notNull()
				.references(() => reads.id),
			/** The final read where it is one of ours. */
			finalReadId: c.text('final_read_id').references(() => reads.id),
			/** The final text where it came from the client. */
			finalText: c.text('final_text'),
			finalAt: c.instant('final_at'),
			/** concur | minor | major, by whoever compared; null while nobody has. */
			grade: c.text('grade'),
			gradeWords: c.text('grade_words'),
			/** client | group */
			gradedFor: c.text('graded_for'),
			gradedBy: c.text('graded_by').references(() => users.id),
			gradedAt: c.instant('graded_at'),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [
			c.uniqueIndex('read_pairs_preliminary').on(t.preliminaryReadId),
			c.index('read_pairs_grade').on(t.grade, t.createdAt)
		]
	);

	/** Somebody asks for a second look at a read. Accepting it makes the case; refusing it says why. */
	const referrals = c.table(
		'referrals',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			/** A detection mode other than random and calibration. */
			mode: c.text('mode').notNull(),
			/** Who asked: client | clinician | patient | radiologist | algorithm | plan | group */
			source: c.text('source').notNull(),
			/** The question or complaint, in the words of whoever asked. */
			words: c.text('words').notNull().default(''),
			/** A client's grade: minor | major. */
			grade: c.text('grade'),
			planId: c.text('plan_id').references(() => focusedPlans.id),
			aiResultId: c.text('ai_result_id').references(() => aiResults.id),
			pairId: c.text('pair_id').references(() => readPairs.id),
			/** open | accepted | refused */
			status: c.text('status').notNull(),
			refusedReason: c.text('refused_reason'),
			/** The case it led to; a second referral of the same read and mode joins the same case. */
			caseId: c.text('case_id'),
			askedBy: c.text('asked_by').references(() => users.id),
			receivedAt: c.instant('received_at').notNull(),
			decidedBy: c.text('decided_by').references(() => users.id),
			decidedAt: c.instant('decided_at')
		},
		(t) => [
			c.index('referrals_status').on(t.status, t.receivedAt),
			c.index('referrals_case').on(t.caseId),
			c.index('referrals_read').on(t.readId),
			c
				.uniqueIndex('referrals_plan_read')
				.on(t.planId, t.readId)
				.where(sql`${t.planId} is not null`)
		]
	);

	/** A case with a known answer, given to reviewers among their own without a sign. */
	const calibrationItems = c.table(
		'calibration_items',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			/** The answer: 1 | 2a | 2b | 3a | 3b */
			answer: c.text('answer').notNull(),
			explanation: c.text('explanation').notNull(),
			/** Where the answer comes from: committee | panel | proven (surgery, pathology, follow-up) */
			basis: c.text('basis').notNull(),
			/** active | retired */
			status: c.text('status').notNull(),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			retiredAt: c.instant('retired_at')
		},
		(t) => [
			c.uniqueIndex('calibration_items_read').on(t.readId),
			c.index('calibration_items_status').on(t.status)
		]
	);

	/** Scores from before the present scale, the code kept as it was written. */
	const legacyScores = c.table(
		'legacy_scores',
		{
			id: c.text('id').primaryKey(),
			/** Source system and its own row id, or the hash of the line: importing twice changes nothing. */
			naturalKey: c.text('natural_key').notNull(),
			/** The code as it stood in the source: 1, 2, 3, 4, 2a, 4b, 0 … */
			code: c.text('code').notNull(),
			/** Scale of the source: radpeer-2002 | radpeer-2009 | radpeer-2016 */
			scale: c.text('scale').notNull(),
			/** The score on the present scale; null where there is none. */
			score: c.text('score'),
			/** Whether `score` was mapped rather than taken over. */
			isMapped: c.bool('is_mapped').notNull(),
			readerId: c
				.text('reader_id')
				.notNull()
				.references(() => radiologists.id),
			facilityId: c.text('facility_id').references(() => facilities.id),
			modality: c.text('modality').notNull(),
			reviewedAt: c.instant('reviewed_at').notNull(),
			batchId: c.text('batch_id').notNull(),
			importedAt: c.instant('imported_at').notNull()
		},
		(t) => [
			c.uniqueIndex('legacy_scores_natural_key').on(t.naturalKey),
			c.index('legacy_scores_reader').on(t.readerId, t.reviewedAt)
		]
	);

	return { focusedPlans, aiResults, readPairs, referrals, calibrationItems, legacyScores };
}

export type DoorTables = ReturnType<typeof doorTables>;
