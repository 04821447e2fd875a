import { describe, expect, it } from 'vitest';
import { activitySchema, type CmeActivity } from './activity.ts';
import { evaluateRequirement } from './evaluate.ts';
import { defaultPace } from './pace.ts';
import { requirementSchema } from './requirement.ts';

type Written = Record<string, unknown>;

/** `a 2025-03-01 10 AMA-1`, then topics and modalities. */
function did(line: string, more: Written = {}): CmeActivity {
	const [id, completedOn, amount, category = 'AMA-1'] = line.split(' ');
	return activitySchema.parse({ id, completedOn, credits: [{ category, amount: Number(amount) }], ...more });
}

const twoYears = { type: 'months-before-expiry', months: 24, anchor: '2026-12-31' };

function ask(
	requirement: Written,
	activities: CmeActivity[],
	more: { person?: Written; asOf?: string } = {}
) {
	const parsed = requirementSchema.parse({ authority: 'a board', window: twoYears, ...requirement });
	return evaluateRequirement({
		requirement: parsed,
		person: more.person ?? {},
		activities,
		asOf: more.asOf ?? '2026-11-01'
	});
}

describe('credits', () => {
	it('of quarter hours and decimals add up without drift', () => {
		const tenths = Array.from({ length: 10 }, (_, at) => did(`a${at} 2025-05-01 0.1`));
		expect(ask({ total: 1 }, tenths)).toMatchObject({ result: 'met', earned: { total: 1 } });
		const quarters = ['a 2025-05-01 0.25', 'b 2025-05-01 0.5', 'c 2025-05-01 0.2'].map((line) => did(line));
		expect(ask({ total: 1 }, quarters)).toMatchObject({ result: 'short', shortBy: { total: 0.05 } });
	});

	it('count for category 1 where the board says what that is', () => {
		const osteopathic = { total: 10, category1Min: 10, category1: ['AOA-1A'] };
		expect(ask(osteopathic, [did('a 2025-05-01 10')])).toMatchObject({ shortBy: { category1: 10 } });
		expect(ask(osteopathic, [did('a 2025-05-01 10 AOA-1A')]).result).toBe('met');
	});

	it('of a category that the board does not accept are left out, with that reason', () => {
		const found = ask({ total: 5, categories: ['AMA-1'] }, [did('a 2025-05-01 10 AMA-2')]);
		expect(found).toMatchObject({ shortBy: { total: 5 }, counted: [] });
		expect(found.notCounted).toEqual([{ id: 'a', why: 'category-not-accepted' }]);
	});

	it('of one category are capped in each year where the board caps them so', () => {
		const capped = { total: 40, categoryMaxPerYear: { 'AMA-1': 16 } };
		const found = ask(capped, [did('a 2025-05-01 30'), did('b 2026-05-01 10')]);
		expect(found).toMatchObject({ earned: { total: 26 }, shortBy: { total: 14 }, counted: ['a', 'b'] });
	});

	it('are made of an exam that was passed only where the board says so, and no more than it says', () => {
		const exam = [did('a 2023-05-01 1 board-exam')];
		const makes = { from: 'board-exam', to: 'AMA-1', each: 100, max: 50, months: 48 };
		expect(ask({ total: 50, conversions: [makes] }, exam)).toMatchObject({
			result: 'met',
			earned: { total: 50, category1: 50 },
			counted: ['a']
		});
		expect(ask({ total: 50 }, exam).notCounted).toEqual([{ id: 'a', why: 'category-not-accepted' }]);
	});

	it.each([
		['a copy of another activity', { duplicateOf: 'x' }, 'duplicate'],
		['one without certificate', { hasCertificate: false }, 'no-certificate'],
		['one in another modality', { modalities: ['US'] }, 'other-modality'],
		['one without credits', { credits: [], modalities: ['CT'] }, 'no-credits']
	])('of %s do not count', (_, more, why) => {
		const requirement = { total: 5, modality: 'CT', needsCertificate: true };
		expect(ask(requirement, [did('a 2025-05-01 10', more)]).notCounted).toEqual([{ id: 'a', why }]);
	});

	it.each([
		['2024-12-31', 'before-window'],
		['2026-11-02', 'after-as-of']
	])('of %s do not count: %s', (day, why) => {
		expect(ask({ total: 5 }, [did(`a ${day} 10`)]).notCounted).toEqual([{ id: 'a', why }]);
	});

	it('about another topic do not count where the board names its own', () => {
		const requirement = { total: 5, scope: ['mammography'] };
		const found = ask(requirement, [
			did('a 2025-05-01 10'),
			did('b 2025-05-01 5', { topics: ['mammography'] })
		]);
		expect(found).toMatchObject({
			result: 'met',
			counted: ['b'],
			notCounted: [{ id: 'a', why: 'other-topic' }]
		});
	});

	it('of after the window do not count, though it was asked later', () => {
		const found = ask({ total: 5 }, [did('a 2027-01-01 10')], { asOf: '2027-03-01' });
		expect(found).toMatchObject({ result: 'short', notCounted: [{ id: 'a', why: 'after-window' }] });
	});

	it('in several modalities count in full for each', () => {
		const course = did('a 2025-05-01 15', { modalities: ['CT', 'MR'] });
		for (const modality of ['CT', 'MR']) expect(ask({ total: 15, modality }, [course]).result).toBe('met');
		expect(ask({ total: 15 }, [course]).modalities).toEqual({ CT: 15, MR: 15 });
	});

	it('are carried over from the window before as far as they were too many there, with the activities they are of', () => {
		const carrying = { total: 40, carryOverMax: 20 };
		const before = [did('a 2023-05-01 40'), did('b 2024-05-01 15')];
		expect(ask(carrying, [...before, did('c 2025-05-01 25')])).toMatchObject({
			result: 'met',
			earned: { total: 40 },
			carriedOver: 15,
			counted: ['b', 'c'],
			notCounted: [{ id: 'a', why: 'before-window' }]
		});
		expect(ask(carrying, [did('a 2023-05-01 90')])).toMatchObject({
			carriedOver: 20,
			shortBy: { total: 20 }
		});
		expect(ask({ total: 40 }, before)).toMatchObject({ carriedOver: 0, shortBy: { total: 40 } });
	});

	it('must reach a least amount in every year where the board averages over several', () => {
		const average = {
			anyOf: [
				{ name: 'in the year', total: 40, window: { ...twoYears, months: 12 } },
				{ name: 'on average', total: 120, yearMin: 25, window: { ...twoYears, months: 36 } }
			]
		};
		const years = [did('a 2024-05-01 70'), did('b 2025-05-01 25')];
		expect(ask(average, [...years, did('c 2026-05-01 25')])).toMatchObject({
			result: 'met',
			way: 'on average'
		});
		expect(ask(average, [...years, did('c 2026-05-01 24.75')])).toMatchObject({ result: 'short' });
	});
});

describe('a substitute', () => {
	it('meets the credits by a fact, but not a topic that is due anyway', () => {
		const topics = [
			{ topic: 'opioids', hours: 3, isDueAnyway: true },
			{ topic: 'ethics', hours: 2 }
		];
		const found = ask({ total: 50, satisfiedBy: ['mocParticipant'], topics }, [], {
			person: { mocParticipant: true }
		});
		expect(found).toMatchObject({ result: 'short', by: ['mocParticipant'], shortBy: { 'topic:opioids': 3 } });
	});

	it.each([
		['2025-03-01', 'met'],
		['2024-12-31', 'short'],
		['2026-11-02', 'short']
	])('that is an event of %s: %s', (boardCertifiedOn, result) => {
		const requirement = { total: 50, satisfiedBy: [{ dayFact: 'boardCertifiedOn' }] };
		expect(ask(requirement, [], { person: { boardCertifiedOn } }).result).toBe(result);
	});

	it('may look back farther than the window', () => {
		const requirement = { total: 48, satisfiedBy: [{ dayFact: 'boardCertifiedOn', months: 36 }] };
		const at = (boardCertifiedOn: string) => ask(requirement, [], { person: { boardCertifiedOn } }).result;
		expect([at('2023-12-31'), at('2024-01-01')]).toEqual(['short', 'met']);
	});

	it('for category 1 alone leaves the total due', () => {
		const requirement = { total: 20, category1Min: 10, category1By: ['boardCertified'] };
		const found = ask(requirement, [did('a 2025-05-01 12 AMA-2')], { person: { boardCertified: true } });
		expect(found.shortBy).toEqual({ total: 8 });
	});
});

describe('a first licence', () => {
	const requirement = { total: 50, category1Min: 50, firstTerm: [{ underMonths: 13, total: 25 }] };

	it.each([
		['2025-11-30', 50],
		['2025-12-01', 25]
	])('of %s owes %d', (licensedOn, total) => {
		expect(ask(requirement, [], { person: { licensedOn } }).shortBy).toEqual({ total, category1: total });
	});

	it('owes nothing yet where the board begins with the second renewal', () => {
		const later = { total: 50, firstTerm: [{ underMonths: 12, total: 0 }] };
		expect(ask(later, [], { person: { licensedOn: '2026-02-01' } }).result).toBe('not-applicable');
		expect(ask(later, [], { person: { licensedOn: '2020-02-01' } }).result).toBe('short');
	});
});

describe('what applies to whom', () => {
	const opioids = (appliesIf: Written) => ({ total: 1, topics: [{ topic: 'opioids', hours: 2, appliesIf }] });
	const credits = [did('a 2025-05-01 1')];

	it('cannot be told where the fact is unknown, and the fact is named', () => {
		const found = ask(opioids({ deaRegistered: true }), credits);
		expect(found).toMatchObject({ result: 'cannot-tell', topics: { opioids: 'cannot-tell' } });
		expect(found.missing).toEqual(['deaRegistered']);
	});

	it('does not matter where the hours are there anyway, nor where something else is short', () => {
		const taken = [...credits, did('b 2025-05-01 2', { topics: ['opioids'] })];
		expect(ask(opioids({ deaRegistered: true }), taken).result).toBe('met');
		expect(ask(opioids({ deaRegistered: true }), []).result).toBe('short');
	});

	it.each([
		[{ specialty: { in: ['psychiatry'] } }, { specialty: 'radiology' }, 'met'],
		[{ specialty: { in: ['psychiatry', 'radiology'] } }, { specialty: 'radiology' }, 'short'],
		[{ specialty: { notIn: ['radiology'] } }, { specialty: ['nuclear medicine', 'radiology'] }, 'met'],
		[{ specialty: { notIn: ['pathology'] } }, { specialty: 'radiology' }, 'short'],
		[{ licensedOn: { before: '2005-03-02' } }, { licensedOn: '2005-03-01' }, 'short'],
		[{ licensedOn: { from: '2005-03-02' } }, { licensedOn: '2005-03-01' }, 'met'],
		[{ deaRegistered: true, prescribes: true }, { deaRegistered: false, prescribes: null }, 'met']
	])('is %j: of %j the result is %s', (appliesIf, person, result) => {
		expect(ask(opioids(appliesIf), credits, { person }).result).toBe(result);
	});

	it('may be the requirement as a whole', () => {
		const whole = { total: 8, appliesIf: { deaRegistered: true } };
		const of = (person: Written) => ask(whole, credits, { person }).result;
		expect([of({ deaRegistered: false }), of({ deaRegistered: true }), of({})]).toEqual([
			'not-applicable',
			'short',
			'cannot-tell'
		]);
	});

	it('is nothing where the board asks for nothing, and unknown where nobody knows what it asks for', () => {
		expect(ask({ window: undefined }, credits)).toMatchObject({ result: 'not-applicable', counted: [] });
		expect(ask({ isUnknown: true }, credits)).toMatchObject({
			result: 'cannot-tell',
			missing: ['requirement']
		});
	});

	it('is not law yet where rules are pending', () => {
		const pending = { total: 1, topics: [{ topic: 'nutrition', hours: null, isPending: true }] };
		expect(ask(pending, credits)).toMatchObject({ result: 'met', topics: { nutrition: 'not-applicable' } });
	});
});

describe('a window', () => {
	it('cannot be told without the day that anchors it, and then nothing counts', () => {
		const found = ask({ total: 1, window: { type: 'months-before-expiry', months: 24 } }, [
			did('a 2025-05-01 1')
		]);
		expect(found).toMatchObject({ result: 'cannot-tell', window: null, missing: ['licenceExpiresOn'] });
		expect(found.notCounted).toEqual([{ id: 'a', why: 'window-unknown' }]);
	});

	it('need not be known where a substitute leaves nothing due', () => {
		const requirement = {
			total: 1,
			window: { type: 'months-before-expiry', months: 24 },
			satisfiedBy: ['mocParticipant']
		};
		const person = { mocParticipant: true };
		expect(ask(requirement, [], { person })).toMatchObject({ result: 'met', by: ['mocParticipant'] });
		const topics = [{ topic: 'opioids', hours: 3, isDueAnyway: true }];
		expect(ask({ ...requirement, topics }, [], { person }).result).toBe('cannot-tell');
	});

	it('whose end is free is the best one that may be chosen', () => {
		const free = { type: 'rolling-months', months: 24, anchorRule: 'best-since-quarter-end' };
		const exams = { total: 960, unit: 'exams', categories: ['exam'], window: free };
		const old = [did('a 2024-10-05 500 exam'), did('b 2026-09-01 460 exam')];
		// On 1 November the month of October 2024 is gone; on 30 September it was not.
		expect(ask(exams, old)).toMatchObject({ result: 'met', window: { to: '2026-10-04' } });
		expect(ask({ ...exams, window: { type: 'rolling-months', months: 24 } }, old).result).toBe('short');
	});
});

describe('pace', () => {
	const paced = { total: 24, pace: defaultPace };
	const at = (asOf: string, credits: number) => ask(paced, [did(`a 2025-01-10 ${credits}`)], { asOf });

	it.each([
		['2025-03-01', 1, 'short', 'early'],
		['2025-12-31', 12, 'short', 'on-pace'],
		['2025-12-31', 11.75, 'at-risk', 'behind'],
		['2026-09-01', 23, 'short', 'on-pace'],
		['2026-09-02', 23, 'at-risk', 'last-days'],
		['2026-12-31', 23, 'short', 'closed'],
		['2027-02-01', 23, 'short', 'closed']
	])('on %s with %d of 24 in two years: %s, %s', (asOf, credits, result, status) => {
		expect(at(asOf, credits)).toMatchObject({ result, pace: { status } });
	});

	it('is not judged where nothing is missing, nor without a policy', () => {
		expect(at('2025-12-31', 24)).toMatchObject({ result: 'met', pace: null });
		expect(ask({ total: 24 }, [], { asOf: '2025-12-31' })).toMatchObject({ result: 'short', pace: null });
	});
});
