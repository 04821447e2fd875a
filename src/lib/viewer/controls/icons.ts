import type { NamedAct } from '#lib/viewer/labels.ts';

/** Paths of 24 × 24 line icons, drawn for this viewer. */
export const icons: Partial<Record<NamedAct | 'pause', string>> = {
	window: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16m0-12h4.5m-4.5 4h7m-7 4h5',
	pan: 'M12 3v18M3 12h18M9.5 5.5 12 3l2.5 2.5m-5 13L12 21l2.5-2.5m-9-9L3 12l2.5 2.5m13-5L21 12l-2.5 2.5',
	zoom: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20 20M8 10.5h5m-2.5-2.5v5',
	length: 'M4 17 17 4m-15 11 4 4M15 2l4 4',
	arrow: 'M20 20 6 6m0 0h7M6 6v7',
	outline: 'M4.5 9.5a8 5.5 0 0 1 6-3m3 0a8 5.5 0 0 1 6 3m0 5a8 5.5 0 0 1-6 3m-3 0a8 5.5 0 0 1-6-3',
	ellipse: 'M12 6c5 0 9 2.7 9 6s-4 6-9 6-9-2.7-9-6 4-6 9-6Z',
	scroll: 'M8 4h8v16H8Zm4 3v3m-2 6 2 2 2-2',
	magnify: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20 20M8 10.5a2.5 2.5 0 0 1 2.5-2.5',
	bidirectional: 'M5 19 19 5M9 9l6 6',
	angle: 'M19 19H5L16 6m-5 13a7 7 0 0 0-1.7-4.6',
	cobb: 'M4 5l15 3M4 20l15-4M12 6.6v11.2',
	rectangle: 'M4 6h16v12H4Z',
	freehand: 'M7 18c-4-2-4-9 1-11s5 3 8 2 5 3 3 7-8 4-12 2Z',
	rotateRight: 'M18 12a6 6 0 1 1-2-4.5M16 3v5h-5',
	rotateLeft: 'M6 12a6 6 0 1 0 2-4.5M8 3v5h5',
	flipHorizontal: 'M12 3v18M9 7v10H4Zm6 0v10h5Z',
	flipVertical: 'M3 12h18M7 9h10V4Zm0 6h10v5Z',
	actualSize: 'M5 7l2-1v12m10-11 2-1v12m-7-8v.1m0 3.9v.1',
	keyImage: 'M8 4h8v16l-4-4-4 4Z',
	secondWindow: 'M4 8h11v11H4Zm5 0V4h11v11h-5',
	flagQuality: 'M6 21V4h11l-2.5 4L17 12H6',
	settings:
		'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Zm0-5v2m0 12v2M4 12h2m12 0h2M6.3 6.3l1.5 1.5m8.4 8.4 1.5 1.5m0-11.4-1.5 1.5m-8.4 8.4-1.5 1.5',
	notes: 'M5 5h6M5 9h4m10 6h-6m6 4h-4',
	probe: 'M12 3v5m0 8v5M3 12h5m8 0h5m-9-.5v1',
	invert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16m2-15.5v15m2-13.8v12.6m2-10.3v8',
	reset: 'M5 12a7 7 0 1 0 2.2-5.1M7 3v4.2h4.2',
	fit: 'M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5',
	play: 'M8 5v14l11-7Z',
	pause: 'M8 5v14M16 5v14',
	undo: 'M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3',
	remove: 'M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13'
};
