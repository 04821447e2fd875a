import { describe, expect, it } from 'vitest';
import { defaultHangingPolicy } from './built-in.ts';
import { hangingPolicySchema } from './protocol.ts';
import { makeHanging, parseHanging } from './text.ts';

describe('protocols as text', () => {
	it('writes what it reads, for the whole set that comes with the product', () => {
		const { protocols } = defaultHangingPolicy;
		expect(protocols.length).toBeGreaterThan(20);
		expect(hangingPolicySchema.parse({ protocols })).toEqual({ protocols });
		expect(parseHanging(makeHanging(protocols))).toEqual({ list: protocols, problems: [] });
	});

	it('reads every clause', () => {
		const text =
			'protocol a | A\nfor ct\nbody head\nlayout 1×2\n' +
			'cell need word thin bone; without b 0; prefer thickness 0.5-2; must; plane axial; preset bone; slab maximum 8; orient a/r; align left; at last; or empty; keep place\n' +
			'cell prior; same 1; need images 4+; prefer sequence T1';
		const { list, problems } = parseHanging(text);
		expect(problems).toEqual([]);
		expect(list[0]).toMatchObject({
			modalities: ['CT'],
			body: ['HEAD'],
			layout: { rows: 1, columns: 2 },
			cells: [
				{
					need: [{ about: 'word', oneOf: ['THIN', 'BONE'] }],
					without: [{ about: 'b', from: 0, to: 0 }],
					prefer: [{ about: 'thickness', from: 0.5, to: 2 }],
					isMust: true,
					plane: 'axial',
					preset: 'bone',
					slab: { kind: 'maximum', thicknessMm: 8 },
					orient: { row: 'A', column: 'R' },
					align: 'left',
					at: 'last',
					isEmptyElse: true,
					keepsPlace: true
				},
				{
					study: 'prior',
					same: 1,
					need: [{ about: 'images', from: 4, to: null }],
					prefer: [{ about: 'sequence', oneOf: ['t1'] }]
				}
			]
		});
	});

	const head = 'protocol a | A\n\nlayout 1x2\n';
	it.each([
		['a line before any protocol', 'layout 1x1', 1, 'protocol-missing'],
		['an unknown word', `${head}cell\nceil`, 5, 'hanging-line-unreadable'],
		['a code with capitals', 'protocol A | A\nlayout 1x1\ncell', 1, 'code-invalid'],
		['no name', 'protocol a\nlayout 1x1\ncell', 1, 'label-required'],
		['a name too long', `protocol a | ${'x'.repeat(81)}\nlayout 1x1\ncell`, 1, 'label-too-long'],
		['a code twice', `${head}cell\nprotocol a | B\nlayout 1x1\ncell`, 5, 'code-twice'],
		['no layout', 'protocol a | A\ncell', 1, 'layout-missing'],
		['a layout of four rows', 'protocol a | A\nlayout 4x1\ncell', 2, 'layout-unreadable'],
		['no cell', head, 1, 'cells-missing'],
		['a cell too many', `${head}cell\ncell\ncell`, 6, 'cells-too-many'],
		['an unknown clause', `${head}cell nead word T1`, 4, 'clause-unreadable'],
		['a condition without a value', `${head}cell need word`, 4, 'clause-unreadable'],
		['an unknown sequence', `${head}cell need sequence t9`, 4, 'clause-unreadable'],
		['a range upside down', `${head}cell need images 9-4`, 4, 'clause-unreadable'],
		['a cell that is like a later one', `${head}cell same 1`, 4, 'same-later']
	])('names the line of %s', (_, text, line, code) => {
		expect(parseHanging(text).problems[0]).toEqual({ line, code });
	});
});
