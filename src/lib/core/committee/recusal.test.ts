import { describe, expect, it } from 'vitest';
import { isRecused } from './recusal.ts';

const involved = {
	readerIds: ['r1', 'r2'],
	reviewerIds: ['u1', 'u2'],
	askerIds: ['u4'],
	recusedIds: ['u3']
};

describe('recusal', () => {
	it.each([
		['the reader', { id: 'u9', radiologistId: 'r1' }, true],
		['a co-signer', { id: 'u9', radiologistId: 'r2' }, true],
		['the first reviewer', { id: 'u1', radiologistId: null }, true],
		['the second reviewer', { id: 'u2', radiologistId: 'r7' }, true],
		['whoever asked for the second look', { id: 'u4', radiologistId: null }, true],
		['a member who stood back', { id: 'u3', radiologistId: null }, true],
		['a member who had no part', { id: 'u9', radiologistId: 'r7' }, false],
		['a member who reads nothing', { id: 'u9', radiologistId: null }, false]
	])('of %s is %s', (_who, actor, expected) => {
		expect(isRecused(actor, involved)).toBe(expected);
	});
});
