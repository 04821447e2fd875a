import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignCases, isDoubleRead, openLedger, type Reviewer, type WaitingCase } from './assign.ts';

const reviewer = (userId: string, given: Partial<Reviewer> = {}): Reviewer => ({
	userId,
	radiologistId: `r-${userId}`,
	modalities: ['CT', 'MR'],
	isAway: false,
	load: 0,
	capacity: 10,
	...given
});

const waiting = (caseId: string, given: Partial<WaitingCase> = {}): WaitingCase => ({
	caseId,
	modality: 'CT',
	mode: 'random',
	patientKey: `p-${caseId}`,
	readerId: 'r-reader',
	authorIds: ['r-reader'],
	refusedBy: [],
	...given
});

const assign = (
	cases: WaitingCase[],
	reviewers: Reviewer[],
	reviewing: { reviewer: string; reader: string }[] = []
) => assignCases(cases, openLedger({ reviewers, reviewing, pairCounts: new Map() }), () => 0);

describe('assignment', () => {
	it.each([
		{
			name: 'never goes to the reader',
			cases: [waiting('c', { readerId: 'r-a', authorIds: ['r-a'] })],
			reviewers: [reviewer('a'), reviewer('b')],
			to: ['b']
		},
		{
			name: 'never goes to a co-signer',
			cases: [waiting('c', { authorIds: ['r-reader', 'r-a'] })],
			reviewers: [reviewer('a'), reviewer('b')],
			to: ['b']
		},
		{
			name: 'never comes back to somebody who declined it',
			cases: [waiting('c', { refusedBy: ['a'] })],
			reviewers: [reviewer('a'), reviewer('b')],
			to: ['b']
		},
		{
			name: 'never goes to somebody who knows why it was asked for',
			cases: [waiting('c', { knownTo: ['a'] })],
			reviewers: [reviewer('a'), reviewer('b')],
			to: ['b']
		},
		{
			name: 'stays within competence',
			cases: [waiting('c', { modality: 'MG' })],
			reviewers: [reviewer('a'), reviewer('b', { modalities: ['MG'] })],
			to: ['b']
		},
		{
			name: 'leaves out who is away',
			cases: [waiting('c')],
			reviewers: [reviewer('a', { isAway: true }), reviewer('b', { load: 9 })],
			to: ['b']
		},
		{
			name: 'takes the least loaded relative to capacity',
			cases: [waiting('c')],
			reviewers: [reviewer('a', { load: 2, capacity: 4 }), reviewer('b', { load: 3, capacity: 10 })],
			to: ['b']
		}
	])('$name', ({ cases, reviewers, to }) => {
		expect(assign(cases, reviewers).assigned.map(({ reviewerId }) => reviewerId)).toEqual(to);
	});

	it('never lets two people review each other at the same time', () => {
		const cases = [waiting('c', { readerId: 'r-a', authorIds: ['r-a'] })];
		const result = assign(cases, [reviewer('b')], [{ reviewer: 'r-a', reader: 'r-b' }]);
		expect(result.left).toEqual([{ caseId: 'c', reason: 'only-authors' }]);
	});

	it('never gives somebody two cases of one patient from different modes at a time', () => {
		const cases = [
			waiting('c1', { patientKey: 'p' }),
			waiting('c2', { patientKey: 'p', mode: 'complaint' }),
			waiting('c3', { patientKey: 'p', mode: 'complaint' }),
			waiting('c4', { patientKey: 'p' })
		];
		const { assigned, left } = assign(cases, [reviewer('a'), reviewer('b')]);
		const of = (id: string) => assigned.find(({ caseId }) => caseId === id)?.reviewerId;
		expect([of('c1'), of('c4')]).toEqual(['a', 'a']);
		expect([of('c2'), of('c3')]).toEqual(['b', 'b']);
		expect(left).toEqual([]);
		expect(assign(cases.slice(0, 2), [reviewer('a')]).left).toEqual([
			{ caseId: 'c2', reason: 'same-patient-open' }
		]);
	});

	it('knows the patients whom somebody holds already', () => {
		const ledger = openLedger({
			reviewers: [reviewer('a'), reviewer('b')],
			reviewing: [],
			pairCounts: new Map(),
			holding: [{ userId: 'a', patientKey: 'p', mode: 'calibration' }]
		});
		const { assigned } = assignCases([waiting('c', { patientKey: 'p' })], ledger, () => 0);
		expect(assigned).toEqual([{ caseId: 'c', reviewerId: 'b' }]);
	});

	it.each([
		{ reviewers: [reviewer('a', { modalities: ['US'] })], reason: 'no-competent-reviewer' },
		{ reviewers: [reviewer('a', { isAway: true })], reason: 'all-away' },
		{ reviewers: [reviewer('a', { load: 10 })], reason: 'all-at-capacity' }
	])('says why nobody can take a case: $reason', ({ reviewers, reason }) => {
		expect(assign([waiting('c')], reviewers).left).toEqual([{ caseId: 'c', reason }]);
	});

	it('keeps every rule for any group and any cases, and balances the load', () => {
		const person = fc.integer({ min: 0, max: 7 }).map((n) => `p${n}`);
		fc.assert(
			fc.property(
				fc.array(fc.record({ reader: person, modality: fc.constantFrom('CT', 'MR', 'US') }), {
					maxLength: 60
				}),
				(drawn) => {
					const cases = drawn.map(({ reader, modality }, i) =>
						waiting(`c${i}`, { modality, readerId: `r-${reader}`, authorIds: [`r-${reader}`] })
					);
					const reviewers = Array.from({ length: 8 }, (_, n) => reviewer(`p${n}`));
					const { assigned, left } = assign(cases, reviewers);
					expect(assigned.length + left.length).toBe(cases.length);
					const held = new Map<string, number>();
					for (const { caseId, reviewerId } of assigned) {
						const found = cases.find((one) => one.caseId === caseId);
						expect(found?.readerId).not.toBe(`r-${reviewerId}`);
						expect(found?.modality).not.toBe('US');
						held.set(reviewerId, (held.get(reviewerId) ?? 0) + 1);
					}
					for (const n of held.values()) expect(n).toBeLessThanOrEqual(10);
				}
			),
			{ numRuns: 100 }
		);
	});
});

describe('the silent second reviewer', () => {
	it('takes its share of cases by their pseudonyms', () => {
		expect(isDoubleRead('0000000000000', 0.08)).toBe(true);
		expect(isDoubleRead('fffffffffffff', 0.08)).toBe(false);
		expect(isDoubleRead('0000000000000', 0)).toBe(false);
	});

	it('goes to somebody whose reads its reader has reviewed lately only where there is nobody else', () => {
		const lately = [{ reviewer: 'r-reader', reader: 'r-a' }];
		const given = (reviewers: Reviewer[]) =>
			assignCases(
				[waiting('c')],
				openLedger({ reviewers, reviewing: [], reviewed: lately, pairCounts: new Map() }),
				() => 0
			).assigned.map(({ reviewerId }) => reviewerId);
		expect(given([reviewer('a'), reviewer('b', { load: 9 })])).toEqual(['b']);
		expect(given([reviewer('a')])).toEqual(['a']);
	});
});
