import { describe, expect, it } from 'vitest';
import { figuresInput, someFacts, aReadFact } from './fact-samples.ts';
import { qualityFigures } from './figures.ts';
import { forgetAll } from './kept-parts.ts';
import { forgetTimeless, keptBytes, timeless } from './timeless.ts';

describe('what does not depend on the present minute', () => {
	it('is worked out once for the same rows and question, and again for others', () => {
		let made = 0;
		const ask = (nowMinute: number, key: string, what = 'page') =>
			timeless({ nowMinute, parts: [{ key, body: null }] } as { nowMinute: number }, what, () => (made += 1));
		expect([ask(1, 'timeless a'), ask(2, 'timeless a'), ask(2, 'timeless b')]).toEqual([1, 1, 2]);
		expect([ask(3, 'timeless a', 'other'), ask(3, 'timeless a')]).toEqual([3, 1]);
	});

	it('is kept as far as its columns have room, those that several hold once', () => {
		forgetTimeless();
		const shared = new Int32Array(100);
		let made = 0;
		const ask = (key: string) =>
			timeless(
				{ nowMinute: 1, key } as { nowMinute: number },
				'bytes',
				() => ({
					nth: (made += 1),
					rows: [{ shared: shared.subarray(50) }, new Map([['own', new Int32Array(50)]])]
				}),
				1000
			).nth;
		expect([ask('a'), ask('b'), ask('c'), keptBytes()]).toEqual([1, 2, 3, 1000]);
		expect([ask('a'), ask('d'), ask('a'), keptBytes()]).toEqual([1, 4, 1, 1000]);
		// The one used longest ago went.
		expect(ask('b')).toBe(5);
		forgetTimeless();
	});

	it('is told beside what does: a case comes due while its page is looked at again', () => {
		const input = figuresInput(someFacts(40, 2, { state: 'drawn', score: '', due: 29_900_005 }), [
			aReadFact()
		]);
		const dueAt = (nowMinute: number) => qualityFigures({ ...input, nowMinute }).figures.coverage.all.due;
		expect([dueAt(29_900_000), dueAt(29_900_006), dueAt(29_900_000)]).toEqual([0, 40, 0]);
	});

	it('is the same as worked out anew', () => {
		const cases = someFacts(60, 4);
		const later = { ...figuresInput(cases, [aReadFact()]), nowMinute: 29_999_999 };
		qualityFigures({ ...later, nowMinute: 29_900_000 });
		const remembered = qualityFigures(later);
		forgetAll();
		forgetTimeless();
		expect(qualityFigures({ ...figuresInput(cases, [aReadFact()]), nowMinute: 29_999_999 })).toEqual(
			remembered
		);
	});
});
