import { expect, it } from 'vitest';
import { applyOwnPresets, ownPresetName } from './own-presets.ts';
import type { DisplaySet, WindowPreset } from '#lib/viewer/types.ts';

const set = (modality: string, presets: WindowPreset[]): DisplaySet => ({
	id: modality,
	studyUid: '1',
	seriesUid: '2',
	modality,
	label: '',
	frames: [],
	presets,
	headers: []
});
const offered: WindowPreset[] = ['brain', 'bone', 'auto'].map((id) => ({ id, window: 'auto' }));
const own = [
	{ modality: 'CT', place: 2, name: 'Stroke', center: 32, width: 8 },
	{ modality: 'CT', place: 1, name: 'Mine', center: 40, width: 90 },
	{ modality: 'MR', place: 1, name: 'Other', center: 1, width: 2 }
];
const ids = ({ presets }: DisplaySet) => presets.map(({ id }) => id);

it('own windows take the keys that they were given, in series of their modality', () => {
	const ct = set('CT', offered);
	applyOwnPresets([ct], own);
	expect(ids(ct)).toEqual(['own:Mine', 'own:Stroke', 'brain', 'bone', 'auto']);
	expect(ct.presets[1]?.window).toEqual({ center: 32, width: 8 });
});

it('own windows that are taken away leave what was there before', () => {
	const ct = set('CT', offered);
	applyOwnPresets([ct], own);
	applyOwnPresets([ct], []);
	expect(ids(ct)).toEqual(['brain', 'bone', 'auto']);
});

it('a place behind the last is the last', () => {
	const ct = set('CT', offered);
	applyOwnPresets([ct], [{ modality: 'CT', place: 6, name: 'Late', center: 1, width: 2 }]);
	expect(ids(ct).at(-1)).toBe('own:Late');
});

it('colour gets no window', () => {
	const us = set('CT', []);
	applyOwnPresets([us], own);
	expect(ids(us)).toEqual([]);
});

it('the name of an own window is what it was called', () => {
	expect(ownPresetName('own:Stroke: early')).toBe('Stroke: early');
	expect(ownPresetName('brain')).toBeUndefined();
});
