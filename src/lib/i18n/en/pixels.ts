import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string => `${formatCount(n)} ${n === 1 ? one : many}`;

/** Studies held until somebody has looked for names in the images. */
export const pixels = {
	title: 'Pixel checks',
	lead: 'Consoles and screen captures draw names and numbers into the image itself, where no header can be cleaned. Studies that may carry such text wait here until somebody has looked, once for each device that writes none.',
	shows: { waiting: 'Waiting', decided: 'Decided' },
	showLabel: 'Which checks',
	caption: {
		waiting: (n: number) => `${counted(n, 'study waits', 'studies wait')} for a check`,
		decided: 'Checks that were decided'
	},
	columns: {
		study: 'Study',
		reason: 'Held because',
		images: 'Images held',
		cases: 'Cases waiting',
		since: 'Since',
		status: 'Decided',
		by: 'By'
	},
	study: (modality: string, institution: string) => `${modality}, ${institution}`,
	unknownPlace: 'place not named',
	images: (n: number) => formatCount(n),
	empty: { waiting: 'No study waits for a check', decided: 'Nothing was decided yet' },
	emptyText: 'Studies that may carry names in their pixels come here by themselves when they are imported.',
	bySystem: 'known device',
	statuses: {
		waiting: 'waiting',
		cleared: 'nothing identifying',
		masked: 'masked',
		refused: 'never shown'
	},
	reasons: {
		'burned-in-annotation': 'it declares text in the image',
		'held-kind': 'it is a kind of image that often has text in it',
		'screen-capture': 'it is a capture of a screen or a page of values',
		'not-declared': 'it does not say whether there is text',
		'known-device': 'it comes from a device whose text is known'
	},
	checked: {
		cleared: 'The study was released as it is.',
		masked: 'The study was released with its regions blanked.',
		refused: 'The study will not be shown. Its cases left review.'
	},
	check: {
		title: 'Is there a name in these images?',
		lead: (reason: string) =>
			`Held because ${reason}. Look at every image: names, numbers, dates, the hospital, initials.`,
		viewer: 'All images',
		viewerFailed: 'The viewer could not be loaded. The pictures below show every place where text may stand.',
		loading: 'Opening the images …',
		noImages: 'No image of this study can be shown.',
		like: (modality: string, description: string, columns: number, rows: number) =>
			`${`${modality} ${description}`.trim()}, ${columns} × ${rows}`,
		likeCount: (images: number, frames: number) =>
			frames > images
				? `${counted(images, 'image', 'images')}, ${counted(frames, 'frame', 'frames')}`
				: counted(images, 'image', 'images'),
		preview: (like: string) => `The brightest value of each pixel over the images of ${like}`,
		previewHint:
			'The brightest of all images laid over each other, so that text in any of them shows. Drag over it to blank a region.',
		regions: 'Regions to blank',
		regionsHint: 'One a line: column, row, width, height, in pixels from the top left.',
		topStrip: 'Blank the top strip',
		clearRegions: 'Remove all',
		cannotMask:
			'These images are encoded in a way that cannot be blanked. With regions set, they stay withheld.',
		remember: (device: string) => `Do the same for every image like this from ${device}`,
		rememberHint:
			'Of this size; a scanner that writes nothing, of any size. Publishes the next version of the pixel policy.',
		noDevice: 'The header names no manufacturer, so nothing can be remembered for the device.',
		decision: 'What reviewers get',
		decisions: {
			clear: 'All of it: nothing here identifies anybody',
			mask: 'All of it, with the regions blanked',
			refuse: 'Nothing: never show this study'
		},
		decisionHints: {
			clear: 'You have looked at every image.',
			mask: 'On the server, before anything leaves it.',
			refuse: 'Its cases leave review; reports without images are not reviewed either.'
		},
		submit: 'Decide',
		keys: 'Pixel check',
		decidedBefore: (status: string, by: string, when: string) => `Decided before: ${status}, ${by}, ${when}.`
	}
} as const;
