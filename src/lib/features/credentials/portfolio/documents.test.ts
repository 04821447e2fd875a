import { expect, it } from 'vitest';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { portfolioModel } from './documents.ts';

it('tells of education in plain words, marks a rule that nobody has verified, and lists what was done', () => {
	const holder = {
		id: 'r',
		code: 'R1',
		familyName: 'Doe',
		givenName: 'Jane',
		npi: null,
		degree: null
	};
	const at = { ruleVersion: '2026.1', asOf: '2026-11-16', result: 'met', shortBy: {}, by: [], missing: [] };
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
				{ ...at, rule: 'two', verified: false },
				{ ...at, rule: 'three', result: 'short', shortBy: { category1: 4.5 }, verified: true },
				{ ...at, rule: 'four', result: 'cannot-tell', missing: ['deaRegistered'], verified: true },
				{ ...at, rule: 'five', by: ['mocParticipant'], verified: true }
			],
			activities: [
				{
					title: 'Chest imaging',
					provider: 'Society',
					completedOn: '2026-03-01',
					credits: [{ category: 'AMA-1', amount: 5 }],
					verifiedOn: '2026-03-02',
					hasDocument: true
				}
			]
		}
	);
	const table = blocks.find((block) => block.kind === 'table' && block.caption === 'Continuing education');
	expect(table?.kind === 'table' && table.rows.map(([rule, result]) => [rule, result])).toEqual([
		['one', 'Met'],
		['two', 'Met; not verified'],
		['three', 'Short: 4.5 h of category 1 still to come'],
		['four', 'Cannot be told: not known is registered with the DEA'],
		['five', 'Met: without credits, by takes part in MOC']
	]);
	const done = blocks.find((block) => block.kind === 'table' && block.caption === 'Activities');
	expect(done?.kind === 'table' && done.rows).toEqual([
		[formatCalendarDay('2026-03-01'), 'Chest imaging, Society', '5 AMA PRA Category 1', 'certificate seen']
	]);
});
