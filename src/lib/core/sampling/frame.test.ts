import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { getValue } from '#lib/core/result.ts';
import { frameHeader, makeFrame, makeFrameBuilder, parseFrame } from './frame.ts';

const csv = [
	frameHeader,
	'c-01,R07,CT,F03,2026-01-04',
	'c-02,R02,MR,F03,2026-03-30',
	'c-03,R07,CT,F01,2026-02-11',
	'c-04,R07,CR,F01,2026-01-02',
	''
].join('\n');
const entries = csv
	.split('\n')
	.slice(1, -1)
	.map((row) => {
		const [caseId = '', reader = '', modality = '', facility = '', finalisedOn = ''] = row.split(',');
		return { caseId, reader, modality, facility, finalisedOn };
	});

describe('parseFrame', () => {
	it('groups the cases by reader and modality, sorted, and hashes the bytes', () => {
		expect(parseFrame(csv)).toEqual({
			ok: true,
			value: {
				count: 4,
				hash: createHash('sha256').update(csv).digest('hex'),
				firstOn: '2026-01-02',
				lastOn: '2026-03-30',
				strata: [
					{ reader: 'R02', modality: 'MR', caseIds: ['c-02'] },
					{ reader: 'R07', modality: 'CR', caseIds: ['c-04'] },
					{ reader: 'R07', modality: 'CT', caseIds: ['c-01', 'c-03'] }
				]
			}
		});
	});

	it('takes an empty frame', () => {
		expect(parseFrame(`${frameHeader}\n`)).toMatchObject({ ok: true, value: { count: 0, firstOn: null } });
	});

	it.each([
		['', 'frame-header', 1],
		[frameHeader, 'frame-header', 1],
		[csv.replace('modality', 'Modality'), 'frame-header', 1],
		[csv.replaceAll('\n', '\r\n'), 'frame-header', 1],
		[csv.slice(0, -1), 'frame-end', 5],
		[csv.replace('c-02,', 'c-01,'), 'frame-order', 3],
		[csv.replace('c-03,', 'c-0,'), 'frame-order', 4],
		[csv.replace('2026-02-11', '11.02.2026'), 'frame-row', 4],
		[csv.replace('c-02,R02', 'c-02,"R02"'), 'frame-row', 3],
		[csv.replace(',F01,2026-01-02', ',F01,2026-01-02,extra'), 'frame-row', 5],
		[csv.replace('R02', 'Müller'), 'frame-row', 3]
	])('names the line that is wrong (%#)', (text, code, line) => {
		expect(parseFrame(text)).toEqual({ ok: false, error: { code, line } });
	});

	it('throws on no text', () => {
		fc.assert(fc.property(fc.string(), (text) => void parseFrame(`${frameHeader}\n${text}`)));
	});
});

describe('makeFrame', () => {
	it('sorts entries by code unit and agrees with the parsed CSV', () => {
		expect(makeFrame(entries.toReversed())).toEqual(parseFrame(csv));
		const upperFirst = getValue(
			makeFrame(
				['b', 'B', 'a'].map((caseId) => ({
					...entries[0],
					caseId,
					reader: 'R1',
					modality: 'CT',
					facility: 'F',
					finalisedOn: '2026-01-01'
				}))
			)
		);
		expect(upperFirst.strata[0]?.caseIds).toEqual(['B', 'a', 'b']);
	});

	it('refuses a case twice', () => {
		expect(makeFrame([...entries, ...entries.slice(0, 1)])).toMatchObject({ error: { code: 'frame-order' } });
	});
});

describe('makeFrameBuilder', () => {
	it('gives the lines of the CSV, and the same hash over many batches', () => {
		const builder = makeFrameBuilder();
		const lines = [frameHeader];
		for (let i = 0; i < 5000; i++) {
			const caseId = `case-${String(i).padStart(6, '0')}`;
			lines.push(
				getValue(
					builder.add({
						caseId,
						reader: `R${i % 7}`,
						modality: 'CT',
						facility: 'F1',
						finalisedOn: '2026-05-05'
					})
				)
			);
		}
		const text = `${lines.join('\n')}\n`;
		expect(builder.finish()).toEqual(getValue(parseFrame(text)));
		expect(getValue(parseFrame(text)).hash).toBe(createHash('sha256').update(text).digest('hex'));
	});
});
