/** What can go wrong when another archive is asked. */
export const pacsFailures = [
	'pacs-not-set',
	'pacs-unreachable',
	'pacs-too-slow',
	'pacs-denies',
	'pacs-refuses',
	'pacs-redirects',
	'pacs-has-not',
	'pacs-fails',
	'pacs-answer-unusable',
	'pacs-answer-too-large',
	'pacs-answer-broken-off',
	'pacs-object-differs',
	'pacs-busy',
	'pacs-unwanted'
] as const;
export type PacsFailure = (typeof pacsFailures)[number];

/** Thrown where the bytes of an object are needed and the PACS does not give them; `runtime/dicomweb` makes a status of it. */
export class PacsError extends Error {
	readonly failure: PacsFailure;
	constructor(failure: PacsFailure) {
		super(failure);
		this.name = 'PacsError';
		this.failure = failure;
	}
}
