import { describe, expect, it } from 'vitest';
import { statusOf } from './respond.ts';

describe('the status of an expected failure', () => {
	it.each([
		['read-not-found', 404],
		['own-account', 403],
		['already-decided', 409],
		['stale-question', 409],
		['not-tied', 409],
		['email-taken', 409],
		['required', 400]
	])('of %s is %i', (code, status) => expect(statusOf(code)).toBe(status));
});
