import { hashText, makeRandom, mixWords, pickWeighted, type Random } from '#lib/core/demo/random.ts';
import { dayMs, hourMs } from './calendar.ts';
import { drawComment } from './comments.ts';
import { isReviewerOf } from './pairs.ts';
import { completionShare, samplingRates } from './sections.ts';
import {
	type DemoCause,
	type DemoDetectionMode,
	type DemoDirection,
	type DemoGroup,
	type DemoModality,
	type DemoRead,
	type DemoReview,
	type DemoReviewer,
	type DemoReviewRound,
	type DemoScore,
	demoScores,
	type DemoShift
} from './types.ts';

const baseProbability: Readonly<Record<DemoModality, number>> = {
	XR: 0.02,
	CT: 0.036,
	MR: 0.04,
	US: 0.018,
	MG: 0.026,
	NM: 0.024
};
// Patel 2020: discrepancies rise at night, most in its second half.
const shiftFactor: Readonly<Record<DemoShift, number>> = { day: 1, 'early-night': 1.25, 'late-night': 1.85 };
const discrepancyShares = [0, 0.58, 0.2, 0.12, 0.1];
const secondGivenFirst: Readonly<Record<DemoScore, readonly number[]>> = {
	'1': [0.978, 0.014, 0.005, 0.002, 0.001],
	'2a': [0.72, 0.18, 0.06, 0.03, 0.01],
	'2b': [0.64, 0.14, 0.13, 0.04, 0.05],
	'3a': [0.62, 0.16, 0.07, 0.1, 0.05],
	'3b': [0.52, 0.12, 0.14, 0.1, 0.12]
};
const secondShare = 0.08;
// Of the model's 40 % that are arbitrated a third is lowered; here all are decided, and as many are lowered.
const downgradeShare = 0.4 / 3;
const forCausePerYear = 150;
const readsPerYear = 321_800;
const forCauseProbability = 0.35;
const sharedRoom = { readerCode: 'R08', reviewerCode: 'V03', share: 0.6 };
const directions: readonly DemoDirection[] = ['miss', 'overcall', 'other'];
const causes: readonly DemoCause[] = [
	'perception',
	'interpretation',
	'knowledge',
	'communication',
	'technique',
	'system'
];

/** Uniform in [0, 1) that belongs to one read and one purpose, whatever order reads are asked about. */
const chance = (group: DemoGroup, read: DemoRead, purpose: number): number =>
	mixWords(group.seed, purpose, read.index) / 4294967296;

const sampledPurpose = hashText('sampled');
const completedPurpose = hashText('completed');
const forCausePurpose = hashText('for-cause');
const reviewPurpose = hashText('review');

/** The model's own random sampling, where the product's lottery is not used: finalised reads at the modality's rate. */
export const isSampled = (group: DemoGroup, read: DemoRead): boolean =>
	read.finalAt !== null &&
	chance(group, read, sampledPurpose) < samplingRates[read.modality] * group.thinning;

/** Whether a drawn case is in fact reviewed (92 %); the others were declined or ran out. */
export const isReviewed = (group: DemoGroup, read: DemoRead): boolean =>
	chance(group, read, completedPurpose) < completionShare;

/** Whether a complaint, an addendum or a tumour board brought this read up: about 150 a year, never part of a rate. */
export const isForCause = (group: DemoGroup, read: DemoRead): boolean =>
	read.finalAt !== null &&
	chance(group, read, forCausePurpose) < (forCausePerYear / readsPerYear) * group.thinning;

/**
 * The review of one drawn read. Pure: the same group, read and mode give the same review.
 * `drawnAt` is when the draw was made; everything that would lie after the data cut has not happened yet.
 */
export function reviewRead(
	group: DemoGroup,
	read: DemoRead,
	draw: { mode: DemoDetectionMode; drawnAt: number }
): DemoReview {
	const random = makeRandom(group.seed, reviewPurpose, read.index, draw.mode === 'random' ? 0 : 1);
	const reviewer = drawReviewer(group, read, random, null);
	const discrepant = random.next() < discrepancyProbability(group, read, reviewer, draw.mode);
	const score = discrepant ? scoreAt(pickWeighted(random, discrepancyShares)) : '1';
	const assignedAt = draw.drawnAt + hourMs;
	const first = makeRound({ random, group, read, reviewer, score, assignedAt });
	const second =
		random.next() < secondShare && draw.mode === 'random'
			? makeRound({
					random,
					group,
					read,
					reviewer: drawReviewer(group, read, random, reviewer.code),
					score: scoreAt(pickWeighted(random, secondGivenFirst[score])),
					assignedAt
				})
			: null;
	const decision = needsDecision(score) && first.submittedAt !== null ? decide(random, group, first) : null;
	return {
		readIndex: read.index,
		mode: draw.mode,
		first,
		second,
		decision,
		feedback: giveFeedback(random, group, first, decision)
	};
}

/** p = base × shift × reader × reviewer, capped at 0.9; for-cause cases 0.35. */
export function discrepancyProbability(
	group: DemoGroup,
	read: DemoRead,
	reviewer: DemoReviewer,
	mode: DemoDetectionMode
): number {
	if (mode === 'for-cause') return forCauseProbability;
	const effect = group.readers.find(({ code }) => code === read.readerCode)?.effect ?? 0;
	return Math.min(
		0.9,
		baseProbability[read.modality] * shiftFactor[read.shift] * Math.exp(effect + reviewer.severity)
	);
}

const scoreAt = (index: number): DemoScore => demoScores[index] ?? '1';
const needsDecision = (score: DemoScore): boolean => score !== '1' && score !== '2a';

/** Uniform among those who review this reader, but for the pair that shares a reading room. */
function drawReviewer(group: DemoGroup, read: DemoRead, random: Random, not: string | null): DemoReviewer {
	const isSharedPair = read.readerCode === sharedRoom.readerCode;
	if (isSharedPair && not !== sharedRoom.reviewerCode && random.next() < sharedRoom.share) {
		const reviewer = group.reviewers.find(({ code }) => code === sharedRoom.reviewerCode);
		if (reviewer) return reviewer;
	}
	return random.pick(
		group.reviewers.filter(
			({ code, readerCode }) =>
				isReviewerOf(readerCode, read.readerCode) &&
				code !== not &&
				!(isSharedPair && code === sharedRoom.reviewerCode)
		)
	);
}

function makeRound(input: {
	random: Random;
	group: DemoGroup;
	read: DemoRead;
	reviewer: DemoReviewer;
	score: DemoScore;
	assignedAt: number;
}): DemoReviewRound {
	const { random, group, read, reviewer, score, assignedAt } = input;
	const submittedAt = Math.round(assignedAt + 3.5 * dayMs * Math.exp(0.7 * random.normal()));
	const isDiscrepancy = score !== '1';
	const direction = isDiscrepancy ? (directions[pickWeighted(random, [0.72, 0.2, 0.08])] ?? 'miss') : null;
	const cause = isDiscrepancy
		? (causes[pickWeighted(random, [0.56, 0.22, 0.08, 0.06, 0.05, 0.03])] ?? 'perception')
		: null;
	return {
		reviewerCode: reviewer.code,
		assignedAt,
		submittedAt: submittedAt <= group.cutAt ? submittedAt : null,
		score,
		direction,
		cause,
		comment: direction === null ? null : drawComment(random, read, direction),
		secondsOnCase: Math.round((isDiscrepancy ? 110 : 55) * Math.exp(0.5 * random.normal()))
	};
}

function decide(random: Random, group: DemoGroup, first: DemoReviewRound): DemoReview['decision'] {
	const decidedAt = Math.round((first.submittedAt ?? 0) + (2 + 10 * random.next()) * dayMs);
	const isLowered = random.next() < downgradeShare;
	const lowered = scoreAt(demoScores.indexOf(first.score) - 1);
	return {
		decidedAt: decidedAt <= group.cutAt ? decidedAt : null,
		outcome: isLowered ? 'downgrade' : 'uphold',
		finalScore: isLowered ? lowered : first.score
	};
}

function giveFeedback(
	random: Random,
	group: DemoGroup,
	first: DemoReviewRound,
	decision: DemoReview['decision']
): DemoReview['feedback'] {
	if (first.submittedAt === null || (decision && decision.decidedAt === null)) return null;
	const releasedAt = (decision?.decidedAt ?? Math.ceil(first.submittedAt / (7 * dayMs)) * 7 * dayMs) + hourMs;
	if (releasedAt > group.cutAt) return null;
	const acknowledgedAt = Math.round(releasedAt + 2 * dayMs * Math.exp(random.normal()));
	return { releasedAt, acknowledgedAt: acknowledgedAt <= group.cutAt ? acknowledgedAt : null };
}
