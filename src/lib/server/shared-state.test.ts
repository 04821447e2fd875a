import { describe, expect, it, vi } from 'vitest';
import { sharedState } from './shared-state.ts';

describe('state that copies of a module share', () => {
	it('is one, whichever copy asks, for each owner and name', async () => {
		vi.resetModules();
		const copy = await import('./shared-state.ts');
		expect(copy.sharedState).not.toBe(sharedState);
		const [one, other] = [{}, {}];
		const made = sharedState(one, 'line', () => ({ running: 0 }));
		expect(copy.sharedState(one, 'line', () => ({ running: 7 }))).toBe(made);
		expect(copy.sharedState(one, 'folder', () => ({}))).not.toBe(made);
		expect(copy.sharedState(other, 'line', () => ({ running: 0 }))).not.toBe(made);
	});
});
