import { describe, expect, it } from 'vitest';
import { makeTellers } from './tellers.ts';

describe('makeTellers', () => {
	it('says that the connection is lost until nobody lacks it any longer', () => {
		const told: boolean[] = [];
		const { teller } = makeTellers((isLost) => told.push(isLost));
		const [headers, frames] = [teller(), teller()];
		headers(true);
		frames(false);
		frames(true);
		headers(false);
		frames(false);
		expect(told).toEqual([true, true, true, true, false]);
	});

	it('forgets who asked for what nobody waits for', () => {
		const told: boolean[] = [];
		const { teller, forget } = makeTellers((isLost) => told.push(isLost));
		teller()(true);
		forget();
		teller()(false);
		expect(told).toEqual([true, false, false]);
	});
});
