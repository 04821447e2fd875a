/** Everything that can be wrong with a bundle. Each has its sentence in `i18n/en/bundle-faults.ts`. */
export const faultCodes = [
	// The ZIP itself.
	'not-a-zip',
	'cut-off',
	'data-before',
	'data-behind',
	'comment',
	'directory-wrong',
	'too-many-entries',
	'unsafe-name',
	'duplicate-name',
	'encrypted',
	'data-descriptor',
	'compressed',
	'sizes-differ',
	'past-end',
	'overlap',
	'hidden-bytes',
	'header-differs',
	'other-layout',
	// The manifest and its signature.
	'manifest-missing',
	'manifest-too-large',
	'manifest-altered',
	'manifest-form',
	'signature-missing',
	'signature-form',
	'signature-wrong',
	'unknown-key',
	'key-too-young',
	'key-retired',
	// The files.
	'missing',
	'added',
	'renamed',
	'order',
	'content'
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** The first thing that is wrong: in which file, at which bytes (of that file, else of the ZIP), what was signed and what is there. */
export type Fault = {
	readonly code: FaultCode;
	readonly file: string | null;
	/** First byte that differs, counted from 0. */
	readonly from: number | null;
	/** The byte behind the last one of the range. */
	readonly to: number | null;
	readonly expected: string | null;
	readonly found: string | null;
};

/** A fault with what is known of it. */
export function fault(code: FaultCode, known: Partial<Omit<Fault, 'code'>> = {}): Fault {
	return { code, file: null, from: null, to: null, expected: null, found: null, ...known };
}
