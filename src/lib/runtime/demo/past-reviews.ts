import { isReviewerOf } from '#lib/core/demo/group/pairs.ts';
import { isForCause, isReviewed, reviewRead } from '#lib/core/demo/group/reviews.ts';
import type { DemoReview, DemoReviewRound } from '#lib/core/demo/group/types.ts';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import type { DetectionMode } from '#lib/core/case/detection.ts';
import { declineReasons } from '#lib/core/case/decline.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { PastAudit } from './audit-log.ts';
import type { DrawnCase } from './past-draws.ts';
import { makeReleases, settleCase } from './past-outcomes.ts';
import { scoredRound, unscoredRound, type PastRows } from './past-rounds.ts';
import { demoPeople } from './accounts.ts';
import { presentReviewers, type People } from './people.ts';
import { demoReviewPolicy } from './policies.ts';
import type { SeededRead } from './reads.ts';
import type { ReportTexts } from './reports.ts';
import { giveWay, type Seeding } from './seeding.ts';

type PastCase = {
	readonly read: SeededRead;
	readonly mode: DetectionMode;
	readonly drawId: string | null;
	readonly inclusion: number | null;
	readonly createdAt: Instant;
	/** Of the draw with whose cases it is due: its own, or the last before it came by another door. */
	readonly drawnAt: Instant;
	readonly isSettled: boolean;
};

const FOR_CAUSE_SETTLED_DAYS = 45;
const WITHDRAWN_AFTER_DUE_DAYS = 7;
const PLAN_READS = 12;
const PLAN_DAYS_AGO = { first: 130, last: 70 } as const;

/** Reviews, decisions and feedback of everything drawn so far, and of what complaints and second opinions brought up. */
export async function writePastReviews(
	seeding: Seeding,
	write: WriteHandle,
	given: {
		reads: readonly SeededRead[];
		drawn: readonly DrawnCase[];
		people: People;
		texts: ReportTexts;
		audit: PastAudit;
	}
): Promise<{ cases: number; reviews: number }> {
	const rows: PastRows = { cases: [], assignments: [], reviews: [], decisions: [] };
	const releases = makeReleases(seeding.group.fromAt, seeding.cutAt);
	const drawTimes = [...new Set(given.drawn.map(({ revealedAt }) => revealedAt))].sort((a, b) => b - a);
	const all: PastCase[] = [
		...given.drawn.map((one) => ({
			...one,
			mode: 'random' as const,
			createdAt: one.revealedAt,
			drawnAt: one.revealedAt
		})),
		...listForCause(seeding, given.reads, drawTimes)
	];
	for (const [at, one] of all.entries()) {
		if (at % 1000 === 0) await giveWay();
		const random = makeRandom(seeding.group.seed, hashText(`past-${one.mode}`), one.read.demo.index);
		writeCase(seeding, { ...given, rows, releases, random, one });
	}
	const { cases, assignments, reviews, committeeDecisions } = write.tables;
	await write.insertRows(cases, rows.cases);
	await write.insertRows(assignments, rows.assignments);
	await write.insertRows(reviews, rows.reviews);
	await write.insertRows(committeeDecisions, rows.decisions);
	return { cases: rows.cases.length, reviews: rows.reviews.length };
}

/** Cases that somebody asked to be looked at; they enter no rate. */
function listForCause(
	seeding: Seeding,
	reads: readonly SeededRead[],
	drawTimes: readonly Instant[]
): PastCase[] {
	const { group, cutAt } = seeding;
	return reads.flatMap((read): PastCase[] => {
		const { demo } = read;
		if (demo.finalAt === null || demo.studyKey !== null) return [];
		const isFocused = isOfPlan(seeding, read);
		if (!isFocused && !isForCause(group, demo)) return [];
		const random = makeRandom(group.seed, hashText('for-cause'), demo.index);
		const createdAt = Math.round(demo.finalAt + (2 + 18 * random.next()) * DAY_MS);
		if (createdAt > cutAt) return [];
		const roll = random.next();
		const mode = isFocused ? 'focused' : forCauseMode(roll);
		const drawnAt = drawTimes.find((at) => at <= createdAt) ?? createdAt;
		const isSettled = createdAt < cutAt - FOR_CAUSE_SETTLED_DAYS * DAY_MS;
		return [{ read, mode, drawId: null, inclusion: null, createdAt, drawnAt, isSettled }];
	});
}

function forCauseMode(roll: number): DetectionMode {
	if (roll < 0.6) return 'complaint';
	if (roll < 0.85) return 'second-opinion';
	return roll < 0.93 ? 'preliminary-final' : 'ai-disagreement';
}

/** Whether a read belongs to the focused review of the demo radiologist: about a dozen of a span that is long settled. */
function isOfPlan({ group, cutAt }: Seeding, { demo }: SeededRead): boolean {
	if (demo.readerCode !== demoPeople.radiologist || demo.finalAt === null) return false;
	const daysAgo = (cutAt - demo.finalAt) / DAY_MS;
	if (daysAgo < PLAN_DAYS_AGO.last || daysAgo > PLAN_DAYS_AGO.first) return false;
	const readsPerYear = group.readers.find(({ code }) => code === demo.readerCode)?.readsPerYear ?? 0;
	const inSpan = (readsPerYear * (PLAN_DAYS_AGO.first - PLAN_DAYS_AGO.last)) / 365 / group.thinning;
	return makeRandom(group.seed, hashText('focused'), demo.index).next() < PLAN_READS / inSpan;
}

type Work = {
	readonly rows: PastRows;
	readonly releases: readonly Instant[];
	readonly random: Random;
	readonly people: People;
	readonly texts: ReportTexts;
	readonly audit: PastAudit;
	readonly one: PastCase;
};

function writeCase(seeding: Seeding, work: Work): void {
	const { group, idAt, blindId } = seeding;
	const { rows, people, audit, one, random } = work;
	const { demo } = one.read;
	const simulated = reviewRead(group, demo, {
		mode: one.mode === 'random' ? 'random' : 'for-cause',
		drawnAt: one.createdAt
	});
	const first = placeFirst(seeding, one, simulated, random);
	const caseId = blindId();
	const dueAt = one.drawnAt + demoReviewPolicy.dueDays * DAY_MS;
	const leaseUntil = first.assignedAt + demoReviewPolicy.leaseHours * HOUR_MS;
	const reviewerId = people.userIds.get(first.reviewerCode) ?? '';
	const base = {
		id: caseId,
		readId: one.read.id,
		drawId: one.drawId,
		detectionMode: one.mode,
		blindingLevel: demoReviewPolicy.blindingLevel,
		inclusion: one.inclusion,
		dueAt,
		createdAt: one.createdAt
	};
	const facts = { mode: one.mode, level: base.blindingLevel };
	const actorId = people.coordinatorId;
	audit.add({ type: 'case.created', subjectId: caseId, actorId, at: one.createdAt, facts });
	if (first.submittedAt === null) {
		const withdrawnAt = Math.min(dueAt + WITHDRAWN_AFTER_DUE_DAYS * DAY_MS, seeding.cutAt);
		const isDeclined = random.next() < 0.5;
		const declined = {
			status: 'declined' as const,
			at: first.assignedAt + Math.round((0.2 + 2 * random.next()) * DAY_MS),
			reason: random.pick(declineReasons)
		};
		const withdrawn = { status: 'withdrawn' as const, at: withdrawnAt, reason: null };
		const end = one.isSettled ? (isDeclined ? declined : withdrawn) : null;
		const { assignedAt } = first;
		const round = unscoredRound({ blindId, caseId, reviewerId, ordinal: 1, assignedAt, leaseUntil, end });
		rows.assignments.push(round.assignment);
		audit.add(...round.events);
		rows.cases.push({ ...base, ...emptyOutcome, state: one.isSettled ? 'withdrawn' : 'assigned' });
		if (one.isSettled) {
			const reason = 'not-reviewed';
			audit.add({ type: 'case.withdrawn', subjectId: caseId, actorId, at: withdrawnAt, facts: { reason } });
		}
		return;
	}
	const report = work.texts.of(one.read);
	const shared = { idAt, blindId, caseId, leaseUntil, report };
	const { submittedAt } = first;
	const scored = scoredRound(random, { ...shared, reviewerId, ordinal: 1, round: first, submittedAt });
	rows.assignments.push(scored.assignment);
	rows.reviews.push(scored.review);
	audit.add(...scored.events);
	const secondReviewerId = writeSecond(seeding, work, simulated.second, shared);
	const outcome = settleCase(seeding, {
		...work,
		caseId,
		readerCode: demo.readerCode,
		readerUserId: people.userIds.get(demo.readerCode) ?? '',
		reviewerIds: [reviewerId, ...(secondReviewerId === null ? [] : [secondReviewerId])],
		review: scored.review,
		simulated: { ...simulated, first },
		submittedAt
	});
	rows.cases.push({ ...base, ...outcome });
}

const emptyOutcome = {
	finalScore: null,
	finalAt: null,
	releasedAt: null,
	attribution: null,
	acknowledgedAt: null,
	rebuttedAt: null,
	rebuttal: null,
	rebuttalAnswer: null,
	closedAt: null
};

/** The second, silent round: done, open, or not there. */
function writeSecond(
	seeding: Seeding,
	{ rows, people, audit, random, one }: Work,
	second: DemoReviewRound | null,
	shared: Pick<Seeding, 'idAt' | 'blindId'> & { caseId: string; leaseUntil: Instant; report: string }
): string | null {
	if (!second) return null;
	const reviewerId = people.userIds.get(second.reviewerCode) ?? '';
	if (second.submittedAt !== null) {
		const { submittedAt } = second;
		const scored = scoredRound(random, { ...shared, reviewerId, ordinal: 2, round: second, submittedAt });
		rows.assignments.push(scored.assignment);
		rows.reviews.push(scored.review);
		audit.add(...scored.events);
		return reviewerId;
	}
	if (one.isSettled || holdsNothing(seeding, second.reviewerCode) || isOfPresentReader(one)) return null;
	const { assignedAt } = second;
	const round = unscoredRound({ ...shared, reviewerId, ordinal: 2, assignedAt, end: null });
	rows.assignments.push(round.assignment);
	audit.add(...round.events);
	return reviewerId;
}

/**
 * The first round as it fits the present: 92 in 100 are reviewed; whoever is in the present round holds nothing old, and no old
 * case of theirs is held by others, since that would keep them from each other's reads.
 */
function placeFirst(
	seeding: Seeding,
	one: PastCase,
	{ first, second }: DemoReview,
	random: Random
): DemoReviewRound {
	const { group, cutAt } = seeding;
	const isDone = first.submittedAt !== null && (one.mode !== 'random' || isReviewed(group, one.read.demo));
	if (isDone) return first;
	if (one.isSettled) return { ...first, submittedAt: null };
	if (isOfPresentReader(one)) {
		const share = 0.3 + 0.5 * random.next();
		return { ...first, submittedAt: Math.round(first.assignedAt + (cutAt - first.assignedAt) * share) };
	}
	if (!holdsNothing(seeding, first.reviewerCode)) return { ...first, submittedAt: null };
	const others = group.reviewers.filter(
		({ code, readerCode }) =>
			!holdsNothing(seeding, code) &&
			isReviewerOf(readerCode, one.read.demo.readerCode) &&
			code !== second?.reviewerCode
	);
	return { ...first, reviewerCode: random.pick(others).code, submittedAt: null };
}

const isOfPresentReader = ({ read }: PastCase): boolean => presentReviewers.includes(read.demo.readerCode);

/** The present round begins with empty hands, and who reviews no more holds no case. */
const holdsNothing = ({ group }: Seeding, reviewerCode: string): boolean =>
	group.reviewers.some(
		({ code, readerCode }) =>
			code === reviewerCode &&
			(presentReviewers.includes(readerCode) || readerCode === demoPeople.radiologist)
	);
