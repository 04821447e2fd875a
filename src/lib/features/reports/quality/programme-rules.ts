import type { PolicyBody } from '#lib/features/admin/policy-kinds.ts';
import { formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';

/** The policies that the document of the programme tells of. */
export const programmeKinds = [
	'sampling',
	'review',
	'committee',
	'correction',
	'suppression',
	'evaluation',
	'learning'
] as const;
export type ProgrammeKind = (typeof programmeKinds)[number];
export type ProgrammePolicies = { readonly [K in ProgrammeKind]: PolicyBody<K> };

/** A rule as a line: what it is about, and what it says. */
export type Rule = readonly [what: string, says: string];

const text = messages.admin.policies;
const words = messages.qualityReports.programme;

/** What each policy says, in the words of the forms by which it is published. */
export function programmeRules(
	policies: ProgrammePolicies
): Readonly<Record<ProgrammeKind, readonly Rule[]>> {
	const { sampling, review, committee, correction, suppression, evaluation, learning } = policies;
	// By name: stored bodies come back with their keys in an order of the engine's own.
	const rates = byName(sampling.rates).map(([name, rate]) => `${name} ${formatProportion(rate)}`);
	const tiers = byName(sampling.readerTierRates ?? {}).map(
		([tier, rate]) => `${tier} +${formatProportion(rate)}`
	);
	const excluded = sampling.exclusions.map((reason) => messages.sampling.exclusions[reason] ?? reason);
	const minutes = text.correctionFields;
	const evaluated = text.evaluationFields;
	const number = (value: number): string => String(value);
	return {
		sampling: [
			[words.rates, messages.sampling.policyRates(rates.join(', '), formatProportion(sampling.defaultRate))],
			[words.tiers, tiers.join(', ') || words.none],
			[words.minimum, messages.sampling.policyMinimum(sampling.minimumPerReader, sampling.lookBackDays)],
			[words.excluded, excluded.join(', ') || words.none]
		],
		review: [
			[text.blindingLevel, text.levels[review.blindingLevel]],
			[text.dueDays, number(review.dueDays)],
			[text.secondReviewerShare, formatProportion(review.secondReviewerShare)],
			[text.calibrationShare, formatProportion(review.calibrationShare)],
			[text.reciprocityDays, number(review.reciprocityDays)],
			[text.remindDays, number(review.remindDays)],
			[text.escalateDays, number(review.escalateDays)]
		],
		committee: [
			[words.referred, words.referredSays],
			[text.quorum, number(committee.quorum)],
			[text.committeeDueDays, number(committee.dueDays)]
		],
		correction: [
			[`${text.correctionMinutes}: ${minutes.flaggedMinutes}`, number(correction.flaggedMinutes)],
			[`${text.correctionMinutes}: ${minutes.significantMinutes}`, number(correction.significantMinutes)],
			[`${text.correctionMinutes}: ${minutes.otherMinutes}`, number(correction.otherMinutes)]
		],
		suppression: [
			[text.minimumReviews, number(suppression.minimumReviews)],
			[text.minimumFunnelReviews, number(suppression.minimumFunnelReviews)],
			[text.minimumFunnelExpected, number(suppression.minimumFunnelExpected)]
		],
		evaluation: [
			[evaluated.reviewMonths, number(evaluation.reviewMonths)],
			[evaluated.minimumReviews, number(evaluation.minimumReviews)],
			[evaluated.standardErrors, number(evaluation.standardErrors)],
			[
				evaluated.significantShare,
				evaluation.significantShare === 0 ? words.none : formatProportion(evaluation.significantShare)
			],
			[evaluated.severeEvents, number(evaluation.severeEvents)],
			[evaluated.complaints, number(evaluation.complaints)],
			[evaluated.lowVolumeReads, number(evaluation.lowVolumeReads)]
		],
		learning: [
			[text.meetingsPerYear, number(learning.meetingsPerYear)],
			[text.attendanceShare, formatProportion(learning.attendanceShare)],
			[text.submissionsPerYear, number(learning.submissionsPerYear)]
		]
	};
}

function byName(rates: Readonly<Record<string, number>>): [string, number][] {
	return Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1));
}
