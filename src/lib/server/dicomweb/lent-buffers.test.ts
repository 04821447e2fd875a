import { describe, expect, it } from 'vitest';
import { LENT_BYTES, makeLender } from './lent-buffers.ts';

describe('lent buffers', () => {
	it('are lent again once they are given back, and to one at a time', () => {
		const { lend } = makeLender();
		const [one, other] = [lend(), lend()];
		expect(one.bytes).toHaveLength(LENT_BYTES);
		expect(other.bytes.buffer).not.toBe(one.bytes.buffer);
		one.giveBack();
		expect(lend().bytes.buffer).toBe(one.bytes.buffer);
		expect(lend().bytes.buffer).not.toBe(other.bytes.buffer);
	});

	it('are given back once, however often that is said', () => {
		const { lend } = makeLender();
		const one = lend();
		one.giveBack();
		one.giveBack();
		expect(lend().bytes.buffer).not.toBe(lend().bytes.buffer);
	});

	it('lie ready in a bounded number', () => {
		const { lend, readyCount } = makeLender();
		const all = Array.from({ length: 100 }, () => lend());
		for (const one of all) one.giveBack();
		expect(readyCount()).toBe(64);
	});
});
