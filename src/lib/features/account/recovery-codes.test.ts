import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { bareCode, makeRecoveryCodes } from './recovery-codes.ts';

const make = () => makeRecoveryCodes((bytes) => randomBytes(bytes));

it('makes ten recovery codes of ten letters and digits, no two alike', () => {
	const codes = Array.from({ length: 50 }, make).flat();
	expect(codes).toHaveLength(500);
	expect(new Set(codes).size).toBe(500);
	for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
});

it('makes them of fair letters, also where the source gives bytes that would not be', () => {
	let next = 255;
	const codes = makeRecoveryCodes((bytes) => Uint8Array.from({ length: bytes }, () => next-- & 255));
	expect(new Set(codes).size).toBe(10);
});

it('takes a code however it was typed', () => {
	expect(bareCode(' ABCDE fghjk\n')).toBe('abcdefghjk');
	expect(bareCode('abcde-fghjk')).toBe('abcdefghjk');
});
