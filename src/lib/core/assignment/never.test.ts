import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import { assignCases } from './assign.ts';
import { handoverPartners, type SignedRead } from './handover.ts';
import { openLedger, type PairSoFar } from './ledger.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

const start = Date.UTC(2026, 0, 5);
const HANDOVER_MINUTES = 240;
const CAPACITY = 6;

/** What somebody did with a case they were given. */
type Held = {
	readonly one: WaitingCase;
	readonly reviewerId: string;
	readonly assignedAt: Instant;
	status: 'open' | 'scored' | 'declined' | 'expired';
	endedAt: Instant | null;
};

const step = fc.oneof(
	// A read that comes into review: who read it, at which hour, who signed too.
	fc.record({
		kind: fc.constant('read' as const),
		reader: fc.nat(),
		hour: fc.nat(23),
		coSigner: fc.option(fc.nat())
	}),
	fc.record({
		kind: fc.constantFrom('score' as const, 'decline' as const, 'expire' as const),
		which: fc.nat()
	}),
	fc.record({ kind: fc.constant('days' as const), days: fc.nat(40) })
);
const walk = fc.record({
	people: fc.integer({ min: 2, max: 9 }),
	reciprocityDays: fc.constantFrom(0, 30, 90),
	isAway: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
	isDouble: fc.boolean(),
	unit: fc.double({ min: 0, max: 0.999, noNaN: true }),
	steps: fc.array(step, { minLength: 5, maxLength: 60 })
});

/** What the database would say of these assignments. */
function pairsOf(history: readonly Held[]): PairSoFar[] {
	return history
		.filter(({ status }) => status === 'open' || status === 'scored')
		.map(({ one, reviewerId, status, endedAt }) => ({
			userId: reviewerId,
			radiologistId: reviewerId,
			readerId: one.readerId,
			met: 1,
			hasOpen: status === 'open',
			reviewedAt: status === 'scored' ? endedAt : null
		}));
}

describe('whatever happens in a group', () => {
	it('nobody reviews an own read, one they signed, a handover partner’s, or whoever reviews them', () => {
		let given = 0;
		let seconds = 0;
		fc.assert(
			fc.property(walk, ({ people, reciprocityDays, isAway, isDouble, unit, steps }) => {
				let now = start;
				const history: Held[] = [];
				const signed: SignedRead[] = [];
				let cases: WaitingCase[] = [];
				let count = 0;
				const idOf = (n: number): string => `r${n % people}`;

				const assignAll = (): void => {
					const reviewers = Array.from({ length: people }, (_, n): Reviewer => ({
						userId: idOf(n),
						radiologistId: idOf(n),
						modalities: n % 5 === 4 ? ['MR'] : ['CT', 'MR'],
						isAway: isAway[n] === true && now < start + 60 * DAY_MS,
						load: history.filter((one) => one.status === 'open' && one.reviewerId === idOf(n)).length,
						capacity: CAPACITY
					}));
					const ledger = openLedger({
						reviewers,
						pairs: pairsOf(history),
						holding: [],
						reciprocityDays,
						now
					});
					const waiting = cases.map((one) => ({
						...one,
						refusedBy: history.filter((past) => past.one.caseId === one.caseId).map((past) => past.reviewerId)
					}));
					const first = assignCases(waiting, ledger, () => unit);
					const doubles = first.assigned.flatMap(({ caseId, reviewerId }) => {
						const one = waiting.find((each) => each.caseId === caseId);
						return isDouble && one?.refusedBy.length === 0
							? [{ ...one, refusedBy: [reviewerId], isSecond: true as const }]
							: [];
					});
					const second = assignCases(doubles, ledger, () => unit);
					seconds += second.assigned.length;
					expect(first.assigned.length + first.left.length).toBe(cases.length);
					for (const { caseId, reviewerId } of [...first.assigned, ...second.assigned]) {
						const one = waiting.find((each) => each.caseId === caseId);
						if (!one) throw new Error('a case that did not wait');
						given += 1;
						check(one, reviewerId);
						history.push({ one, reviewerId, assignedAt: now, status: 'open', endedAt: null });
					}
					const gone = new Set(first.assigned.map(({ caseId }) => caseId));
					cases = cases.filter(({ caseId }) => !gone.has(caseId));
				};

				/** The rules once more, said of what happened and not of the ledger. */
				const check = (one: WaitingCase, reviewerId: string): void => {
					expect(one.authorIds).not.toContain(reviewerId);
					expect(one.handoverIds).not.toContain(reviewerId);
					expect(
						history.filter(
							(past) =>
								past.one.caseId === one.caseId && past.reviewerId === reviewerId && past.status !== 'open'
						)
					).toEqual([]);
					const back = history.filter(
						(past) =>
							past.reviewerId === one.readerId &&
							past.one.readerId === reviewerId &&
							(past.status === 'open' ||
								(past.status === 'scored' && (past.endedAt ?? 0) + reciprocityDays * DAY_MS > now))
					);
					expect(back).toEqual([]);
				};

				for (const each of steps) {
					if (each.kind === 'days') now += each.days * DAY_MS;
					else if (each.kind === 'read') {
						const signedAt = now - DAY_MS + each.hour * HOUR_MS;
						signed.push({ readerId: idOf(each.reader), signedAt });
						const ofDay = signed.filter(
							(read) => Math.floor(read.signedAt / DAY_MS) === Math.floor(signedAt / DAY_MS)
						);
						const partners = handoverPartners(ofDay, HANDOVER_MINUTES).get(idOf(each.reader));
						const coSigners = each.coSigner === null ? [] : [idOf(each.coSigner)];
						count += 1;
						cases.push({
							caseId: `c${count}`,
							modality: count % 3 === 0 ? 'MR' : 'CT',
							mode: 'random',
							patientKey: `p${count}`,
							readerId: idOf(each.reader),
							authorIds: [idOf(each.reader), ...coSigners],
							handoverIds: [...(partners ?? [])],
							refusedBy: []
						});
					} else {
						const open = history.filter(({ status }) => status === 'open');
						const one = open[each.which % Math.max(1, open.length)];
						if (!one) continue;
						one.status = each.kind === 'score' ? 'scored' : each.kind === 'decline' ? 'declined' : 'expired';
						one.endedAt = now;
						const others = history.some(
							(past) =>
								past.one.caseId === one.one.caseId &&
								past !== one &&
								(past.status === 'open' || past.status === 'scored')
						);
						if (each.kind !== 'score' && !others) cases.push(one.one);
					}
					assignAll();
				}
			}),
			{ seed: 20261122, numRuns: 400 }
		);
		// The walks are worth something only when cases go out.
		expect(given).toBeGreaterThan(2000);
		expect(seconds).toBeGreaterThan(100);
	});
});
