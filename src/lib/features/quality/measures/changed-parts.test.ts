import { beforeEach, describe, expect, it } from 'vitest';
import { casesOf, figuresInput, aCaseFact, aReadFact } from './fact-samples.ts';
import type { CaseFact } from './facts.ts';
import { factsOf, qualityFigures } from './figures.ts';
import { forgetAll } from './kept-parts.ts';
import { forgetTimeless } from './timeless.ts';

const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
const scores = ['1', '1', '1', '1', '2a', '2b', '3a', ''];
const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

/** So many cases of six months and seven readers that what is made of them is kept. */
function manyFacts(): CaseFact[] {
	return Array.from({ length: 3000 }, (_, at) => {
		const score = pick(scores, (at * 7) % 31);
		return aCaseFact({
			...{ month: pick(months, at % 6), day: `${pick(months, at % 6)}-10`, score, first: score },
			...{ reader: `r${at % 7}`, reviewer: `v${(at * 3) % 5}`, shift: pick(['day', 'early-night'], at % 4) },
			...{
				modality: pick(['CT', 'MR', 'XR'], at % 11),
				state: score === '' ? 'assigned' : at % 50 === 0 ? 'withdrawn' : 'closed'
			},
			minute: 29_555_000 + at
		});
	});
}

const reads = months.flatMap((month) =>
	Array.from({ length: 7 }, (_, at) => [
		aReadFact({ month, reader: `r${at}` }),
		{ ...aReadFact({ month, reader: `r${at}`, n: 12 + at }), day: `${month}-10`, firstMinute: 29_554_000 }
	]).flat()
);

/** Figures to ten digits: sums may be added in another order where words came in another one. */
function figuresOf(cases: readonly CaseFact[]): string {
	const { lately, ...answer } = qualityFigures(figuresInput(cases, reads));
	const pairs = lately.map(({ reviewer, reader }) => `${reviewer} ${reader}`).sort();
	return JSON.stringify({ ...answer, pairs }, (_, value: unknown) =>
		typeof value === 'number' ? Number(value.toPrecision(10)) : value
	);
}

function forget(): void {
	forgetAll();
	forgetTimeless();
}

beforeEach(forget);

const changes: readonly [what: string, change: (facts: CaseFact[]) => CaseFact[]][] = [
	['a score', (facts) => facts.with(1234, aCaseFact({ ...facts[1234], score: '2b', first: '2b' }))],
	[
		'a reviewer',
		(facts) => facts.with(77, aCaseFact({ ...facts[77], reviewer: 'v9', submitted: 29_899_000 }))
	],
	['a state', (facts) => facts.with(501, aCaseFact({ ...facts[501], state: 'withdrawn' }))],
	['a working day', (facts) => facts.with(901, aCaseFact({ ...facts[901], day: '', minute: 29_556_000 }))],
	[
		'a reader and modality',
		(facts) => facts.with(3, aCaseFact({ ...facts[3], reader: 'r6', modality: 'US' }))
	],
	['one case more', (facts) => [...facts, aCaseFact({ month: '2026-08', score: '2b', due: 29_000_000 })]],
	['one case less', (facts) => facts.slice(1)]
];

describe('figures after a change', () => {
	it.each(changes)('are those of the rows as they are now: %s', (_, change) => {
		let facts = manyFacts();
		figuresOf(facts);
		facts = change(facts);
		const after = figuresOf(facts);
		const again = figuresOf(manyFacts());
		forget();
		expect(after).toBe(figuresOf(facts));
		forget();
		expect(again).toBe(figuresOf(manyFacts()));
		expect(after).not.toBe(again);
	});

	it('rest on the same columns where nothing has changed', () => {
		const facts = manyFacts();
		const before = casesOf(facts).table;
		const after = factsOf(figuresInput(facts.with(9, aCaseFact({ ...facts[9], score: '3b' })))).cases.table;
		const sameOf = (name: string) => after.texts[name]?.codes === before.texts[name]?.codes;
		expect(['reader', 'modality', 'month', 'day'].map(sameOf)).toEqual([true, true, true, true]);
		expect(after.numbers.minute).toBe(before.numbers.minute);
		expect(sameOf('score')).toBe(false);
	});
});
