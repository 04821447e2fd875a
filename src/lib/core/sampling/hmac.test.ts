import { describe, expect, it } from 'vitest';
import { commitment, hmacHex, makeHmac, sha256Hex } from './hmac.ts';

describe('hmacHex', () => {
	// RFC 4231, sections 4.2 and 4.3.
	it.each([
		[
			'0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b',
			'4869205468657265',
			'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'
		],
		[
			'4a656665',
			'7768617420646f2079612077616e7420666f72206e6f7468696e673f',
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
		]
	])('of key %s', (key, message, tag) => expect(hmacHex(key, message)).toBe(tag));
});

describe('makeHmac', () => {
	it('gives the same for each message as if it were the first', () => {
		const hmac = makeHmac('4a656665');
		const jefe = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
		expect(hmac('what do ya want for nothing?')).toBe(jefe);
		expect(hmac('é'.repeat(200))).toBe(hmacHex('4a656665', 'c3a9'.repeat(200)));
		expect(hmac('what do ya want for nothing?')).toBe(jefe);
	});

	it('refuses a key that is not hex', () => expect(() => makeHmac('xyz')).toThrow());
});

describe('commitment', () => {
	it('is SHA-256 of the seed bytes and the draw id', () => {
		const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
		expect(commitment(seedHex, '2026-Q1')).toBe(
			'36c24816f81d09e7897b824f4cdfffbe8594f5ccd758580794102c02bf36fbd6'
		);
	});
});

describe('sha256Hex', () => {
	it('of "abc" is that of FIPS 180-2', () => {
		expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
	});
});
