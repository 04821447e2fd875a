import { describe, expect, it } from 'vitest';
import { countReasons } from './reasons.ts';

describe('the reasons why cases wait', () => {
	it('are counted, the most frequent first, with the first day on which one may be free', () => {
		const left = [
			{ caseId: 'a', reason: 'all-away' },
			{ caseId: 'b', reason: 'reciprocal-pair', freeAt: null },
			{ caseId: 'c', reason: 'reciprocal-pair', freeAt: 300 },
			{ caseId: 'd', reason: 'reciprocal-pair', freeAt: 200 },
			{ caseId: 'e', reason: 'handover-or-reciprocal', freeAt: null },
			{ caseId: 'f', reason: 'handover-or-reciprocal', freeAt: null }
		] as const;
		expect(countReasons(left)).toEqual([
			{ reason: 'reciprocal-pair', n: 3, freeAt: 200 },
			{ reason: 'handover-or-reciprocal', n: 2 },
			{ reason: 'all-away', n: 1 }
		]);
	});
});
