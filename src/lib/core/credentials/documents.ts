/** What a document shows, as lists name it. */
export const documentKinds = [
	'licence',
	'board-certificate',
	'privilege',
	'malpractice',
	'mqsa',
	'verification',
	'cme',
	'other'
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Contents that the vault takes, each with the ending of its files: what every browser shows and no program runs. */
export const documentTypes = {
	'application/pdf': 'pdf',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp'
} as const;
export type DocumentType = keyof typeof documentTypes;

/** The largest document, in bytes: one is held in memory while it is looked at. */
export const maxDocumentBytes = 20_000_000;

/** A form carries fields and the parts' own lines beside its file, in bytes. */
export const maxDocumentFormBytes = maxDocumentBytes + 500_000;

/** The most documents of one person, all versions counted. */
export const maxDocuments = 500;

/** More than any camera or scanner makes; a picture that says it has more is made to fill the memory of who opens it. */
export const maxPixels = 100_000_000;

const NAME_CHARS = 120;

/** Whether a text names a content that the vault takes. */
export function isDocumentType(text: string): text is DocumentType {
	return Object.hasOwn(documentTypes, text);
}

/**
 * The name under which a document is kept and given out: what its owner called it, without folders, control characters and marks that
 * turn the direction of writing, and with the ending of what it really is.
 */
export function documentName(given: string, type: DocumentType): string {
	const ending = documentTypes[type];
	const plain = (given.split(/[/\\]/).at(-1) ?? '')
		.normalize('NFC')
		.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}"<>:|?*]/gu, '')
		.replaceAll(/\s+/gu, ' ')
		.replace(/^[. ]+/u, '')
		.trim();
	const same = type === 'image/jpeg' ? /\.jpe?g$/iu : new RegExp(`\\.${ending}$`, 'iu');
	const stem = [...plain.replace(same, '')].slice(0, NAME_CHARS).join('').trim();
	return `${stem || 'document'}.${ending}`;
}
