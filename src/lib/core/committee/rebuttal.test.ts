import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreements, makeRebuttal, parseRebuttal, rebuttalSchema } from './rebuttal.ts';

describe('a rebuttal', () => {
	it('is read back as it was stored', () => {
		const arguments_ = fc.string({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() === text);
		fc.assert(
			fc.property(fc.constantFrom(...disagreements), arguments_, (disagreement, argument) => {
				expect(parseRebuttal(makeRebuttal({ disagreement, argument }))).toEqual({ disagreement, argument });
			})
		);
	});

	it('stored as plain text counts as an argument', () => {
		expect(parseRebuttal('Not my report.')).toEqual({ disagreement: 'other', argument: 'Not my report.' });
		expect(parseRebuttal('{"argument":1}')).toMatchObject({ disagreement: 'other' });
		expect(parseRebuttal(null)).toBeNull();
	});

	it.each([
		[{ disagreement: 'finding-absent', argument: ' ' }, 'argument-required'],
		[{ disagreement: 'rudeness', argument: 'x' }, 'disagreement-required']
	])('like %j is refused as %s', (input, code) => {
		expect(rebuttalSchema.safeParse(input).error?.issues[0]?.message).toBe(code);
	});
});
