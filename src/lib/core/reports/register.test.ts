import { describe, expect, it } from 'vitest';
import { isInScope, standingOf } from './register.ts';

describe('an export', () => {
	it.each([
		{ name: 'without an end is available', expiresAt: null, revokedAt: null, is: 'available' },
		{ name: 'is available until it ends', expiresAt: 101, revokedAt: null, is: 'available' },
		{ name: 'has expired at its end', expiresAt: 100, revokedAt: null, is: 'expired' },
		{ name: 'that was revoked is revoked, expired or not', expiresAt: 50, revokedAt: 40, is: 'revoked' }
	])('$name', ({ expiresAt, revokedAt, is }) => {
		expect(standingOf({ expiresAt, revokedAt }, 100)).toBe(is);
	});

	const scope = { facilityIds: ['a', 'b'], from: 10, to: 20 };
	it.each([
		{ name: 'of the whole scope', file: { facilityIds: ['a', 'b'], periodFrom: 10, periodTo: 20 }, is: true },
		{ name: 'of a part of it', file: { facilityIds: ['b'], periodFrom: 11, periodTo: 12 }, is: true },
		{
			name: 'of a facility beside it',
			file: { facilityIds: ['a', 'c'], periodFrom: 10, periodTo: 20 },
			is: false
		},
		{ name: 'of all facilities', file: { facilityIds: null, periodFrom: 10, periodTo: 20 }, is: false },
		{ name: 'that begins before', file: { facilityIds: ['a'], periodFrom: 9, periodTo: 20 }, is: false },
		{ name: 'that ends after', file: { facilityIds: ['a'], periodFrom: 10, periodTo: 21 }, is: false }
	])('$name is in an auditor’s scope: $is', ({ file, is }) => {
		expect(isInScope(scope, file)).toBe(is);
		expect(isInScope(null, file)).toBe(true);
	});
});
