import { describe, expect, it, vi } from 'vitest';
import { holdLine, isLineHeld, lineFree, onLineFree } from './line.ts';

describe('the line to the server', () => {
	it('is held until the last who holds it lets go, each once', () => {
		const goOn = vi.fn();
		const stop = onLineFree(goOn);
		const [letGo, letGoToo] = [holdLine(), holdLine()];
		letGo();
		letGo();
		expect([isLineHeld(), goOn.mock.calls.length]).toEqual([true, 0]);
		letGoToo();
		expect([isLineHeld(), goOn.mock.calls.length]).toEqual([false, 1]);
		stop();
		holdLine()();
		expect(goOn).toHaveBeenCalledTimes(1);
	});

	it('lets those go on who wait for it', async () => {
		const order: string[] = [];
		const letGo = holdLine();
		const waited = lineFree().then(() => order.push('goes on'));
		await Promise.resolve();
		order.push('is let go');
		letGo();
		await waited;
		expect(order).toEqual(['is let go', 'goes on']);
		await lineFree();
	});
});
