import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { assignCases, isDoubleRead } from './assign.ts';
import { openLedger, type HeldPatient, type PairSoFar } from './ledger.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

const now = Date.UTC(2026, 10, 16, 12);

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
	handoverIds: [],
	refusedBy: [],
	...given
});

/** What user `u` had to do with a radiologist so far. */
const pair = (u: string, readerId: string, given: Partial<PairSoFar> = {}): PairSoFar => ({
	userId: u,
	radiologistId: `r-${u}`,
	readerId,
	met: 1,
	hasOpen: false,
	reviewedAt: null,
	...given
});

type Known = { pairs?: PairSoFar[]; holding?: HeldPatient[]; reciprocityDays?: number };

const assign = (cases: WaitingCase[], reviewers: Reviewer[], known: Known = {}) =>
	assignCases(
		cases,
		openLedger({ reviewers, pairs: [], holding: [], reciprocityDays: 90, now, ...known }),
		() => 0
	);
const takers = (...given: Parameters<typeof assign>): string[] =>
	assign(...given).assigned.map(({ reviewerId }) => reviewerId);

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
			name: 'never goes to whoever shared a handover with the reader that day',
			cases: [waiting('c', { handoverIds: ['r-a'] })],
			reviewers: [reviewer('a'), reviewer('b', { load: 9 })],
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
		},
		{
			name: 'takes a pair that meets too often late',
			cases: [waiting('c')],
			reviewers: [reviewer('a'), reviewer('b', { load: 9 })],
			pairs: [pair('a', 'r-reader', { met: 4 }), pair('x', 'r-reader', { met: 8 })],
			to: ['b']
		}
	])('$name', ({ cases, reviewers, pairs = [], to }) => {
		expect(takers(cases, reviewers, { pairs })).toEqual(to);
	});

	it.each([
		{ name: 'while the reader reviews them', given: { hasOpen: true }, days: 0, isFree: false },
		{ name: 'within the days', given: { reviewedAt: now - 90 * DAY_MS + HOUR_MS }, days: 90, isFree: false },
		{ name: 'after the days', given: { reviewedAt: now - 90 * DAY_MS }, days: 90, isFree: true },
		{ name: 'right after a review where the days are 0', given: { reviewedAt: now }, days: 0, isFree: true },
		{ name: 'after what was given back', given: { reviewedAt: null }, days: 90, isFree: true }
	])('lets nobody score who scores them: $name', ({ given, days, isFree }) => {
		const known = { pairs: [pair('reader', 'r-a', given)], reciprocityDays: days };
		expect(takers([waiting('c')], [reviewer('a')], known)).toEqual(isFree ? ['a'] : []);
		// Somebody else takes it, however much they hold.
		expect(takers([waiting('c')], [reviewer('a'), reviewer('b', { load: 9 })], known)).toEqual(
			isFree ? ['a'] : ['b']
		);
	});

	it('lets nobody score who scores them, also within one run', () => {
		const own = waiting('c1', { readerId: 'r-a', authorIds: ['r-a'] });
		const other = waiting('c2', { readerId: 'r-b', authorIds: ['r-b'] });
		const { assigned, left } = assign([own, other], [reviewer('a'), reviewer('b')]);
		expect(assigned).toEqual([{ caseId: 'c1', reviewerId: 'b' }]);
		expect(left).toEqual([{ caseId: 'c2', reason: 'reciprocal-pair', freeAt: null }]);
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
		const holding = [{ userId: 'a', patientKey: 'p', mode: 'calibration' }];
		expect(takers([waiting('c', { patientKey: 'p' })], [reviewer('a'), reviewer('b')], { holding })).toEqual([
			'b'
		]);
	});
});

describe('the reason why nobody can take a case', () => {
	const barred = [pair('reader', 'r-a', { reviewedAt: now - 80 * DAY_MS })];
	const later = pair('reader', 'r-b', { reviewedAt: now - 70 * DAY_MS });
	// Midnight after the ten days that are missing of 90.
	const freeAt = Date.UTC(2026, 10, 27);

	it.each([
		{
			name: 'nobody is competent',
			reviewers: [reviewer('a', { modalities: ['US'] })],
			left: { reason: 'no-competent-reviewer' }
		},
		{ name: 'only the reader is', reviewers: [reviewer('reader')], left: { reason: 'only-authors' } },
		{ name: 'everybody is away', reviewers: [reviewer('a', { isAway: true })], left: { reason: 'all-away' } },
		{
			name: 'everybody is full',
			reviewers: [reviewer('a', { load: 10 })],
			left: { reason: 'all-at-capacity' }
		},
		{
			name: 'one rule alone: whom the reader reviewed',
			reviewers: [reviewer('reader'), reviewer('a')],
			pairs: barred,
			left: { reason: 'reciprocal-pair', freeAt }
		},
		{
			name: 'the first of several to be free',
			reviewers: [reviewer('a'), reviewer('b')],
			pairs: [...barred, later],
			left: { reason: 'reciprocal-pair', freeAt }
		},
		{
			name: 'one rule alone: a handover, whoever else is an author',
			reviewers: [reviewer('reader'), reviewer('a')],
			handoverIds: ['r-a'],
			left: { reason: 'handover-partner' }
		},
		{
			name: 'both, of different people: time frees one of them',
			reviewers: [reviewer('a'), reviewer('b')],
			pairs: barred,
			handoverIds: ['r-b'],
			left: { reason: 'handover-or-reciprocal', freeAt }
		},
		{
			name: 'both, of the same person: time frees nobody',
			reviewers: [reviewer('a')],
			pairs: barred,
			handoverIds: ['r-a'],
			left: { reason: 'handover-or-reciprocal', freeAt: null }
		},
		{
			name: 'capacity, where the lasting rules leave somebody',
			reviewers: [reviewer('a'), reviewer('b', { load: 10 })],
			pairs: barred,
			left: { reason: 'all-at-capacity' }
		}
	])('is $left.reason ($name)', ({ reviewers, pairs = [], handoverIds = [], left }) => {
		expect(assign([waiting('c', { handoverIds })], reviewers, { pairs }).left).toEqual([
			{ caseId: 'c', ...left }
		]);
	});
});

describe('the silent second reviewer', () => {
	it('takes its share of cases by their pseudonyms', () => {
		expect(isDoubleRead('0000000000000', 0.08)).toBe(true);
		expect(isDoubleRead('fffffffffffff', 0.08)).toBe(false);
		expect(isDoubleRead('0000000000000', 0)).toBe(false);
	});

	it('costs nobody the last who could review them', () => {
		const reviewers = [reviewer('a'), reviewer('b'), reviewer('c')];
		const first = waiting('c1', { readerId: 'r-a', authorIds: ['r-a'] });
		// b reviews a: if c did so too, only one of b and c could review the other.
		const pairs = [pair('b', 'r-a', { hasOpen: true })];
		const second = { ...first, refusedBy: ['b'], isSecond: true } as const;
		expect(takers([second], reviewers, { pairs })).toEqual([]);
		expect(takers([second], [...reviewers, reviewer('d'), reviewer('e')], { pairs })).toHaveLength(1);
	});
});

describe('a small group', () => {
	it.each([3, 4, 5, 6])('of %i reviewers reviews all of its own reads, in whatever order they come', (n) => {
		const reviewers = Array.from({ length: n }, (_, at) => reviewer(`${at}`, { capacity: 1000 }));
		fc.assert(
			fc.property(
				fc.array(fc.nat({ max: n - 1 }), { maxLength: 40 }),
				fc.double({ max: 0.999, min: 0 }),
				(readers, unit) => {
					const ledger = openLedger({ reviewers, pairs: [], holding: [], reciprocityDays: 90, now });
					const cases = readers.map((at, i) =>
						waiting(`c${i}`, { readerId: `r-${at}`, authorIds: [`r-${at}`] })
					);
					expect(assignCases(cases, ledger, () => unit).left).toEqual([]);
				}
			),
			{ numRuns: 300 }
		);
	});
});
