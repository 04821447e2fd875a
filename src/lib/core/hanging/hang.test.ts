import { describe, expect, it } from 'vitest';
import { defaultHangingPolicy } from './built-in.ts';
import { findHangings } from './hang.ts';
import type { Picture } from './picture.ts';
import { alone, series } from './test-pictures.ts';
import { parseHanging } from './text.ts';

const { protocols } = defaultHangingPolicy;

const best = (pictures: Picture[], words?: string[]) => findHangings(protocols, pictures, words)[0];
const shown = (pictures: Picture[], words?: string[]) =>
	best(pictures, words)?.cells.map(
		(cell) => cell && [cell.displaySetId, cell.plane, cell.presetId].filter(Boolean).join(' ')
	);

describe('the protocols that come with the product', () => {
	const head = { body: ['HEAD'] };
	const brain = [
		series('t1', 'MR', 'AX T1', head),
		series('t1c', 'MR', 'AX T1 POST', head),
		series('sag', 'MR', 'SAG T1', { ...head, acquired: 'sagittal' }),
		series('t2', 'MR', 'AX T2', head),
		series('flair', 'MR', 'AX T2 FLAIR', head),
		series('dwi', 'MR', 'DWI', { ...head, bValue: 1000 }),
		series('adc', 'MR', 'ADC', head),
		series('scout', 'MR', 'LOC', { ...head, images: 3 })
	];
	const breast = (id: string, view: string, side: string, rowTo: string) =>
		alone(id, 'MG', { view, side, rowTo, columnTo: 'F', body: ['BREAST'] });

	it.each<[string, Picture[], string, string[]]>([
		[
			'CT head in three windows, bone from its own series',
			[series('soft', 'CT', 'AXIAL STANDARD', head), series('sharp', 'CT', 'BONE SHARP', head)],
			'ct-head',
			['soft brain', 'sharp bone', 'soft subdural']
		],
		[
			'CT head of one series three times',
			[series('scout', 'CT', 'SCOUT', { ...head, images: 2 }), series('one', 'CT', 'AXIAL', head)],
			'ct-head',
			['one brain', 'one bone', 'one subdural']
		],
		[
			'CT chest by kernel',
			[series('soft', 'CT', 'SOFT', { body: ['CHEST'] }), series('lung', 'CT', 'LUNG', { body: ['CHEST'] })],
			'ct-chest',
			['lung lung', 'soft softTissue', 'soft bone']
		],
		[
			'CT abdomen by phase',
			[
				series('native', 'CT', 'NATIVE', { body: ['ABDOMEN'] }),
				series('arterial', 'CT', 'ARTERIAL', { body: ['ABDOMEN'] }),
				series('portal', 'CT', 'PORTAL VENOUS', { body: ['ABDOMEN'] })
			],
			'ct-abdomen',
			['portal softTissue', 'arterial liver']
		],
		[
			'CT spine',
			[series('axial', 'CT', 'BONE', { body: ['LSPINE'] })],
			'ct-spine',
			['axial sagittal bone', 'axial coronal bone', 'axial axial bone']
		],
		[
			'CT of a part without a protocol of its own',
			[
				series('scout', 'CT', 'SCOUT', { body: ['KNEE'], images: 1 }),
				series('knee', 'CT', 'THIN', { body: ['KNEE'] })
			],
			'ct-one',
			['knee']
		],
		['MR brain by sequence', brain, 'mr-brain', ['flair', 'dwi', 'adc', 't2', 't1', 't1c']],
		[
			'MR brain of three sequences without an empty cell',
			brain.filter(({ displaySetId }) => ['t1', 't2', 'flair'].includes(displaySetId)),
			'mr-brain',
			['flair', 't2', 't1']
		],
		[
			'MR spine by sequence and plane',
			[
				series('axial', 'MR', 'T2', { body: ['LSPINE'] }),
				...['T1', 'T2', 'STIR'].map((word) =>
					series(word, 'MR', word, { body: ['LSPINE'], acquired: 'sagittal' })
				)
			],
			'mr-spine',
			['T2', 'T1', 'STIR', 'axial']
		],
		[
			'MR knee in three planes',
			(['sagittal', 'coronal', 'axial'] as const).map((acquired) =>
				series(acquired, 'MR', 'PD', { body: ['KNEE'], acquired })
			),
			'mr-knee',
			['sagittal', 'coronal', 'axial']
		],
		[
			'radiographs with the frontal view first',
			[alone('lat', 'DX', { view: 'LL' }), alone('pa', 'DX', { view: 'PA' })],
			'xr-two',
			['pa', 'lat']
		],
		['three radiographs', [1, 2, 3].map((n) => alone(`${n}`, 'CR')), 'xr-three', ['1', '2', '3']],
		[
			'more than four radiographs',
			[1, 2, 3, 4, 5].map((n) => alone(`${n}`, 'CR')),
			'xr-four',
			['1', '2', '3', '4']
		],
		['one radiograph', [alone('1', 'CR')], 'xr-one', ['1']],
		[
			'mammograms back to back',
			[
				breast('lmlo', 'MLO', 'L', 'A'),
				breast('rmlo', 'MLO', 'R', 'P'),
				breast('lcc', 'CC', 'L', 'A'),
				breast('rcc', 'CC', 'R', 'P')
			],
			'mg-four',
			['rcc', 'lcc', 'rmlo', 'lmlo']
		],
		[
			'mammograms of which one view lacks, its place kept',
			[breast('lmlo', 'MLO', 'L', 'A'), breast('rcc', 'CC', 'R', 'P'), breast('rmlo', 'MLO', 'R', 'P')],
			'mg-four',
			['rcc', '', 'rmlo', 'lmlo']
		],
		[
			'mammograms of one direction',
			[breast('lmlo', 'MLO', 'L', 'A'), breast('rmlo', 'MLO', 'R', 'P')],
			'mg-mlo',
			['rmlo', 'lmlo']
		],
		[
			'mammograms of one breast',
			[breast('rmlo', 'MLO', 'R', 'P'), breast('rcc', 'CC', 'R', 'P')],
			'mg-one',
			['rcc', 'rmlo']
		],
		['one mammogram, the other view missed', [breast('rmlo', 'MLO', 'R', 'P')], 'mg-one', ['', 'rmlo']],
		[
			'ultrasound in a grid',
			[1, 2, 3, 4, 5].map((n) => alone(`${n}`, 'US')),
			'us-six',
			['1', '2', '3', '4', '5', '']
		],
		['a run of angiography', [series('run', 'XA', '')], 'xa-cine', ['run']],
		[
			'PET beside its CT',
			[series('ct', 'CT', '', { body: ['CHEST'] }), series('pt', 'PT', '')],
			'pt-ct',
			['pt', 'ct softTissue', 'pt coronal', 'ct coronal softTissue']
		],
		['whatever else', [series('x', 'OT', '')], 'one', ['x']]
	])('hang %s', (_, pictures, id, cells) => {
		expect(best(pictures)?.protocol.id).toBe(id);
		expect(shown(pictures)?.map((cell) => cell ?? '')).toEqual(
			Array.from({ length: shown(pictures)?.length ?? 0 }, (_each, at) => cells[at] ?? '')
		);
	});

	it('push the chest wall to the middle and mirror a breast that was sent the other way round', () => {
		const cells = best([breast('r', 'CC', 'R', 'A'), breast('l', 'CC', 'L', 'A')])?.cells;
		expect(cells).toEqual([
			{ displaySetId: 'r', position: 0, flipped: true, align: 'right' },
			{ displaySetId: 'l', position: 0, align: 'left' }
		]);
	});

	it('leave a breast alone that does not say where it runs to, and say so', () => {
		const hanging = best([breast('r', 'CC', 'R', ''), breast('l', 'CC', 'L', 'A')]);
		expect(hanging?.cells[0]).toEqual({ displaySetId: 'r', position: 0 });
		expect(hanging?.why.unturned).toEqual([1]);
	});

	it('take the region from words about the examination where the images do not say it', () => {
		expect(best([series('a', 'CT', 'AXIAL')], ['CT', 'CHEST', 'WITHOUT'])?.protocol.id).toBe('ct-chest');
	});

	it('offer all regions, and say so, where nothing tells the region', () => {
		const all = findHangings(protocols, [series('a', 'CT', 'AXIAL')], ['URGENT']);
		expect(all[0]?.protocol.id).toBe('ct-one');
		expect(all.find(({ protocol }) => protocol.id === 'ct-head')?.why).toMatchObject({
			isBodyUnknown: true,
			body: [],
			modality: 'CT'
		});
	});

	it('keep other regions out where the region is known', () => {
		const ids = findHangings(protocols, [series('a', 'CT', '', { body: ['ABDOMEN'] })]).map(
			({ protocol }) => protocol.id
		);
		expect(ids).toEqual(['ct-abdomen', 'ct-abdomen-planes', 'ct-one', 'ct-planes', 'one']);
	});

	it('hang what is most alike of the prior beside the current, once it is there', () => {
		const current = [series('lung', 'CT', 'LUNG'), series('soft', 'CT', 'SOFT')];
		const prior = [
			series('old soft', 'CT', 'SOFT', { study: 1 }),
			series('old lung', 'CT', 'LUNG', { study: 1 }),
			series('older lung', 'CT', 'LUNG', { study: 2 })
		];
		const of = (pictures: Picture[]) =>
			findHangings(protocols, pictures).find(({ protocol }) => protocol.id === 'two-beside-prior');
		expect(of(current)).toBeUndefined();
		expect(of([...current, ...prior])?.cells.map((cell) => cell?.displaySetId)).toEqual([
			'lung',
			'old lung',
			'soft',
			'old soft'
		]);
	});
});

describe('findHangings', () => {
	const parse = (text: string) => parseHanging(text).list;

	it('gives the same answer for the same pictures and keeps the order of equals', () => {
		const equal = parse('protocol b | B\nlayout 1x1\ncell\nprotocol a | A\nlayout 1x1\ncell');
		const ids = () => findHangings(equal, [alone('1', 'CR')]).map(({ protocol }) => protocol.id);
		expect([ids(), ids()]).toEqual([
			['b', 'a'],
			['b', 'a']
		]);
	});

	it('fills what was not found with what is left, unless the cell is to stay empty', () => {
		const text =
			'protocol a | A\nlayout 1x3\ncell need word T1\ncell need word T2; KIND\ncell need word T1; at last';
		const cells = (kind: string) =>
			findHangings(parse(text.replace('; KIND', kind).replace('; at last', '; preset x')), [
				series('t1', 'MR', 'T1'),
				series('pd', 'MR', 'PD')
			])[0];
		expect(cells('')?.cells.map((cell) => cell?.displaySetId ?? null)).toEqual(['t1', 'pd', 't1']);
		expect(cells('')?.why.cells).toEqual(['asked', 'left-over', 'asked']);
		expect(cells('; or empty')?.why.cells).toEqual(['asked', 'empty', 'asked']);
	});
});

describe('a study that has less than a layout asks for', () => {
	const six = (more = '') =>
		parseHanging(
			`protocol a | A\nlayout 2x3\n${['T1', 'T2', 'FLAIR', 'DWI', 'ADC', 'PD'].map((word) => `cell need word ${word}${more}`).join('\n')}`
		).list;
	const opened = (words: string[], more?: string) => {
		const [found] = findHangings(
			six(more),
			words.map((word) => series(word, 'MR', word))
		);
		return [
			found?.layout.rows,
			found?.layout.columns,
			found?.cells.map((cell) => cell?.displaySetId ?? null)
		];
	};

	it.each([
		['three in a row', ['FLAIR', 'T1', 'PD'], [1, 3, ['T1', 'FLAIR', 'PD']]],
		['four, two by two', ['FLAIR', 'T1', 'PD', 'ADC'], [2, 2, ['T1', 'FLAIR', 'ADC', 'PD']]],
		[
			'five, with the one gap left',
			['T1', 'T2', 'DWI', 'ADC', 'PD'],
			[2, 3, ['T1', 'T2', null, 'DWI', 'ADC', 'PD']]
		]
	])('shows them larger: %s', (_name, words, expected) => {
		expect(opened(words)).toEqual(expected);
	});

	it('does so too where nothing else may take the places', () => {
		expect(opened(['T1', 'FLAIR', 'PD', 'CINE'], '; or empty')).toEqual([1, 3, ['T1', 'FLAIR', 'PD']]);
	});

	it('keeps all places where one that lacks is to be seen, and does not fit where two lack', () => {
		const five = ['T1', 'T2', 'DWI', 'ADC', 'PD'];
		const kept = '; or empty; keep place';
		expect(opened(five, kept)).toEqual([2, 3, ['T1', 'T2', null, 'DWI', 'ADC', 'PD']]);
		expect(opened(five.slice(0, 4), kept)).toEqual([undefined, undefined, undefined]);
	});
});
