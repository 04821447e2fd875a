import { describe, expect, it } from 'vitest';
import { makeUuidV4, makeUuidV7, redateUuid } from './ids.ts';

const bytes = (byte: number, count: number): Uint8Array => new Uint8Array(count).fill(byte);

describe('ids', () => {
	it('of version 7 carry their instant and sort by it', () => {
		expect(makeUuidV7(0x0199_7a3b_c4d5, bytes(0xff, 10))).toBe('01997a3b-c4d5-7fff-bfff-ffffffffffff');
		expect(makeUuidV7(0, bytes(0, 10))).toBe('00000000-0000-7000-8000-000000000000');
		expect(redateUuid(makeUuidV7(5, bytes(1, 10)), 6)).toBe(makeUuidV7(6, bytes(1, 10)));
	});

	it('of version 4 are random throughout, and leave their source as it was', () => {
		const source = bytes(0xff, 16);
		expect(makeUuidV4(source)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
		expect(makeUuidV4(bytes(0, 20))).toBe('00000000-0000-4000-8000-000000000000');
		expect(source).toEqual(bytes(0xff, 16));
	});

	it('are not made of too few bytes', () => {
		expect(() => makeUuidV4(bytes(0, 15))).toThrow();
		expect(() => makeUuidV7(0, bytes(0, 9))).toThrow();
	});
});
