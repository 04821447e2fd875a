import { describe, expect, it } from 'vitest';
import { pageOfLines } from './matrix-page.ts';

const lines = Array.from({ length: 120 }, (_, at) => ({ id: `p${at}` }));

describe('pages of a matrix', () => {
	it('give everybody once', () => {
		const seen: string[] = [];
		let after: string | null = null;
		do {
			const page: ReturnType<typeof pageOfLines<{ lines: typeof lines }>> = pageOfLines({ lines }, after);
			expect(page.people).toBe(120);
			seen.push(...page.lines.map(({ id }) => id));
			after = page.next;
		} while (after !== null);
		expect(seen).toEqual(lines.map(({ id }) => id));
	});

	it.each([
		[0, null],
		[50, null],
		[51, 'p49']
	])('of %i people end where there is nobody left', (count, next) =>
		expect(pageOfLines({ lines: lines.slice(0, count) }, null).next).toBe(next)
	);

	it('begin anew after somebody who is not there', () =>
		expect(pageOfLines({ lines }, 'nobody').lines[0]).toEqual({ id: 'p0' }));
});
