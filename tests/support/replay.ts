import { asc, eq } from 'drizzle-orm';
import { nextState, type CaseEvent, type CaseState } from '#lib/core/case/life.ts';
import type { App } from '#lib/server/app.ts';

/** An audit event about a case, as the log holds it. */
export type CaseRecord = { readonly type: string; readonly facts: Readonly<Record<string, unknown>> };

/** The audit events about a case in their order. */
export async function caseRecords(app: App, caseId: string): Promise<CaseRecord[]> {
	const { auditEvents } = app.db.read.tables;
	const rows = await app.db.read
		.select({ type: auditEvents.type, facts: auditEvents.facts })
		.from(auditEvents)
		.where(eq(auditEvents.subjectId, caseId))
		.orderBy(asc(auditEvents.seq));
	return rows.map(({ type, facts }) => ({ type, facts: JSON.parse(facts) }));
}

type Work = { readonly steps: CaseEvent[]; reviewId: string | null };

const ownSteps: Readonly<Record<string, CaseEvent>> = {
	'case.opened': 'open',
	'impression.locked': 'lock-impression',
	'report.revealed': 'reveal-report'
};

const plain: Readonly<Record<string, CaseEvent>> = {
	'case.referred': 'refer',
	'case.finalised': 'finalise',
	'case.filed': 'file-calibration',
	'review.returned': 'return',
	'feedback.released': 'release',
	'feedback.acknowledged': 'acknowledge',
	'feedback.rebutted': 'rebut'
};

/**
 * The state of a case from its audit events alone. Every event is taken literally: one that is missing leads to another state, one too
 * many is impossible where it comes, and throws. The second reviewer's steps move the case once that reviewer leads.
 */
export function replayCase(records: readonly CaseRecord[]): CaseState {
	let state: CaseState = 'drawn';
	let lead: string | null = null;
	const works = new Map<string, Work>();
	/** Reconsiderations that do not move the case, since a second reviewer makes them. */
	const aside = new Set<string>();

	function move(...events: CaseEvent[]): void {
		for (const event of events) {
			const next = nextState(state, event);
			if (next === null) throw new Error(`the log says ${event} of a case that is ${state}`);
			state = next;
		}
	}

	const isIn = (wanted: CaseState): boolean => state === wanted;

	for (const { type, facts } of records) {
		const assignmentId = String(facts.assignmentId ?? '');
		const work = works.get(assignmentId);
		const own = ownSteps[type];
		const event = plain[type];
		if (own) {
			// A score that is thought over is opened without moving its case.
			work?.steps.push(own);
			if (work && assignmentId === lead) move(own);
		} else if (event) {
			move(event);
		} else if (type === 'case.assigned') {
			works.set(assignmentId, { steps: [], reviewId: null });
			if (facts.ordinal === 1) {
				lead = assignmentId;
				move('assign');
			}
		} else if (type === 'review.submitted') {
			if (work) work.reviewId = String(facts.reviewId);
			// Without a first look of its own it is a score that was thought over.
			if (assignmentId === lead || (!work && !aside.delete(assignmentId))) move('score');
		} else if (type === 'review.superseded') {
			for (const one of works.values()) if (one.reviewId === facts.reviewId) one.reviewId = String(facts.by);
		} else if (type === 'review.reopened') {
			const leads = lead !== null && works.get(lead)?.reviewId === facts.reviewId;
			if (leads) move('reopen');
			else aside.add(assignmentId);
		} else if (type === 'review.kept') {
			if (!aside.delete(assignmentId)) move('keep');
		} else if (type === 'case.declined' || type === 'case.lease-expired') {
			works.delete(assignmentId);
			if (assignmentId !== lead) continue;
			move(type === 'case.declined' ? 'decline' : 'expire');
			const [second] = works;
			lead = second?.[0] ?? null;
			if (second)
				move('assign', ...second[1].steps, ...(second[1].reviewId === null ? [] : (['score'] as const)));
		} else if (type === 'case.withdrawn') {
			move(facts.reason === 'not-assessable' ? 'judge-not-assessable' : 'withdraw');
		} else if (type === 'committee.decided') {
			if (isIn('in-committee') && facts.finalScore !== 'none') move('decide');
		} else if (type === 'feedback.answered') {
			if (facts.outcome !== 'not-assessable') move('answer');
		}
	}
	return state;
}
