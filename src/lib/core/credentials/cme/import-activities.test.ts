import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCmeHeader, readCmeActivities } from './import-activities.ts';
import { joinRows } from './imported.ts';

const columns = [
	'person',
	'title',
	'provider',
	'completedOn',
	'credits',
	'category',
	'startedOn',
	'topics',
	'modalities',
	'saCme',
	'description'
] as const;
type Column = (typeof columns)[number];
type Fields = Partial<Record<Column, string>>;

const good: Fields = {
	person: '1234567893',
	title: 'Chest CT update',
	provider: 'RSNA',
	completedOn: '2025-03-01',
	credits: '7.25',
	category: 'AMA PRA Category 1 Credit(s)™',
	topics: 'radiology; ethics: 1.5',
	modalities: 'CT; MRI'
};

function line(fields: Fields): string {
	return columns.map((column) => `"${(fields[column] ?? '').replaceAll('"', '""')}"`).join(',');
}

async function read(csv: string) {
	const items = [];
	for await (const item of readCmeActivities([new TextEncoder().encode(csv)], { asOf: '2026-11-22' }))
		items.push(item);
	return items;
}

const csvOf = (...rows: string[]): string => [columns.join(','), ...rows].join('\n');
const rowsOf = async (csv: string) => (await read(csv)).filter((item) => item.kind === 'row');

// prettier-ignore
const malformed: Record<string, readonly [Column, readonly string[]]> = {
	'person: missing': ['person', ['', '   ']],
	'person: not-an-npi': ['person', ['1234567890', '0000000000', '3234567893', '9999999999']],
	'person: too-long': ['person', ['x'.repeat(65)]],
	'title: missing': ['title', ['', '\t']],
	'title: too-long': ['title', ['x'.repeat(301)]],
	'provider: missing': ['provider', ['', ' ']],
	'provider: too-long': ['provider', ['x'.repeat(201)]],
	'completedOn: missing': ['completedOn', ['']],
	'completedOn: not-a-day': ['completedOn', ['2025-02-29', '2025-13-01', '2025-00-10', '2025-04-31', '20250230', '13/01/2025', '2/30/2025', '1.3.2025', '2025', '2025-03', 'March 1, 2025', 'today', '=TODAY()', '45717', '2025-3-1', '25-03-01', '--', '2025/03/01']],
	'completedOn: has-a-time': ['completedOn', ['2025-03-01T00:00:00Z', '2025-03-01 23:59', '3/1/2025 12:00 AM']],
	'completedOn: in-the-future': ['completedOn', ['2026-11-23', '12/31/2026', '20991231']],
	'completedOn: too-long-ago': ['completedOn', ['1949-12-31', '0025-03-01', '1/1/1900']],
	'credits: missing': ['credits', ['']],
	'credits: not-a-number': ['credits', ['1,5', '1.', '.5', '-1', '+1', '1e3', '0x10', 'seven', '1 h', '7.25 credits', '=7', '1 000', 'NaN', 'Infinity', '½', '１']],
	'credits: nothing': ['credits', ['0', '0.00']],
	'credits: too-many': ['credits', ['501', '999999']],
	'credits: too-exact': ['credits', ['1.0001', '0.3333']],
	'credits: not-in-quarters': ['credits', ['7.3', '0.1', '1.125']],
	'category: missing': ['category', ['']],
	'category: unknown-category': ['category', ['3', 'AMA', 'exam', 'Category', 'AMA PRA Category 3', 'toString', '__proto__', '=1']],
	'startedOn: not-a-day': ['startedOn', ['yesterday', '2025-02-30']],
	'startedOn: has-a-time': ['startedOn', ['2025-02-28T08:00']],
	'startedOn: after-completion': ['startedOn', ['2025-03-02']],
	'topics: unknown-topic': ['topics', ['astrology', 'ethics, opioids', ':2', '=ethics', 'toString', '=cmd']],
	'topics: topic-twice': ['topics', ['ethics; ethics: 1']],
	'topics: not-hours': ['topics', ['ethics: x', 'ethics: 1,5', 'ethics: -1', 'ethics:1:2', 'ethics: 0']],
	'topics: more-hours-than-credits': ['topics', ['ethics: 8', 'ethics: 7; opioids: 0.5']],
	'modalities: unknown-modality': ['modalities', ['astral', 'CT; tea', '=CT']],
	'saCme: not-yes-or-no': ['saCme', ['maybe', '2', '-']],
	'description: too-long': ['description', ['x'.repeat(1001)]]
};

const refusals = Object.entries(malformed).flatMap(([detail, [column, values]]) =>
	values.map((value) => ({ detail, row: line({ ...good, [column]: value }) }))
);

describe('a CSV of activities', () => {
	it('gives each row with its codes', async () => {
		const [header, row] = await read(csvOf(line({ ...good, saCme: 'yes', startedOn: '2/27/2025' })));
		expect(header).toMatchObject({ kind: 'header', mapping: { missing: [], unused: [] } });
		expect(row).toEqual({
			kind: 'row',
			line: 2,
			row: {
				person: '1234567893',
				title: 'Chest CT update',
				provider: 'RSNA',
				completedOn: '2025-03-01',
				startedOn: '2025-02-27',
				credits: 7.25,
				category: 'AMA-1',
				topics: ['radiology', { topic: 'ethics', hours: 1.5 }],
				modalities: ['CT', 'MR'],
				accreditor: null,
				activityType: null,
				activityId: null,
				saCme: true,
				description: null
			}
		});
	});

	it('of a hundred malformed rows says of each its number, column and reason, and keeps the good ones between', async () => {
		expect(refusals.length).toBeGreaterThanOrEqual(100);
		const items = await read(csvOf(...refusals.flatMap(({ row }) => [row, line(good)])));
		const refused = items.filter((item) => item.kind === 'refused-row');
		expect(refused).toEqual(
			refusals.map(({ detail }, at) => ({
				kind: 'refused-row',
				line: 2 * at + 2,
				reason: 'invalid-value',
				detail
			}))
		);
		expect(items.filter((item) => item.kind === 'row')).toHaveLength(refusals.length);
	});

	it.each([
		['too few fields', 'a,b', 'wrong-column-count'],
		['too many fields', `${line(good)},more`, 'wrong-column-count']
	])('refuses a row of %s', async (_, row, reason) => {
		expect((await read(csvOf(row)))[1]).toMatchObject({ kind: 'refused-row', line: 2, reason });
	});

	it('asks for a description of what is self-declared', async () => {
		const declared = { ...good, category: 'AMA-2' };
		expect((await read(csvOf(line(declared))))[1]).toMatchObject({
			detail: 'description: missing-for-category-2'
		});
		expect(await rowsOf(csvOf(line({ ...declared, description: 'journals on chest CT' })))).toHaveLength(1);
	});

	it('keeps what begins like a formula as the text that it is', async () => {
		for (const title of ['=HYPERLINK("http://x")', '+1 course', '-1', '@SUM(A1)', '\u0009=1'.trim()]) {
			const [row] = await rowsOf(csvOf(line({ ...good, title })));
			expect(row).toMatchObject({ row: { title } });
		}
	});

	it.each([
		['2025-03-01', '20250301', '3/1/2025', '03/01/2025'],
		['2024-02-29', '20240229', '2/29/2024', '02/29/2024']
	])('reads %s in every way it may be written', async (day, ...written) => {
		for (const completedOn of written)
			expect((await rowsOf(csvOf(line({ ...good, completedOn }))))[0]).toMatchObject({
				row: { completedOn: day }
			});
	});

	it.each([
		['AMA-1', ['AMA PRA Category 1 Credit™', 'ama pra cat 1', '1']],
		['AMA-2', ['Category 2', 'AMA-2']],
		['AOA-1A', ['AOA 1-A', '1A', 'AOA Category 1-A']],
		['AOA-2B', ['AOA 2-B']],
		['AAFP', ['AAFP Prescribed']],
		['board-exam', ['board exam', 'Board examination']]
	])('knows %s by its words', async (category, words) => {
		for (const word of words) {
			const row = line({ ...good, credits: '1', topics: '', category: word, description: 'x' });
			expect((await rowsOf(csvOf(row)))[0]).toMatchObject({ row: { category } });
		}
	});

	it('is told by its header, and refused without its columns', async () => {
		expect(isCmeHeader(['NPI', 'Activity Title', 'Completion Date', 'Credits Claimed'])).toBe(true);
		expect(isCmeHeader(['accession', 'facility', 'modality', 'reader_id', 'status'])).toBe(false);
		expect(await read('npi,title,date,credits\n1,2,3,4')).toEqual([
			{ kind: 'refused-file', reason: 'missing-columns', detail: 'provider, category' }
		]);
	});

	it('never throws, whatever is in it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(fc.string(), { maxLength: 12 }), { maxLength: 5 }), async (rows) => {
				const items = await read(csvOf(...rows.map((row) => row.join(','))));
				expect(items[0]?.kind).toBe('header');
			}),
			{ numRuns: 100 }
		);
	});
});

describe('rows of one activity', () => {
	async function joined(...fields: Fields[]) {
		const rows = await rowsOf(csvOf(...fields.map((one) => line({ ...good, ...one }))));
		return joinRows(rows);
	}

	it('become one with several credits, topics and modalities', async () => {
		const { activities, repeated } = await joined(
			{},
			{ category: 'AOA-1A', topics: 'opioids', modalities: 'US' }
		);
		expect(repeated).toEqual([]);
		expect(activities).toHaveLength(1);
		expect(activities[0]).toMatchObject({
			lines: [2, 3],
			activity: {
				completedOn: '2025-03-01',
				credits: [
					{ category: 'AMA-1', amount: 7.25 },
					{ category: 'AOA-1A', amount: 7.25 }
				],
				topics: ['radiology', { topic: 'ethics', hours: 1.5 }, 'opioids'],
				modalities: ['CT', 'MR', 'US']
			}
		});
	});

	it('that repeat an earlier one are left out, whatever the case of their words', async () => {
		const { activities, repeated } = await joined({}, { title: 'CHEST CT UPDATE' }, {});
		expect(activities).toHaveLength(1);
		expect(repeated).toEqual([3, 4]);
	});

	it('with another amount, day, title, provider or person are another activity', async () => {
		const { activities } = await joined(
			{},
			{ credits: '8' },
			{ completedOn: '2025-03-02' },
			{ title: 'Chest CT' },
			{ provider: 'ARRS' },
			{ person: 'R-17' }
		);
		expect(activities).toHaveLength(6);
		expect(new Set(activities.map(({ key }) => key)).size).toBe(6);
	});

	it('have the same key in whatever order they come', async () => {
		const [one, other] = [{}, { category: 'AOA-1A' }];
		const first = await joined(one, other);
		const second = await joined(other, one);
		expect(second.activities.map(({ key }) => key)).toEqual(first.activities.map(({ key }) => key));
	});
});
