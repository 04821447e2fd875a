import { expect, it } from 'vitest';
import { portfolioModel } from './documents.ts';

it('marks a result of education by a rule that nobody has verified', () => {
	const holder = {
		id: 'r',
		code: 'R1',
		familyName: 'Doe',
		givenName: 'Jane',
		npi: null,
		degree: null
	};
	const at = { ruleVersion: '2026.1', asOf: '2026-11-16', result: 'met' };
	const { blocks } = portfolioModel(
		{
			id: 'e',
			group: 'Group',
			origin: 'https://qa.example.org',
			today: '2026-11-16',
			madeAt: Date.UTC(2026, 10, 16),
			holder
		},
		{
			view: {
				holder,
				today: '2026-11-16',
				zone: 'UTC',
				since: '2023-01',
				experience: { reads: [], looks: [] },
				standings: [],
				years: []
			},
			credentials: [],
			education: [
				{ ...at, rule: 'one', verified: true },
				{ ...at, rule: 'two', verified: false }
			]
		}
	);
	const table = blocks.find((block) => block.kind === 'table' && block.caption === 'Continuing education');
	expect(table?.kind === 'table' && table.rows.map(([rule, result]) => [rule, result])).toEqual([
		['one', 'Met'],
		['two', 'Met; not verified']
	]);
});
