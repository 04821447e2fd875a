import { describe, expect, it } from 'vitest';
import { defaultSettings, type ViewerSettings } from '#lib/viewer/tools/settings.ts';
import { viewerSettingsSchema } from './viewer-settings.ts';

const parse = (changed: object) => viewerSettingsSchema.safeParse({ ...defaultSettings, ...changed }).success;
const own = { modality: 'CT', place: 1, name: 'Stroke', center: 32, width: 8 };

describe('the settings of the viewer', () => {
	it('are kept as they are', () => {
		const liked: ViewerSettings = {
			buttons: { left: 'scroll', middle: 'zoom', right: 'pan' },
			wheel: 'zoom',
			isScrollInverted: true,
			keys: { angle: ['Shift+q'], cobb: [] },
			presets: [own, { ...own, place: 2, name: 'Spine' }],
			layouts: { CT: { rows: 2, columns: 3 } },
			hangings: { 'ct-head': { protocol: 'ct-one' }, mg: { layout: { rows: 1, columns: 2 } } },
			hasNotes: false
		};
		expect(viewerSettingsSchema.parse(JSON.parse(JSON.stringify(liked)))).toEqual(liked);
		expect(parse({})).toBe(true);
	});

	it('that were kept before layouts could be chosen are understood', () => {
		const { hangings: _none, ...before } = defaultSettings;
		expect(viewerSettingsSchema.parse(before)).toEqual(defaultSettings);
	});

	it.each<[string, object]>([
		['an act that the viewer does not know', { keys: { launch: ['Shift+q'] } }],
		['a key that the page answers', { keys: { angle: ['1'] } }],
		['a key of two acts', { keys: { angle: ['l'] } }],
		['a drawing tool on the right button', { buttons: { ...defaultSettings.buttons, right: 'arrow' } }],
		['a window of no width', { presets: [{ ...own, width: 0 }] }],
		['two windows on one key', { presets: [own, { ...own, name: 'Other' }] }],
		['two windows of one name', { presets: [own, { ...own, place: 2 }] }],
		['a layout larger than any', { layouts: { CT: { rows: 4, columns: 1 } } }],
		['a choice of two things', { hangings: { ct: { protocol: 'x', layout: { rows: 1, columns: 1 } } } }],
		['a choice of a layout larger than any', { hangings: { ct: { layout: { rows: 1, columns: 4 } } } }],
		['a protocol that is none', { hangings: { ct: { protocol: '<b>' } } }],
		['a modality that is none', { layouts: { '<b>': { rows: 1, columns: 1 } } }],
		['more than there is', { secret: 'x' }]
	])('refuse %s', (_, changed) => {
		expect(parse(changed)).toBe(false);
	});
});
