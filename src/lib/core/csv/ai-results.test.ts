import { describe, expect, it } from 'vitest';
import { isAiHeader, readAiResults } from './ai-results.ts';

async function itemsOf(csv: string) {
	const items = [];
	for await (const item of readAiResults([new TextEncoder().encode(csv)])) items.push(item);
	return items;
}

const header = 'accession,facility,algorithm,version,finding,result,confidence';

describe('a CSV of algorithms’ results', () => {
	it('gives each row with its codes', async () => {
		const [first, row] = await itemsOf(
			`${header}\nA1,MAIN,BleedFinder,2.1,Intracranial hemorrhage,POS,93%\n`
		);
		expect(first).toMatchObject({ kind: 'header', mapping: { missing: [], unused: [] } });
		expect(row).toEqual({
			kind: 'row',
			line: 2,
			row: {
				accession: 'A1',
				facility: 'MAIN',
				algorithm: 'BleedFinder',
				version: '2.1',
				finding: 'intracranial-hemorrhage',
				result: 'positive',
				confidence: 0.93
			}
		});
	});

	it.each([
		[',MAIN,X,1,f,pos,', 'accession: missing'],
		['A1,MAIN,,1,f,pos,', 'algorithm: missing'],
		[`${'A'.repeat(65)},MAIN,X,1,f,pos,`, 'accession: too-long'],
		[`A1,MAIN,X,${'1'.repeat(41)},f,pos,`, 'version: too-long'],
		[`A1,MAIN,X,1,${'f'.repeat(81)},pos,`, 'finding: too-long'],
		[`A1,MAIN,X,1,f,pos,${'0'.repeat(21)}`, 'confidence: too-long'],
		['A1,MAIN,X,1,f,maybe,', 'result: unknown-result'],
		['A1,MAIN,X,1,f,toString,', 'result: unknown-result'],
		['A1,MAIN,X,1,f,pos,1.5', 'confidence: not-a-share'],
		['A1,MAIN,X,1,f,pos,sure', 'confidence: not-a-share']
	])('refuses the row %j: %s', async (line, detail) => {
		expect((await itemsOf(`${header}\n${line}\n`))[1]).toEqual({
			kind: 'refused-row',
			line: 2,
			reason: 'invalid-value',
			detail
		});
	});

	it('refuses a file that lacks a column', async () => {
		expect(await itemsOf('accession,algorithm,result\nA1,X,pos\n')).toEqual([
			{ kind: 'refused-file', reason: 'missing-columns', detail: 'facility, finding' }
		]);
	});

	it.each([
		[header.split(','), true],
		[['Accession Number', 'Site', 'Model', 'Target', 'Prediction'], true],
		[['accession', 'facility', 'modality', 'reader_id', 'status'], false],
		[['accession', 'facility', 'score', 'reviewer', 'date'], false]
	])('is told by its header %j: %s', (headers, expected) => {
		expect(isAiHeader(headers)).toBe(expected);
	});
});
