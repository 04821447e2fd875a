import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { activitySchema, type CmeActivity } from './activity.ts';
import { evaluateRequirement, type CmeEvaluation, type CmeResult } from './evaluate.ts';
import { defaultPace } from './pace.ts';
import { accreditationPack, boardsPack } from './packs.ts';
import { personFacts } from './person-facts.ts';
import { topicCodes } from './reference/topic-codes.ts';
import { requirementSchema } from './requirement.ts';
import { evaluateCme } from './rule.ts';

const asOf = '2026-11-01';
const day = fc.integer({ min: -2000, max: 200 }).map((days) => addDays(asOf, days));
/** Small, so that many requirements are just met: only those can get worse. */
const wanted = fc.integer({ min: 0, max: 16 }).map((quarters) => quarters / 4);
const amount = fc.integer({ min: 0, max: 12 }).map((quarters) => quarters / 4);
const category = fc.constantFrom('AMA-1', 'AMA-2', 'AOA-1A', 'exam', 'board-exam');
const topic = fc.constantFrom('opioids', 'ethics', 'risk', 'bias');
const fact = fc.constantFrom(true, false, null);

const activity = fc
	.record({
		completedOn: day,
		credits: fc.array(fc.record({ category, amount }), { maxLength: 3 }),
		topics: fc.array(fc.oneof(topic, fc.record({ topic, hours: amount })), { maxLength: 3 }),
		modalities: fc.subarray(['CT', 'MR', 'MG']),
		duplicateOf: fc.constantFrom(null, null, null, 'another'),
		hasCertificate: fc.constantFrom(undefined, true, false)
	})
	.map((fields) => ({ id: '', ...fields }));

const activities = fc
	.array(activity, { maxLength: 6 })
	.map((list) => list.map((one, at) => activitySchema.parse({ ...one, id: `a${at}` })));

const window = fc.oneof(
	fc.record({
		type: fc.constantFrom('months-before-expiry', 'lookback-months', 'rolling-months'),
		months: fc.constantFrom(12, 18, 24, 36),
		anchor: fc.constantFrom('2026-12-31', '2027-02-28', '2026-06-30', '2024-02-29')
	}),
	fc.record({
		type: fc.constant('previous-calendar-years'),
		years: fc.integer({ min: 1, max: 3 }),
		withCurrent: fc.boolean()
	}),
	fc.constant({ type: 'calendar-year' }),
	fc.constant({ type: 'rolling-months', months: 24, anchorRule: 'best-since-quarter-end' })
);

const due = fc.constantFrom(
	undefined,
	{ kind: 'once' },
	{ kind: 'months', months: 60 },
	{ kind: 'cycles', cycles: 3 },
	{ kind: 'yearly' },
	{ kind: 'early-renewals', renewals: 2, thenMonths: 96 }
);

const topics = fc.uniqueArray(
	fc.record({
		topic,
		hours: fc.oneof(fc.constant(null), wanted),
		accepts: fc.constantFrom(undefined, ['bias']),
		appliesIf: fc.constantFrom(undefined, { deaRegistered: true }),
		outsideTotal: fc.constantFrom(undefined, true, { deaRegistered: true }),
		isDueAnyway: fc.boolean(),
		due
	}),
	{ maxLength: 2, selector: (one) => one.topic }
);

const requirement = fc
	.record({
		total: fc.oneof(fc.constant(null), wanted),
		category1Min: wanted,
		categories: fc.constantFrom(undefined, ['AMA-1', 'AMA-2']),
		categoryMax: fc.constantFrom(undefined, { 'AMA-2': 2 }),
		categoryMaxPerYear: fc.constantFrom(undefined, { 'AMA-1': 16 }),
		conversions: fc.constantFrom(undefined, [
			{ from: 'board-exam', to: 'AMA-1', each: 1.5, max: 50, months: 48 }
		]),
		modality: fc.constantFrom(undefined, 'CT', ['CT', 'MR']),
		yearMin: fc.constantFrom(undefined, undefined, 2),
		carryOverMax: fc.constantFrom(undefined, 20),
		needsCertificate: fc.boolean(),
		satisfiedBy: fc.constantFrom(undefined, ['mocParticipant']),
		pace: fc.constantFrom(undefined, defaultPace),
		window,
		topics
	})
	.map((written) => requirementSchema.parse({ authority: 'a board', ...written }));

const person = fc.record({
	deaRegistered: fact,
	mocParticipant: fact,
	renewalsDone: fc.constantFrom(1, 3, null)
});
const asked = fc.record({ requirement, person });

const order: Record<CmeResult, number> = {
	'at-risk': 0,
	short: 1,
	'cannot-tell': 2,
	'not-applicable': 3,
	met: 4
};

function evaluate(one: {
	requirement: typeof asked extends fc.Arbitrary<infer T> ? T : never;
	list: CmeActivity[];
}) {
	return evaluateRequirement({ ...one.requirement, activities: one.list, asOf });
}

const isUsed = ({ counted }: CmeEvaluation, id: string): boolean => counted.includes(id);

describe('for any requirement, person and activities', () => {
	it('another activity never makes the result worse', () => {
		fc.assert(
			fc.property(asked, activities, activity, (requirement, list, more) => {
				const before = evaluate({ requirement, list });
				const after = evaluate({
					requirement,
					list: [...list, activitySchema.parse({ ...more, id: 'more' })]
				});
				expect(order[after.result]).toBeGreaterThanOrEqual(order[before.result]);
			}),
			{ numRuns: 500 }
		);
	});

	it('the order of activities does not matter', () => {
		fc.assert(
			fc.property(
				asked,
				activities.chain((list) =>
					fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
				),
				(requirement, [list, shuffled]) => {
					expect(evaluate({ requirement, list: shuffled })).toEqual(evaluate({ requirement, list }));
				}
			),
			{ numRuns: 100 }
		);
	});

	it('every activity either counts or has a reason why not', () => {
		fc.assert(
			fc.property(asked, activities, (requirement, list) => {
				const { counted, notCounted } = evaluate({ requirement, list });
				const all = [...counted, ...notCounted.map(({ id }) => id)];
				expect(all.toSorted()).toEqual(list.map(({ id }) => id).toSorted());
			}),
			{ numRuns: 100 }
		);
	});

	it('what was done outside of the window, or after the day of asking, never counts', () => {
		// Nothing here looks beyond the window: no topics with dues of their own, no exam that lasts, no surplus.
		const plain = asked.map((one) => ({
			...one,
			requirement: {
				...one.requirement,
				carryOverMax: undefined,
				conversions: undefined,
				topics: one.requirement.topics?.map((topic) => ({ ...topic, due: undefined }))
			}
		}));
		fc.assert(
			fc.property(plain, activities, (requirement, list) => {
				const found = evaluate({ requirement, list });
				const outside = list.filter(
					({ completedOn }) =>
						found.window === null ||
						completedOn < found.window.from ||
						completedOn > found.window.to ||
						completedOn > asOf
				);
				expect(outside.filter(({ id }) => isUsed(found, id))).toEqual([]);
				if (found.window === null) return;
				const inside = list.filter((one) => !outside.includes(one));
				expect(evaluate({ requirement, list: inside }).earned.category1).toBe(found.earned.category1);
			}),
			{ numRuns: 100 }
		);
	});

	it('what is missing and what is earned add up', () => {
		fc.assert(
			fc.property(asked, activities, (requirement, list) => {
				const { shortBy, earned, result } = evaluate({ requirement, list });
				const missing = shortBy['total'];
				const total = requirement.requirement.total ?? 0;
				if (typeof missing === 'number') expect(earned.total + missing).toBeCloseTo(total, 6);
				else if (result === 'met' && requirement.person.mocParticipant !== true)
					expect(earned.total).toBeGreaterThanOrEqual(total);
			}),
			{ numRuns: 100 }
		);
	});
});

describe('for every rule of the packs', () => {
	const rules = [...boardsPack.rules, ...accreditationPack.rules];
	const facts = {
		licenceExpiresOn: '2026-12-31',
		cmePeriodEndsOn: '2027-06-30',
		licensedOn: '2015-03-01',
		bornOn: '1980-02-29'
	};
	const anActivity = fc.record({
		completedOn: day,
		credits: fc.array(
			fc.record({
				category: fc.constantFrom('AMA-1', 'AMA-2', 'AOA-1A', 'exam', 'board-exam', 'project'),
				amount: fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4)
			}),
			{ minLength: 1, maxLength: 2 }
		),
		topics: fc.subarray([...topicCodes], { maxLength: 20 }),
		modalities: fc.subarray(['CT', 'MR', 'US', 'PT', 'MG'])
	});
	const person = fc
		.record(Object.fromEntries(Object.keys(personFacts).map((name) => [name, fact])))
		.map((answers) => ({ ...answers, ...facts }));

	it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
		fc.assert(
			fc.property(person, fc.array(anActivity, { maxLength: 6 }), (who, written) => {
				const list = written.map((one, at) => activitySchema.parse({ ...one, id: `a${at}` }));
				const after = evaluateCme({ rule, person: who, activities: list, asOf });
				const before = evaluateCme({ rule, person: who, activities: list.slice(1), asOf });
				expect(order[after.result]).toBeGreaterThanOrEqual(order[before.result]);
				const told = [...after.counted, ...after.notCounted.map(({ id }) => id)];
				expect(told.toSorted()).toEqual(list.map(({ id }) => id));
				expect(after.ruleVersion).toBe(rule.version);
			}),
			{ numRuns: 15 }
		);
	});
});
