import { describe, expect, it } from 'vitest';
import { isLegacyHeader, readLegacyScores } from './legacy-scores.ts';

async function itemsOf(csv: string) {
	const items = [];
	for await (const item of readLegacyScores([new TextEncoder().encode(csv)])) items.push(item);
	return items;
}

const header = 'id,reader_id,modality,radpeer_score,review_date,scale,site';

describe('a CSV of scores of the past', () => {
	it('gives each row, the code as it was written', async () => {
		const [first, row] = await itemsOf(`${header}\n17,R07,MRI,4B,3/9/2015,RADPEER 2009,MAIN\n`);
		expect(first).toMatchObject({ kind: 'header', mapping: { missing: [], unused: [] } });
		expect(row).toEqual({
			kind: 'row',
			line: 2,
			row: {
				sourceId: '17',
				reader: 'R07',
				modality: 'MR',
				code: '4B',
				date: { kind: 'numbers', first: 3, second: 9, year: '2015' },
				scale: 'radpeer-2009',
				facility: 'MAIN'
			}
		});
	});

	it.each([
		['1,,CT,2a,2015-03-09,2009,', 'reader: missing'],
		['1,R07,QQ,2a,2015-03-09,2009,', 'modality: unknown-modality'],
		['1,R07,CT,,2015-03-09,2009,', 'code: missing'],
		['1,R07,CT,2a and more,2015-03-09,2009,', 'code: too-long'],
		[`1,${'R'.repeat(65)},CT,2a,2015-03-09,2009,`, 'reader: too-long'],
		[`${'1'.repeat(129)},R07,CT,2a,2015-03-09,2009,`, 'sourceId: too-long'],
		['1,R07,CT,2a,2015-02-30,2009,', 'date: not-a-day'],
		['1,R07,CT,2a,yesterday,2009,', 'date: not-a-day'],
		['1,R07,CT,2a,2015-03-09,1999,', 'scale: unknown-scale'],
		['1,R07,CT,2a,2015-03-09,2009 or 2016,', 'scale: unknown-scale']
	])('refuses the row %j: %s', async (line, detail) => {
		expect((await itemsOf(`${header}\n${line}\n`))[1]).toEqual({
			kind: 'refused-row',
			line: 2,
			reason: 'invalid-value',
			detail
		});
	});

	it('knows the headings of the file, and a file that is no text', async () => {
		expect((await itemsOf(`${header}\n`))[0]).toMatchObject({ mapping: { headers: header.split(',') } });
		expect(await itemsOf('\u0089PNG\u0000\u0001\nx')).toEqual([
			{ kind: 'refused-file', reason: 'no-text', detail: null }
		]);
	});

	it('needs neither scale, facility nor a number of the source', async () => {
		const [, row] = await itemsOf('Radiologist,Mod,RADPEER,Day\nR07,ct,1,20150309\n');
		expect(row).toMatchObject({ kind: 'row', row: { scale: null, facility: null, sourceId: null } });
	});

	it.each([
		[header.split(','), true],
		[['Radiologist', 'Modality', 'Score', 'Date'], true],
		[['accession', 'facility', 'modality', 'reader_id', 'status', 'final_at'], false],
		[['accession', 'facility', 'algorithm', 'finding', 'result'], false],
		[['reader', 'modality', 'score'], false]
	])('is told by its header %j: %s', (headers, expected) => {
		expect(isLegacyHeader(headers)).toBe(expected);
	});
});
