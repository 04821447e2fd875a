import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { toResponse } from './to-response.ts';

function made(): { answer: Answer; released: () => number } {
	let count = 0;
	const chunks = (async function* () {
		yield Buffer.from('never taken');
	})();
	const release = (): void => {
		count += 1;
	};
	const body = { kind: 'chunks' as const, chunks, length: null, release };
	return { answer: { status: 200, headers: {}, body }, released: () => count };
}

describe('an answer as a web response', () => {
	it('holds nothing for who asks for the head alone', () => {
		const { answer, released } = made();
		expect(toResponse(answer, { isHead: true }).body).toBeNull();
		expect(released()).toBe(1);
	});

	it('holds nothing any more for who hangs up before the first byte', async () => {
		const { answer, released } = made();
		await toResponse(answer, { isHead: false }).body?.cancel();
		await expect.poll(released).toBeGreaterThan(0);
	});

	it('gives back what it held when it is sent', async () => {
		const { answer, released } = made();
		expect(await toResponse(answer, { isHead: false }).text()).toBe('never taken');
		expect(released()).toBeGreaterThan(0);
	});
});
