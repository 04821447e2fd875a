import { describe, expect, it } from 'vitest';
import { activitySchema } from './activity.ts';
import { evaluateRequirement } from './evaluate.ts';
import { requirementSchema } from './requirement.ts';

type Written = Record<string, unknown>;

function did(completedOn: string, amount: number, topics: unknown[], more: Written = {}) {
	const id = `${completedOn} ${amount}`;
	return activitySchema.parse({ id, completedOn, credits: [{ category: 'AMA-1', amount }], topics, ...more });
}

function ask(topic: Written, activities: ReturnType<typeof did>[], person: Written = {}, more: Written = {}) {
	const window = { type: 'months-before-expiry', months: 24, anchor: '2026-12-31' };
	const requirement = requirementSchema.parse({ authority: 'a board', window, topics: [topic], ...more });
	return evaluateRequirement({ requirement, person, activities, asOf: '2026-11-01' });
}

describe('a topic', () => {
	const ethics = { topic: 'ethics', hours: 2 };

	it.each([
		['the whole activity by its name', did('2025-05-01', 2, ['ethics']), 'met'],
		['the hours that are given', did('2025-05-01', 20, [{ topic: 'ethics', hours: 1.75 }]), 'short'],
		['no more hours than the activity has', did('2025-05-01', 1, [{ topic: 'ethics', hours: 2 }]), 'short'],
		['nothing of another one', did('2025-05-01', 20, ['opioids']), 'short']
	])('counts %s', (_, activity, result) => {
		expect(ask(ethics, [activity]).result).toBe(result);
	});

	it('takes what serves for it, once, however many of its names an activity has', () => {
		const risk = { topic: 'risk-management', hours: 10, accepts: ['implicit-bias', 'board-rules'] };
		const both = did('2025-05-01', 6, ['risk-management', 'implicit-bias']);
		expect(ask(risk, [both])).toMatchObject({ topics: { 'risk-management': 6 } });
		const parts = [did('2025-06-01', 2, ['implicit-bias']), did('2025-07-01', 2, ['board-rules'])];
		expect(ask(risk, [both, ...parts]).result).toBe('met');
	});

	it('is one of several for which an activity counts', () => {
		const topics = [ethics, { topic: 'opioids', hours: 2 }];
		const found = ask(ethics, [did('2025-05-01', 2, ['ethics', 'opioids'])], {}, { topics });
		expect(found).toMatchObject({ result: 'met', topics: { ethics: 2, opioids: 2 } });
	});

	it('without hours is a course to be completed', () => {
		const course = { topic: 'orientation', hours: null };
		expect(ask(course, []).shortBy).toEqual({ 'topic:orientation': 'course' });
		expect(ask(course, [did('2025-05-01', 0, ['orientation'])]).result).toBe('met');
	});

	it('may take only credits of a category, or activities in a modality', () => {
		const second = did('2025-05-01', 2, ['ethics'], { credits: [{ category: 'AMA-2', amount: 2 }] });
		expect(ask({ ...ethics, categories: ['AMA-1'] }, [second]).shortBy).toEqual({ 'topic:ethics': 2 });
		const inUs = did('2025-05-01', 2, ['ethics'], { modalities: ['US'] });
		expect(ask({ ...ethics, modalities: ['CT'] }, [inUs]).result).toBe('short');
	});

	it('alone does not make other activities count', () => {
		const found = ask(ethics, [did('2025-05-01', 2, ['ethics']), did('2025-06-01', 9, [])]);
		expect(found.notCounted).toEqual([{ id: '2025-06-01 9', why: 'other-topic' }]);
	});
});

describe('how often a topic is due', () => {
	const due = (kind: Written) => ({ topic: 'ethics', hours: 2, due: kind });
	const on = (day: string, kind: Written, person: Written = {}) =>
		ask(due(kind), [did(day, 2, ['ethics'])], person).result;

	it.each([
		['once, long ago', '1999-01-01', { kind: 'once' }, 'met'],
		['every six years, in time', '2021-01-01', { kind: 'months', months: 72 }, 'met'],
		['every six years, too long ago', '2020-12-31', { kind: 'months', months: 72 }, 'short'],
		['every third cycle, in time', '2021-01-01', { kind: 'cycles', cycles: 3 }, 'met'],
		['every third cycle, too long ago', '2020-12-31', { kind: 'cycles', cycles: 3 }, 'short'],
		['each cycle', '2024-12-31', { kind: 'cycles', cycles: 2 }, 'met']
	])('%s', (_, day, kind, result) => {
		expect(on(day, kind)).toBe(result);
	});

	it('each year: hours of one year do not serve for another', () => {
		const yearly = due({ kind: 'yearly' });
		expect(ask(yearly, [did('2025-05-01', 4, ['ethics'])]).shortBy).toEqual({ 'topic:ethics': 2 });
		const both = [did('2025-05-01', 2, ['ethics']), did('2026-05-01', 2, ['ethics'])];
		expect(ask(yearly, both).result).toBe('met');
	});

	it.each([
		[1, '2024-12-31', 'short'],
		[1, '2025-01-01', 'met'],
		[2, '2019-01-01', 'met'],
		[2, '2018-12-31', 'short'],
		[null, '2019-01-01', 'cannot-tell'],
		[null, '2025-01-01', 'met']
	])(
		'in the first two renewals, then every eight years: after %s renewals, on %s: %s',
		(done, day, result) => {
			const kind = { kind: 'early-renewals', renewals: 2, thenMonths: 96 };
			expect(on(day, kind, { renewalsDone: done })).toBe(result);
		}
	);
});

describe('a topic on top of the total', () => {
	const errors = { topic: 'medical-errors', hours: 2, outsideTotal: true };
	const of38 = { total: 38, topics: [errors] };

	it('takes its hours off the total, no more than it asks for', () => {
		const course = did('2025-05-01', 3, ['medical-errors']);
		expect(ask(errors, [did('2025-04-01', 37, []), course], {}, of38)).toMatchObject({
			result: 'met',
			earned: { total: 38, category1: 40 }
		});
		expect(ask(errors, [did('2025-04-01', 36.75, []), course], {}, of38).shortBy).toEqual({ total: 0.25 });
	});

	it('takes nothing off for what was done before the window', () => {
		const once = { ...errors, due: { kind: 'once' } };
		const long = did('2015-05-01', 2, ['medical-errors']);
		const found = ask(once, [long, did('2025-04-01', 38, [])], {}, { total: 38, topics: [once] });
		expect(found).toMatchObject({
			result: 'met',
			earned: { total: 38 },
			counted: ['2015-05-01 2', '2025-04-01 38']
		});
	});

	it('is so only for whom its condition fits', () => {
		const topic = { ...errors, outsideTotal: { licensedOn: { before: '2005-03-02' } } };
		const activities = [did('2025-04-01', 37, []), did('2025-05-01', 2, ['medical-errors'])];
		const of = (licensedOn: string) =>
			ask(topic, activities, { licensedOn }, { total: 38, topics: [topic] }).result;
		expect([of('2004-01-01'), of('2010-01-01')]).toEqual(['short', 'met']);
	});
});
