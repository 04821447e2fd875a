import { describe, expect, it } from 'vitest';
import { makeListPlace, parseListPlace } from './list-place.ts';

describe('the place of a row in a list', () => {
	it('comes back from an address', () => {
		const place = { at: 1_700_000_000_000, id: '0199aaaa-0000-7000-8000-000000000000' };
		expect(parseListPlace(makeListPlace(place))).toEqual(place);
	});

	it.each([null, '', 'x', '12', '12.', '.a', '12.a b', `12.${'a'.repeat(65)}`, `${'1'.repeat(17)}.a`])(
		'is none in %j',
		(text) => {
			expect(parseListPlace(text)).toBeNull();
		}
	);
});
