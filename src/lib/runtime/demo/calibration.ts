import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { describeLesion } from '#lib/core/demo/reports/lesion-words.ts';
import { hashText, makeRandom, pickWeighted } from '#lib/core/demo/random.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { needsCommittee, scores, type Score } from '#lib/core/scoring/scale.ts';
import { reviewers } from '#lib/features/assignments/state.server.ts';
import { usableItems, type UsableItem } from '#lib/features/assignments/known-case-queries.server.ts';
import { placeKnownCase } from '#lib/features/assignments/known-cases.server.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import { demoPeople } from './accounts.ts';
import type { PastAudit } from './audit-log.ts';
import type { KeptStudies } from './images.ts';
import type { People } from './people.ts';
import { demoReviewPolicy } from './policies.ts';
import type { Seeding } from './seeding.ts';

const ITEMS = 4;
/** The present round draws none of the reads of these last days. */
const RECENT_DAYS = 4;
const ANSWERS_EACH = 8;
/** Hours after the read was final at which its answer was known, and hours from there to the first answers. */
const KNOWN_AFTER_HOURS = 20;
/** Shares of answers that are right, one step beside, and two. */
const STEPS = [0.78, 0.18, 0.04];

type Rows = {
	readonly cases: Tables['cases']['$inferInsert'][];
	readonly assignments: Tables['assignments']['$inferInsert'][];
	readonly reviews: Tables['reviews']['$inferInsert'][];
};
type Given = { readonly people: People; readonly audit: PastAudit; readonly kept: KeptStudies };

/** Known cases of reads that the present round leaves out, with their answers by reviewers. */
export async function writeDemoCalibration(seeding: Seeding, given: Given): Promise<void> {
	const { app, cutAt } = seeding;
	const directorId = given.people.userIds.get(demoPeople.director) ?? '';
	const known = await knownReads(seeding, given.kept);
	const rows = known.map(({ readId, finalAt, plan }): Tables['calibrationItems']['$inferInsert'] => {
		const createdAt = Math.min(finalAt + KNOWN_AFTER_HOURS * HOUR_MS, cutAt - DAY_MS);
		return {
			id: seeding.idAt(createdAt),
			readId,
			answer: plan.truth,
			explanation: explanationOf(plan),
			basis: plan.lesion ? 'proven' : 'panel',
			status: 'active',
			createdBy: directorId,
			createdAt
		};
	});
	await app.db.transaction((write) => write.insertRows(write.tables.calibrationItems, rows));
	for (const { id, basis, createdAt } of rows) {
		const facts = { basis };
		given.audit.add({
			type: 'calibration.item-added',
			subjectId: id,
			actorId: directorId,
			at: createdAt,
			facts
		});
	}
	await answer(seeding, given, rows);
}

/** Reads with images whose answer the plan of the study knows, those with a finding first. */
async function knownReads(seeding: Seeding, { studies }: KeptStudies) {
	const { reads } = seeding.app.db.read.tables;
	const rows = await seeding.app.db.read
		.select({ readId: reads.id, studyUid: reads.studyUid, finalAt: reads.finalAt })
		.from(reads)
		.where(
			and(
				gte(reads.finalAt, seeding.cutAt - RECENT_DAYS * DAY_MS),
				inArray(
					reads.studyUid,
					studies.map(({ studyUid }) => studyUid)
				)
			)
		)
		.orderBy(asc(reads.studyUid));
	const plans = new Map(planStudies(seeding.group).map((plan) => [plan.key, plan]));
	return rows
		.flatMap(({ readId, studyUid, finalAt }) => {
			const plan = plans.get(studies.find((study) => study.studyUid === studyUid)?.key ?? '');
			return plan && finalAt !== null ? [{ readId, finalAt, plan }] : [];
		})
		.sort((a, b) => scores.indexOf(b.plan.truth) - scores.indexOf(a.plan.truth))
		.slice(0, ITEMS);
}

function explanationOf({ lesion, modality, truth }: StudyPlan): string {
	if (!lesion) return 'Two readers found nothing abnormal, and neither did the follow-up.';
	const { finding } = describeLesion(lesion, modality);
	return truth === '1'
		? `${finding} The report says so, and follow-up confirmed it.`
		: `${finding} Follow-up confirmed it; the report does not mention it.`;
}

/** Puts a known case, unmarked, among the open ones of the demo reviewer, who answered none of it yet. */
export async function giveDemoKnownCase({ app }: Seeding, people: People): Promise<void> {
	const reviewerId = people.userIds.get(demoPeople.reviewer) ?? '';
	const { assignments } = app.db.read.tables;
	const [neighbour] = await app.db.read
		.select({
			id: assignments.id,
			caseId: assignments.caseId,
			reviewerId: assignments.reviewerId,
			assignedAt: assignments.assignedAt,
			leaseUntil: assignments.leaseUntil
		})
		.from(assignments)
		.where(
			and(
				eq(assignments.reviewerId, reviewerId),
				eq(assignments.status, 'open'),
				eq(assignments.purpose, 'review')
			)
		)
		.orderBy(asc(assignments.id))
		.limit(1);
	const items = await usableItems(app.db.read);
	const [item] = await answerersOf(app, items).then((all) =>
		items.filter(({ itemId }) => all.get(itemId)?.includes(reviewerId))
	);
	if (!neighbour || !item) return;
	await app.db.transaction((write) => placeKnownCase(app, write, item, neighbour));
}

/** Who may be given each item. */
async function answerersOf(
	app: Seeding['app'],
	items: readonly UsableItem[]
): Promise<ReadonlyMap<string, readonly string[]>> {
	const all = await reviewers(app.db.read, app.clock.now());
	return new Map(
		items.map(({ itemId, modality, refusedBy, knownTo, authorIds }) => [
			itemId,
			all
				.filter(
					({ userId, radiologistId, modalities }) =>
						modalities.includes(modality) &&
						!refusedBy.includes(userId) &&
						!knownTo?.includes(userId) &&
						!authorIds.includes(radiologistId ?? '')
				)
				.map(({ userId }) => userId)
		])
	);
}

async function answer(
	seeding: Seeding,
	{ audit, people }: Given,
	items: readonly Tables['calibrationItems']['$inferInsert'][]
): Promise<void> {
	const { app } = seeding;
	// One of them lies among theirs, to be found by whoever tries.
	const demoReviewerId = people.userIds.get(demoPeople.reviewer);
	const usable = await usableItems(app.db.read);
	const allowed = await answerersOf(app, usable);
	const rows: Rows = { cases: [], assignments: [], reviews: [] };
	for (const item of items) {
		const random = makeRandom(seeding.group.seed, hashText(`calibration ${item.readId}`));
		const among = (allowed.get(item.id) ?? []).filter((userId) => userId !== demoReviewerId);
		const first = among.length === 0 ? 0 : random.below(among.length);
		const chosen = [...among.slice(first), ...among.slice(0, first)].slice(0, ANSWERS_EACH);
		for (const reviewerId of chosen) {
			const span = seeding.cutAt - item.createdAt;
			const submittedAt = Math.round(item.createdAt + span * (0.3 + 0.6 * random.next()));
			const step = pickWeighted(random, STEPS) * (random.next() < 0.6 ? -1 : 1);
			const place = scores.indexOf(item.answer as Score) + step; // written from a plan's score above
			const score = scores[Math.min(scores.length - 1, Math.max(0, place))] ?? '1';
			const activeMs = Math.round(60_000 + 120_000 * random.next());
			writeAnswer(seeding, { rows, audit, item, reviewerId, submittedAt, score, activeMs });
		}
	}
	await app.db.transaction(async (write) => {
		await write.insertRows(write.tables.cases, rows.cases);
		await write.insertRows(write.tables.assignments, rows.assignments);
		await write.insertRows(write.tables.reviews, rows.reviews);
	});
}

type Written = {
	readonly rows: Rows;
	readonly audit: PastAudit;
	readonly item: Tables['calibrationItems']['$inferInsert'];
	readonly reviewerId: string;
	readonly submittedAt: Instant;
	readonly score: Score;
	readonly activeMs: number;
};

function writeAnswer({ idAt, blindId }: Seeding, written: Written): void {
	const { rows, audit, item, reviewerId, submittedAt, score, activeMs } = written;
	const assignedAt = Math.round(item.createdAt + (submittedAt - item.createdAt) / 2);
	const lockedAt = submittedAt - 40_000;
	const [caseId, assignmentId] = [blindId(), blindId()];
	const reviewId = idAt(submittedAt);
	const level = demoReviewPolicy.blindingLevel;
	const isConcur = score === '1';
	rows.cases.push({
		id: caseId,
		readId: item.readId,
		detectionMode: 'calibration',
		calibrationItemId: item.id,
		blindingLevel: level,
		state: 'calibrated',
		dueAt: assignedAt + demoReviewPolicy.dueDays * DAY_MS,
		createdAt: assignedAt
	});
	rows.assignments.push({
		id: assignmentId,
		caseId,
		reviewerId,
		ordinal: 1,
		assignedAt,
		leaseUntil: assignedAt + demoReviewPolicy.leaseHours * HOUR_MS,
		openedAt: lockedAt - activeMs,
		status: 'scored',
		endedAt: submittedAt
	});
	rows.reviews.push({
		id: reviewId,
		caseId,
		assignmentId,
		reviewerId,
		ordinal: 1,
		impression: isConcur ? 'No acute abnormality.' : 'Abnormal, as described in the comment.',
		impressionLockedAt: lockedAt,
		reportRevealedAt: lockedAt,
		score,
		direction: isConcur ? null : 'miss',
		cause: isConcur ? null : 'perception/under-reading',
		factors: [],
		comment: needsCommittee(score) ? 'The finding is not mentioned in the report.' : null,
		imageQuality: 'adequate',
		imageIssues: [],
		activeMs,
		taxonomyVersion: defaultTaxonomy.edition,
		submittedAt
	});
	const about = { subjectId: caseId, actorId: null };
	audit.add(
		{ ...about, type: 'case.created', at: assignedAt, facts: { mode: 'calibration', level } },
		{ ...about, type: 'case.assigned', at: assignedAt, facts: { assignmentId, ordinal: 1 } },
		{
			...about,
			actorId: reviewerId,
			type: 'review.submitted',
			at: submittedAt,
			facts: { assignmentId, reviewId, score }
		},
		{ ...about, type: 'case.filed', at: submittedAt, facts: { reviewId } }
	);
}
