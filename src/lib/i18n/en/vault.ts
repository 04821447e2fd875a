import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** Documents that show what is recorded of radiologists. */
export const vault = {
	title: 'Documents',
	titleOf: (name: string) => `Documents of ${name}`,
	count: (n: number) => (n === 0 ? 'Nothing here yet' : counted(n, 'document', 'documents')),
	none: 'No document yet.',
	noneHow: 'A photo or PDF of a licence, a certificate or a letter, sent in or put here by a coordinator.',
	kinds: {
		licence: 'a licence',
		'board-certificate': 'a board certificate',
		privilege: 'a privilege',
		malpractice: 'malpractice cover',
		mqsa: 'MQSA qualification',
		verification: 'a check at the source',
		cme: 'continuing education',
		other: 'something else'
	},
	version: (n: number) => `version ${formatCount(n)}`,
	earlier: (n: number) => counted(n, 'earlier version', 'earlier versions'),
	open: 'Look at it',
	download: 'Download',
	preview: (name: string) => `Preview of ${name}`,
	problems: {
		'document-missing': 'the file is not there',
		'document-damaged': 'the file is not as it was stored'
	},
	verdict: (documents: number, problems: number, strays: number) =>
		`${counted(documents, 'document', 'documents')}, ${counted(problems, 'problem', 'problems')}, ${counted(strays, 'file', 'files')} that no record names`,
	form: {
		title: 'Put a document here',
		file: 'Photo or PDF',
		fileHint: 'PDF, JPEG, PNG or WebP, up to 20 MB. On a phone you can take a photo of it.',
		camera: 'Take a photo',
		cameraHint: 'Opens the camera. Or choose a file below.',
		kind: 'What it shows',
		replaces: 'It replaces',
		replacesNone: 'nothing: it is a document of its own',
		store: 'Store it',
		stored: 'The document is stored.'
	}
} as const;
