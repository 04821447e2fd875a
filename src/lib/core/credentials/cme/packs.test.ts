import { describe, expect, it } from 'vitest';
import { activitySchema } from './activity.ts';
import { accreditationPack, boardsPack } from './packs.ts';
import { personFacts } from './person-facts.ts';
import { topicCodes } from './reference/topic-codes.ts';
import { waysOf } from './requirement.ts';
import { evaluateCme, rulesOf, type CmeRule } from './rule.ts';

const asOf = '2026-11-22';
const rules = [...boardsPack.rules, ...accreditationPack.rules];

/** The person's facts for a board: the end of its own period is known only where it has one that is not the licence's. */
function factsFor(rule: CmeRule, person: Record<string, string>) {
	const { cmePeriodEndsOn, ...facts } = person;
	const window = rule.requirement.value.window;
	const isApart = window?.type === 'months-before-expiry' && window.anchorFact === 'cmePeriodEndsOn';
	return isApart && cmePeriodEndsOn ? { ...facts, cmePeriodEndsOn } : facts;
}

// Three physicians: long in practice; an osteopath with a leap-day birthday; newly licensed, of whom no period is known yet.
const physicians = [
	[
		'MD',
		{
			bornOn: '1979-05-17',
			licensedOn: '2012-07-01',
			licenceExpiresOn: '2026-12-31',
			cmePeriodEndsOn: '2027-12-31'
		}
	],
	[
		'DO',
		{
			bornOn: '1980-02-29',
			licensedOn: '2019-10-20',
			licenceExpiresOn: '2027-02-28',
			cmePeriodEndsOn: '2028-02-29'
		}
	],
	['MD', { bornOn: '1990-12-24', licensedOn: '2026-02-10', licenceExpiresOn: '2026-11-30' }]
] as const;

const oneYear = ['2026-01-01..2026-12-31', '2026-03-01..2027-02-28', '2025-12-01..2026-11-30'];
const twoYears = ['2025-01-01..2026-12-31', '2025-03-01..2027-02-28', '2024-12-01..2026-11-30'];
// From the day after 28 February 2024, which is the 29th.
const threeYears = ['2024-01-01..2026-12-31', '2024-02-29..2027-02-28', '2023-12-01..2026-11-30'];
const ownTwoYears = ['2026-01-01..2027-12-31', '2026-03-01..2028-02-29', 'cannot-tell'];
const ownThreeYears = ['2025-01-01..2027-12-31', '2025-03-01..2028-02-29', 'cannot-tell'];
const calendarYear = ['2026-01-01..2026-12-31', '2026-01-01..2026-12-31', '2026-01-01..2026-12-31'];
const nothing = ['not-applicable', 'not-applicable', 'not-applicable'];

// prettier-ignore
const windows: Record<string, string[]> = {
	AL: calendarYear, AK: twoYears, AZ: twoYears, AR: calendarYear, CA: twoYears, CO: twoYears, CT: twoYears, DE: twoYears,
	DC: twoYears, FL: twoYears, GA: twoYears, GU: twoYears, HI: ownTwoYears, ID: ownTwoYears, IL: threeYears, IN: twoYears,
	IA: twoYears,
	// The shortest of three: nothing is nearer in the longer ones while nothing is done.
	KS: ['2025-07-01..2026-12-31', '2025-08-29..2027-02-28', '2025-05-31..2026-11-30'],
	KY: ownThreeYears, LA: oneYear, ME: twoYears, MD: twoYears, MA: twoYears, MI: threeYears, MN: ownThreeYears,
	MS: ['2026-07-01..2028-06-30', '2026-07-01..2028-06-30', '2026-07-01..2028-06-30'],
	MO: ownTwoYears, MP: twoYears, MT: nothing, NE: twoYears,
	NV: ['2025-01-01..2026-12-31', '2026-03-01..2027-02-28', '2024-12-01..2026-11-30'],
	NH: ownTwoYears, NJ: twoYears, NM: threeYears, NY: twoYears,
	NC: ['2025-05-17..2028-05-16', '2026-02-28..2029-02-27', '2026-12-24..2029-12-23'],
	ND: ownTwoYears, OH: twoYears,
	OK: ['2025-01-01..2027-12-31', '2026-03-01..2027-02-28', 'cannot-tell'],
	OR: twoYears, PA: twoYears, PR: threeYears, RI: twoYears, SC: twoYears, SD: nothing, TN: twoYears, TX: twoYears,
	UT: twoYears, VT: twoYears, VI: oneYear, VA: twoYears,
	WA: ['2024-01-01..2027-12-31', '2025-03-01..2028-02-29', 'cannot-tell'],
	WV: twoYears, WI: twoYears, WY: ownThreeYears,
	AS: ['cannot-tell', 'cannot-tell', 'cannot-tell']
};

describe('the window of each jurisdiction', () => {
	it.each(Object.entries(windows))('of %s, for three physicians', (jurisdiction, expected) => {
		const found = physicians.map(([degree, person]) => {
			const [rule, ...more] = rulesOf(boardsPack, jurisdiction, degree);
			if (!rule || more.length > 0) return `${more.length} rules more than one`;
			const { window, result } = evaluateCme({ rule, person: factsFor(rule, person), activities: [], asOf });
			return window ? `${window.from}..${window.to}` : result;
		});
		expect(found).toEqual(expected);
	});

	it('is told for every one that there is', () => {
		const all = new Set(boardsPack.rules.map(({ jurisdiction }) => jurisdiction));
		expect([...all].toSorted()).toEqual(Object.keys(windows).toSorted());
		expect(all.size).toBe(56);
	});
});

describe('the rules of the packs', () => {
	const conditions = rules.flatMap(({ requirement: { value } }) =>
		waysOf(value).flatMap(({ terms }) => [
			value.appliesIf,
			...(terms.topics ?? []).flatMap(({ appliesIf, outsideTotal }) => [
				appliesIf,
				typeof outsideTotal === 'object' ? outsideTotal : undefined
			])
		])
	);

	it('ask only for facts that are listed', () => {
		const asked = conditions.flatMap((condition) => Object.keys(condition ?? {}));
		const substitutes = rules.flatMap(({ requirement: { value } }) =>
			[...(value.satisfiedBy ?? []), ...(value.category1By ?? [])].map((one) =>
				typeof one === 'string' ? one : one.dayFact
			)
		);
		expect([...asked, ...substitutes].filter((fact) => !(fact in personFacts))).toEqual([]);
	});

	it('ask for topics that are listed, and no other topic is', () => {
		const used = rules.flatMap(({ requirement: { value } }) =>
			waysOf(value).flatMap(({ terms }) =>
				(terms.topics ?? []).flatMap(({ topic, accepts }) => [topic, ...(accepts ?? [])])
			)
		);
		expect([...new Set(used)].toSorted()).toEqual([...topicCodes].toSorted());
	});

	it('name each topic once', () => {
		const twice = rules.filter(({ requirement: { value } }) =>
			waysOf(value).some(({ terms }) => {
				const topics = (terms.topics ?? []).map(({ topic }) => topic);
				return new Set(topics).size !== topics.length;
			})
		);
		expect(twice.map(({ id }) => id)).toEqual([]);
	});

	it('have a source, and say of what nobody has read that it is in doubt', () => {
		expect(rules.filter(({ requirement }) => requirement.source === '')).toEqual([]);
		const silent = rules.filter(({ requirement, doubts }) => !requirement.verified && doubts.length === 0);
		expect(silent.map(({ id }) => id)).toEqual([]);
	});
});

describe('one course of 15 hours for CT and MRI', () => {
	const course = activitySchema.parse({
		id: 'course',
		completedOn: '2025-03-01',
		credits: [{ category: 'AMA-1', amount: 15 }],
		topics: ['radiology'],
		modalities: ['CT', 'MR']
	});
	const person = { licenceExpiresOn: '2026-12-31', specialty: 'radiology', licenceStatus: 'active' };
	const standing = (id: string) => {
		const rule = rules.find((one) => one.id === id);
		if (!rule) throw new Error(`no rule ${id}`);
		return evaluateCme({ rule, person, activities: [course], asOf });
	};

	it.each(['ABR-P2', 'ACR-CT-CE', 'ACR-MRI-CE', 'US-CA-M', 'US-OR'])('counts 15 for %s', (id) => {
		expect(standing(id)).toMatchObject({ earned: { total: 15, category1: 15 }, counted: ['course'] });
	});

	it('meets the ACR in both modalities, and is nothing for pain management in Oregon', () => {
		expect(standing('ACR-CT-CE')).toMatchObject({ result: 'met', way: 'in the modality' });
		expect(standing('ACR-MRI-CE').result).toBe('met');
		expect(standing('US-OR').topics).toEqual({ 'oregon-pain-course': 0, 'pain-management': 0 });
	});
});
