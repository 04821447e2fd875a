const made = 'made for other programs; this viewer shows images as they were acquired';
const stored = 'it stays in the store, and whoever may see originals finds it there';

/** One and many, and why it is not shown. */
const unseen = {
	'structured-report': ['structured report', 'structured reports', 'nothing in it is left to read'],
	'presentation-state': ['presentation', 'presentations', 'it is about images that are not shown'],
	'key-object-selection': [
		'key image selection',
		'key image selections',
		'it names images that are not shown'
	],
	radiotherapy: [
		'radiotherapy object',
		'radiotherapy objects',
		'plans, structures and doses are not read here'
	],
	waveform: ['waveform', 'waveforms', 'an ECG or another curve is no image'],
	segmentation: ['segmentation', 'segmentations', `it is an overlay ${made}`],
	registration: ['registration', 'registrations', made],
	'encapsulated-document': [
		'document (PDF or the like)',
		'documents (PDF or the like)',
		'names and dates in it cannot be taken out'
	],
	'raw-data': ['raw data set', 'raw data sets', 'no image has been made of it'],
	'surface-or-mesh': ['surface', 'surfaces', made],
	measurement: ['set of measurements', 'sets of measurements', made],
	'real-world-value-mapping': ['value mapping', 'value mappings', made],
	'parametric-map': ['parametric map', 'parametric maps', made],
	tractography: ['tractography', 'tractographies', made],
	spectroscopy: ['spectroscopy', 'spectroscopies', 'spectra are no images'],
	'whole-slide': ['microscopy slide', 'microscopy slides', 'slides need a viewer of their own'],
	video: ['video', 'videos', 'videos are not read here'],
	'stereometric-relationship': ['stereo pair', 'stereo pairs', made],
	protocol: ['protocol', 'protocols', 'it says how a scan is made'],
	directory: ['index', 'indexes', 'it lists files of a medium'],
	'private-object': ['private object', 'private objects', `only its maker knows what it is; ${stored}`],
	'unknown-object': ['object of an unknown kind', 'objects of an unknown kind', stored],
	'no-pixel-data': ['object without an image', 'objects without an image', 'there is nothing to show'],
	'no-image-attributes': ['image without a size', 'images without a size', 'its header is incomplete'],
	'transfer-syntax-not-shown': ['image', 'images', 'its encoding cannot be shown'],
	'pixel-format-not-shown': ['image', 'images', 'its kind of pixels cannot be shown'],
	'pixel-data-truncated': ['image', 'images', 'it is cut off'],
	'pixel-data-malformed': ['image', 'images', 'it is damaged'],
	'size-differs-from-codestream': ['image', 'images', 'it has another size than its header says'],
	'frames-not-found': ['image', 'images', 'its frames cannot be found'],
	'frame-too-large': ['image', 'images', 'it is too large'],
	'too-many-fragments': ['image', 'images', 'it comes in too many pieces'],
	'too-many-frames': ['image', 'images', 'it has too many frames']
} as const;

export const annexes = {
	menu: 'Beside the images',
	keyImages: 'Key images of the reader or the scanner',
	titles: {
		'113000': 'Of interest',
		'113001': 'Rejected for quality',
		'113002': 'For the referring provider',
		'113003': 'For surgery',
		'113004': 'For teaching',
		'113005': 'For conference',
		'113006': 'For therapy',
		'113007': 'For the patient',
		'113008': 'For peer review',
		'113009': 'For research',
		'113010': 'Quality issue'
	},
	presentations: 'Presentations',
	presentation: (number: number) => `Presentation ${number}`,
	asSent: 'Without a presentation',
	/** “Presentations, 2 years earlier”. */
	ofStudy: (what: string, label: string) => (label === '' ? what : `${what}, ${label}`),
	elsewhere: 'Its images are in a study that is not open.',
	/** Of an item of a report: goes to its image, with what is drawn there. */
	showPlace: 'Show on the image',
	showNumberedPlace: (number: number) => `Show on the image (${number})`,
	placeMissing: 'No image that is open shows this.',
	onlyLines: 'Without the lines of the report',
	reports: 'Structured reports',
	report: (number: number, heading: string) =>
		heading === '' ? `Structured report ${number}` : `Structured report ${number}: ${heading}`,
	scrubbed: 'Names, dates and whatever tells who wrote it are taken out.',
	close: 'Close',
	notShown: 'Not shown',
	unseen: (kind: keyof typeof unseen, count: number) => {
		const [one, many, why] = unseen[kind];
		return `${count} ${count === 1 ? one : many}: ${why}.`;
	},
	unread: (count: number) =>
		`${count === 1 ? 'Another one has' : `${count} others have`} not come from the PACS yet. Open the case again to see more.`
} as const;
