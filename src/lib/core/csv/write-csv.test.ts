import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRecordReader } from './records.ts';
import { csvCell, csvLine } from './write-csv.ts';

const running = /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const texts = fc.array(fc.string({ unit: fc.constantFrom(...'=+-@;,\t"\' a1\n\r＝＠') }), { minLength: 1 });

describe('a cell of CSV', () => {
	it.each([
		['plain', 'plain'],
		['a, b', '"a, b"'],
		['a "b"', '"a ""b"""'],
		['=1+1', "'=1+1"],
		['＝1+1', "'＝1+1"],
		[' =1+1', "' =1+1"],
		['a;=1', "a;'=1"],
		['a; b', 'a; b'],
		['-5 °C', "'-5 °C"]
	])('writes %j as %s', (text, written) => expect(csvCell(text)).toBe(written));

	it('writes numbers and truths as they are, and nothing for null', () => {
		expect([-3.25, true, null].map(csvCell)).toEqual(['-3.25', 'true', '']);
	});

	it('gives back no text that runs, and as many as it was given', () => {
		fc.assert(
			fc.property(texts, (given) => {
				const reader = makeRecordReader({ separator: ',' });
				const [record, ...more] = [...reader.push(csvLine(given)), ...reader.end()];
				// One empty cell is an empty line, which is no record.
				if (given.length === 1 && given[0] === '') return;
				expect(more).toEqual([]);
				const fields = record?.kind === 'record' ? record.fields : [];
				expect(fields).toHaveLength(given.length);
				for (const field of fields) expect(field).not.toMatch(running);
			})
		);
	});

	it('gives none that runs to a spreadsheet that takes semicolons or tabs for the ends of cells either', () => {
		fc.assert(
			fc.property(texts, (given) => {
				for (const piece of csvLine(given).split(/[;\t\r\n]/)) expect(piece).not.toMatch(running);
			})
		);
	});
});
