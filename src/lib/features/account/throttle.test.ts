import { describe, expect, it } from 'vitest';
import { accountRule, nextAttemptAt } from './throttle.ts';

describe('the wait after failed sign-ins', () => {
	it.each([
		[0, 0],
		[4, 0],
		[5, 5_000],
		[6, 10_000],
		[7, 20_000],
		[12, 640_000],
		[13, 900_000],
		[500, 900_000]
	])('after %i failures is %i ms', (failures, waitMs) => {
		expect(nextAttemptAt(accountRule, failures, 1_000) - 1_000).toBe(waitMs);
	});
});
