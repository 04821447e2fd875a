import { describe, expect, it } from 'vitest';
import { findHangings } from './hang.ts';
import type { Picture } from './picture.ts';
import { alone } from './test-pictures.ts';
import { parseHanging } from './text.ts';

describe('layouts of mammograms that a group wrote before places could be kept by name', () => {
	const breast = (view: string, side: string, rowTo = '') =>
		alone(`${side}${view}`, 'MG', { view, side, rowTo, columnTo: 'F' });
	const opened = (text: string, pictures: Picture[]) => {
		const [found] = findHangings(parseHanging(`protocol a | A\n${text}`).list, pictures);
		return [
			found && Object.values(found.layout).join('×'),
			found?.cells.map((cell) => cell?.displaySetId ?? '-').join(' '),
			found?.isSideBySide ?? false
		];
	};
	const one = 'layout 1x2\ncell need view CC; or empty\ncell need view MLO; or empty';
	const four = `layout 2x2\n${['CC', 'MLO']
		.flatMap((view) => ['R', 'L'].map((side) => `cell need view ${view}; need side ${side}; or empty`))
		.join('\n')}`;
	const byWords = 'for MG\nlayout 1x2\ncell need word CC; or empty\ncell need word MLO; or empty';
	const byModality = 'layout 1x2\ncell need modality MG; need word CC; or empty\ncell need word MLO';

	it.each([
		['the view that lacks', one, [breast('MLO', 'R')], ['1×2', '- RMLO', false]],
		['two of four', four, [breast('CC', 'R'), breast('MLO', 'L')], ['2×2', 'RCC - - LMLO', true]],
		['what words ask for', byWords, [alone('x', 'MG', { words: ['MLO'] })], ['1×2', '- x', false]],
		['what a modality asks for', byModality, [alone('x', 'MG', { words: ['MLO'] })], ['1×2', '- x', false]]
	])('keep the place of %s', (_, text, pictures, expected) => {
		expect(opened(text, pictures)).toEqual(expected);
	});

	it('hang right and left side by side, also where no edge is named or a turn is not known', () => {
		const two = 'layout 1x2\ncell need side R\ncell need side L';
		const leaning = 'layout 1x2\ncell at first; orient P; align right\ncell at first; orient A; align left';
		const breasts = [breast('CC', 'R'), breast('CC', 'L')];
		expect(opened(two, breasts)).toEqual(['1×2', 'RCC LCC', true]);
		expect(opened(leaning, breasts)).toEqual(['1×2', 'RCC LCC', true]);
		expect(opened('layout 1x2\ncell\ncell', breasts)).toEqual(['1×2', 'RCC LCC', false]);
	});
});
