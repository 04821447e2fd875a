import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day.ts';
import { coverageOf } from './coverage.ts';
import { coverageSteps, facilityCoverage, holderSpans } from './facility-coverage.ts';
import { evaluateGateOn } from './gate/evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './gate/policy.ts';
import type { GateQuestion } from './gate/question.ts';
import type { CredentialRecords, LicenceTerm } from './gate/records.ts';
import { relevantTo } from './relevant-records.ts';

const today = '2026-06-01';
const question: GateQuestion = {
	serviceState: null,
	facility: 'north',
	facilityState: 'TX',
	modality: 'CT',
	kind: 'final',
	payer: 'other'
};
const licence = (from: number, to: number, jurisdiction = 'TX'): LicenceTerm => ({
	jurisdiction,
	pathway: 'full',
	status: 'active',
	issuedOn: addDays(today, from),
	expiresOn: addDays(today, to)
});
const holders = (...all: LicenceTerm[][]) =>
	all.map((licences, at) => ({ id: `r${at}`, records: { licences } }));
const of = (...all: LicenceTerm[][]) => {
	const spans = holderSpans({ question, holders: holders(...all), policy: bareGatePolicy, day: today });
	return { spans, coverage: facilityCoverage(spans, today, 2) };
};

describe('how a facility is covered', () => {
	it('is the number who may read today, and the next day on which it falls', () => {
		const { coverage } = of([licence(-9, 40)], [licence(-9, 90)], [licence(-9, 400)], [licence(5, 400)]);
		expect(coverage).toEqual({ mayRead: 3, of: 4, falls: { from: addDays(today, 41), n: 3 }, gaps: [] });
	});

	it('warns of times with fewer than two, today or within 120 days, until somebody may again', () => {
		expect(of([licence(-9, 400)]).coverage.gaps).toEqual([{ from: today, through: null, n: 1 }]);
		const { gaps } = of([licence(-9, 30)], [licence(-9, 30), licence(50, 400)], [licence(60, 700)]).coverage;
		expect(gaps).toEqual([{ from: addDays(today, 31), through: addDays(today, 59), n: 0 }]);
		expect(of([licence(-9, 121)], [licence(-9, 121)]).coverage.gaps).toEqual([]);
	});

	it('does not fall where somebody ends on the day on which another begins', () => {
		const { spans, coverage } = of([licence(-9, 9)], [licence(10, 50)], [licence(-9, 50)]);
		expect(coverageSteps(spans, today).map(({ n }) => n)).toEqual([2, 2, 0]);
		expect(coverage.falls).toEqual({ from: addDays(today, 51), n: 0 });
	});

	it('has the first turns that coverageOf has', () => {
		const people = holders([licence(-9, 40)], [licence(5, 60)], []);
		const all = coverageOf({ question, holders: people, policy: bareGatePolicy, day: today });
		const { spans } = of([licence(-9, 40)], [licence(5, 60)], []);
		expect(spans.map((one) => one.spans[0]?.result)).toEqual(all.map((one) => one.today));
		expect(spans.map((one) => one.spans[1]?.from ?? null)).toEqual(all.map(({ turnsOn }) => turnsOn));
	});
});

describe('the records that a question leans on', () => {
	const day = fc.integer({ min: 0, max: 30 }).map((days) => addDays(today, days));
	const state = fc.constantFrom('TX', 'OK', 'NY');
	const term = { from: day, to: fc.option(day) };
	const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });
	const records: fc.Arbitrary<CredentialRecords> = fc.record({
		licences: some(
			fc.record({
				id: fc.constantFrom('a', 'b'),
				jurisdiction: state,
				pathway: fc.constantFrom('full', 'imlc-expedited-full', 'telemedicine'),
				status: fc.constantFrom('active', 'probation', 'suspended'),
				issuedOn: day,
				expiresOn: day,
				splState: fc.option(state)
			})
		),
		boardOrders: some(
			fc.record({
				jurisdiction: state,
				imposes: fc.constantFrom('probation', 'suspended'),
				effectiveOn: day,
				endsOn: fc.option(day)
			})
		),
		verifications: some(
			fc.record({
				of: fc.constantFrom('a', 'b'),
				verifiedOn: day,
				result: fc.constantFrom('confirmed', 'differs')
			})
		),
		privileges: some(fc.record({ ...term, facility: fc.constantFrom('north', 'south') })),
		mqsa: some(fc.record(term)),
		malpractice: some(fc.record({ ...term, states: fc.array(state) })),
		workLocations: some(fc.record({ ...term, country: fc.constantFrom('US', 'IN'), state: fc.option(state) }))
	});
	const policy: GatePolicy = {
		...bareGatePolicy,
		requirePrivilege: true,
		requireMalpractice: true,
		verificationMaxAgeDays: 10,
		anyStateLicence: [
			{ system: 'va', coversAll: true, basis: { rule: 'va', source: 's', verified: true, isOwn: false } }
		]
	};

	it('give the answer that all of them give', () => {
		fc.assert(
			fc.property(
				records,
				day,
				fc.record({
					serviceState: fc.constantFrom(null, 'TX', 'OK'),
					facilityState: fc.constantFrom('TX', 'NY'),
					modality: fc.constantFrom('CT', 'MG'),
					payer: fc.constantFrom('other', 'medicare'),
					federalSystem: fc.constantFrom(null, 'va' as const)
				}),
				(all, on, asked) => {
					const about = { ...question, ...asked };
					expect(evaluateGateOn(on, about, relevantTo(about, all), policy)).toEqual(
						evaluateGateOn(on, about, all, policy)
					);
				}
			),
			{ numRuns: 500 }
		);
	});
});
