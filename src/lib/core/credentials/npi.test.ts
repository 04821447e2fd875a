import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNpi, npiCheckDigit } from './npi.ts';

describe('the check of an NPI', () => {
	it.each([
		['1234567893', true, 'the example of CMS'],
		['1558598797', true, 'another valid one'],
		['1234567890', false, 'a wrong check digit'],
		['0234567891', false, 'a first digit that is neither 1 nor 2'],
		['123456789', false, 'nine digits'],
		['12345678930', false, 'eleven digits'],
		['1234 567893', false, 'a space'],
		['１234567893', false, 'a digit of another script'],
		['0000000000', false, 'what the exclusion list writes for none'],
		['', false, 'nothing']
	])('of %j says %j: %s', (text, is) => {
		expect(isNpi(text)).toBe(is);
	});

	const nine = fc
		.tuple(
			fc.constantFrom('1', '2'),
			fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 8 })
		)
		.map(([first, rest]) => first + rest);

	it('takes exactly one last digit', () => {
		fc.assert(
			fc.property(nine, (digits) => {
				const right = [...'0123456789'].filter((last) => isNpi(digits + last));
				expect(right).toEqual([String(npiCheckDigit(digits))]);
			})
		);
	});

	it('notices every single digit that was mistyped', () => {
		fc.assert(
			fc.property(nine, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
				const npi = [...`${digits}${npiCheckDigit(digits)}`];
				npi[place] = String((Number(npi[place]) + step) % 10);
				expect(isNpi(npi.join(''))).toBe(false);
			})
		);
	});
});
