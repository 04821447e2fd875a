import type { DemoReviewRound } from '#lib/core/demo/group/types.ts';
import type { Random } from '#lib/core/demo/random.ts';
import { makeRebuttal, type Disagreement } from '#lib/core/committee/rebuttal.ts';

/** The first line under IMPRESSION of a report, without its number. */
export function impressionOf(report: string): string {
	const line = /IMPRESSION:\n([^\n]+)/.exec(report)?.[1] ?? '';
	return line.replace(/^1\.\s*/, '') || 'No acute abnormality.';
}

/** Where a reviewer's sentence turns from what was seen to what the report did with it (core/demo/group/comments.ts). */
const TURN =
	/ (?:not (?:mentioned|described|reported)|missed|was described|reported as|called definite|is in the findings|mentioned with|described without)/;

/** What a reviewer writes before the report is opened: as the report where the score concurs, else what it lacks or overcalls. */
export function ownImpression(report: string, round: DemoReviewRound): string {
	if (round.score === '1') return impressionOf(report);
	if (round.direction === 'overcall') return 'No acute abnormality.';
	const [seen = ''] = (round.comment ?? '').split(TURN);
	return `${seen}. ${impressionOf(report)}`;
}

const upheld = [
	'Visible on two images; expected of most readers.',
	'The finding is there. Follow-up would have been different.',
	'Agreed after review of the images and the report.'
];
const lowered = [
	'Visible only in retrospect; we lower the score.',
	'Present, but without consequence for this patient.',
	'A subtle finding at the edge of the examination; lowered by one.'
];
const answers = [
	'We looked again with your note. The finding can be seen without the later examination, so the score stands.',
	'Your point about the missing prior is fair and is noted for the site. The score stands.',
	'The committee reviewed the images again and keeps its decision.'
];
const arguments_: readonly (readonly [Disagreement, string])[] = [
	['not-visible', 'I cannot see this on the images that I had at the time.'],
	['significance', 'The finding would not have changed what was done for this patient.'],
	['information-missing', 'The history that I was given did not mention the symptom.'],
	['finding-reported', 'The finding is described in the body of my report.'],
	['expectedness', 'Most colleagues would have passed over this on a first look.']
];

/** Why a committee left a score as it was, or lowered it. */
export const committeeComment = (random: Random, outcome: 'uphold' | 'downgrade'): string =>
	random.pick(outcome === 'uphold' ? upheld : lowered);

export const rebuttalAnswer = (random: Random): string => random.pick(answers);

/** A reader's rebuttal as it is stored. */
export function drawRebuttal(random: Random): string {
	const [disagreement, argument] = random.pick(arguments_);
	return makeRebuttal({ disagreement, argument });
}
