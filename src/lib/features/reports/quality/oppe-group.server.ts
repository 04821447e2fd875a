import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import { expectedSignificant } from '#lib/core/evaluation/expected.ts';
import type { EvaluationPolicy } from '#lib/core/evaluation/policy.ts';
import { triggersOf, type Trigger } from '#lib/core/evaluation/triggers.ts';
import { addMonths } from '#lib/core/credentials/calendar-day.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { periodDays, type Period } from '#lib/core/period.ts';
import { peerReviewGrid, type GridRow, type PeerReviewGrid } from '#lib/core/reports/peer-review/grid.ts';
import { emptySummary, outcomeRates } from '#lib/core/reports/score-summary.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { criticalRows } from '#lib/core/turnaround/critical.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { knownCredentials } from '#lib/features/credentials/expiry/known.server.ts';
import { lastCmeResults } from '#lib/features/credentials/portfolio/holder.server.ts';
import { standing } from '#lib/features/credentials/records/rows.server.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import { heldCredentials } from './held-credentials.ts';
import type { OppeFacts } from './oppe-facts.ts';
import {
	complaintRows,
	correctionRows,
	criticalTimes,
	plansOf,
	readCounts,
	severeCounts,
	takenPart
} from './oppe-rows.server.ts';
import { findCodes, loadPeerReviewFacts } from './peer-review-facts.server.ts';
import { readerClocks } from './reader-clocks.server.ts';

/** Which facility and period, and all facilities that the maker may count (undefined: every one). */
export type OppeAsked = {
	readonly facilityId: string;
	readonly facilityIds: readonly string[] | undefined;
	readonly period: Period;
};

/** Whose packet can be made. */
export type OppePerson = {
	readonly id: string;
	readonly code: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly npi: string | null;
	readonly section: string;
	readonly tier: string;
};

/** What one facility's packets are made of, loaded once for all of them. */
export type OppeGroup = {
	readonly versions: Readonly<Record<string, number>>;
	readonly levels: readonly string[];
	readonly minimum: number;
	factsOf(person: OppePerson): Promise<OppeFacts>;
};

/** Loads what all packets of a facility and period have in common. Throws where the facility is not known: its scope was checked. */
export async function loadOppeGroup(app: App, actor: Actor, asked: OppeAsked): Promise<OppeGroup> {
	const { read } = app.db;
	const { facilities } = read.tables;
	const { facilityId, facilityIds, period } = asked;
	const now = app.clock.now();
	const [facility] = await read.select().from(facilities).where(eq(facilities.id, facilityId));
	if (!facility) throw new Error('a packet was asked for a facility that is not there');
	const [evaluation, suppression, turnaround] = [
		await currentPolicy(read, 'evaluation'),
		await currentPolicy(read, 'suppression'),
		await currentPolicy(read, 'turnaround')
	];
	const minimum = suppression.body.minimumReviews;
	const codes = await findCodes(read);
	const filter = { period, told: toldTo(app, actor.radiologistId) };
	const hereFacts = await loadPeerReviewFacts(read, { ...filter, facilityIds: [facilityId] }, codes);
	const allFacts = await loadPeerReviewFacts(
		read,
		{ ...filter, ...(facilityIds ? { facilityIds } : {}) },
		codes
	);
	const [here, everywhere] = [peerReviewGrid(hereFacts, minimum), peerReviewGrid(allFacts, minimum)];
	const counts = await readCounts(read, asked);
	const criticals = Map.groupBy(await criticalTimes(read, asked), ({ readerId }) => readerId);
	const corrections = Map.groupBy(await correctionRows(app, actor, asked), ({ readerId }) => readerId);
	const complaints = Map.groupBy(await complaintRows(app, actor, asked), ({ readerId }) => readerId);
	const severe = await severeCounts(app, actor, asked);
	const taken = await takenPart(read, period);
	const plans = await plansOf(read, period);
	const clocks = await readerClocks(read, { facilityId, period, policy: turnaround.body, now });
	const { byHolder } = await knownCredentials(app);
	const { throughOn } = periodDays(period);
	const isJudge = may(actor, 'focused.manage');
	const isNamed = may(actor, 'quality.view-names');
	return {
		levels: hereFacts.levels,
		minimum,
		versions: {
			evaluation: evaluation.version,
			suppression: suppression.version,
			turnaround: turnaround.version
		},
		async factsOf(person) {
			const { id, code } = person;
			const signed = counts.byStatus.filter(({ readerId }) => readerId === id);
			const complained = complaints.get(id) ?? [];
			const sustained = complained.filter(isSustained).length;
			const own = corrections.get(id) ?? [];
			return {
				person: {
					code,
					name: isNamed ? `${person.familyName}, ${person.givenName}` : null,
					npi: isNamed ? person.npi : null,
					section: person.section,
					tier: person.tier
				},
				facility,
				throughOn,
				nextDueOn: addMonths(throughOn, evaluation.body.reviewMonths),
				here: allModalities(here, code),
				everywhere: allModalities(everywhere, code),
				corrected: makeRate(sumOf(signed.filter(({ status }) => status === 'corrected')), sumOf(signed)),
				clocks: clocks(id),
				criticals: criticalRows(criticals.get(id) ?? [], now),
				corrections: {
					opened: own.length,
					informed: own.filter(({ informedAt }) => informedAt !== null).length,
					late: own.filter(({ informedAt, dueAt }) => (informedAt ?? now) > dueAt).length,
					amended: own.filter(({ addendumAt }) => addendumAt !== null).length
				},
				complaints: { received: complained.length, sustained },
				taken: { ...taken.of(id), held: taken.held },
				credentials: heldCredentials(standing(byHolder.get(id) ?? []), { facility, on: throughOn }),
				cme: (await lastCmeResults(read, id)).map(({ verified, rule, asOf, result }) => ({
					...{ rule, asOf, result },
					isVerified: verified
				})),
				plans: (plans.get(id) ?? []).map(({ trigger, periodFrom, periodTo, outcome }) => ({
					trigger,
					outcome,
					...periodDays({ from: periodFrom, to: periodTo })
				})),
				triggers: isJudge
					? triggersOfPerson(everywhere, code, {
							policy: evaluation.body,
							severeEvents: severe.get(id) ?? 0,
							sustainedComplaints: sustained,
							readsInYear: counts.inYear.get(id) ?? 0
						})
					: null,
				policy: evaluation.body
			};
		}
	};
}

const sumOf = (rows: readonly { readonly n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0);

/** A review has found a discrepancy, and put it down to the reader. */
function isSustained({ score, attribution }: { score: string | null; attribution: string | null }): boolean {
	return score !== null && score !== '1' && (attribution === 'reader' || attribution === 'both');
}

/** Somebody's line of every modality that there is, and the sum; zeros where nothing was read. */
function allModalities({ byReader }: PeerReviewGrid, code: string): GridRow[] {
	const own = byReader.filter(({ row }) => row === code);
	return [...modalities, null].map(
		(modality) =>
			own.find((line) => line.modality === modality) ?? {
				...{ row: code, modality, summary: emptySummary, others: null, isHidden: false },
				...{ otherWays: 0, actions: 0, days: [] }
			}
	);
}

/** How somebody stands to the policy's triggers, by their reviews at all facilities against the group’s of the same modalities. */
function triggersOfPerson(
	{ byReader }: PeerReviewGrid,
	code: string,
	{
		policy,
		...counted
	}: {
		readonly policy: EvaluationPolicy;
		readonly severeEvents: number;
		readonly sustainedComplaints: number;
		readonly readsInYear: number;
	}
): Trigger[] {
	const own = byReader.filter(({ row }) => row === code);
	const all = own.find(({ modality }) => modality === null);
	const parts = own.flatMap(({ modality, summary }) => {
		const group = byReader.find((line) => line.row === null && line.modality === modality);
		return modality === null || !group ? [] : [{ own: summary, group: group.summary }];
	});
	return triggersOf(
		{
			...counted,
			significant: outcomeRates(all?.summary ?? emptySummary).significant,
			expected: expectedSignificant(parts)
		},
		policy
	);
}
