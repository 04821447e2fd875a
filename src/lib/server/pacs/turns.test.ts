import { describe, expect, it } from 'vitest';
import { makePacsSettings, pacsLimits } from './settings.ts';
import { takeTurn } from './turns.ts';

const pacs = (atOnce: number, waiting: number) => ({
	...makePacsSettings('http://pacs.example/dicom-web', { token: null, keptGigabytes: 1 }),
	limits: { ...pacsLimits, atOnce, waiting }
});

async function taken(turn: ReturnType<typeof takeTurn>): Promise<() => void> {
	const outcome = await turn;
	if (!outcome.ok) throw new Error(outcome.error);
	return outcome.value;
}

describe('turns at the PACS', () => {
	it('go to as many as may ask at once, and then to who waits longest', async () => {
		const settings = pacs(2, 10);
		const order: number[] = [];
		const [first, second] = [await taken(takeTurn(settings)), await taken(takeTurn(settings))];
		const waiting = [3, 4].map(async (name) => {
			const giveBack = await taken(takeTurn(settings));
			order.push(name);
			return giveBack;
		});
		await Promise.resolve();
		expect(order).toEqual([]);
		first();
		const third = await waiting[0];
		expect(order).toEqual([3]);
		second();
		third?.();
		(await waiting[1])?.();
		expect(order).toEqual([3, 4]);
		// All are free again.
		await Promise.all([takeTurn(settings), takeTurn(settings)]);
	});

	it('are refused at once where too many wait', async () => {
		const settings = pacs(1, 1);
		const giveBack = await taken(takeTurn(settings));
		const waits = takeTurn(settings);
		expect(await takeTurn(settings)).toEqual({ ok: false, error: 'pacs-busy' });
		giveBack();
		(await taken(waits))();
		(await taken(takeTurn(settings)))();
	});

	it('are not kept for who has left the line', async () => {
		const settings = pacs(1, 1);
		const giveBack = await taken(takeTurn(settings));
		const gone = new AbortController();
		const left = takeTurn(settings, gone.signal);
		gone.abort();
		expect(await left).toEqual({ ok: false, error: 'pacs-unwanted' });
		// Its place in the line is free, and the turn is not lost on it.
		const next = takeTurn(settings);
		giveBack();
		(await taken(next))();
		expect(await takeTurn(settings, gone.signal)).toEqual({ ok: false, error: 'pacs-unwanted' });
		(await taken(takeTurn(settings)))();
	});
});
