/** The characters a message declares in MSH-1 and MSH-2. */
export type Delimiters = {
	readonly field: string;
	readonly component: string;
	readonly repetition: string;
	readonly escape: string;
	readonly subcomponent: string;
	/** Since v2.7; null where the message declares none. */
	readonly truncation: string | null;
	/** MSH-2 as it stands. */
	readonly encodingCharacters: string;
};

export const standardDelimiters: Delimiters = {
	field: '|',
	component: '^',
	repetition: '~',
	escape: '\\',
	subcomponent: '&',
	truncation: null,
	encodingCharacters: '^~\\&'
};

/** Reads MSH-1 and MSH-2 of a header line (HL7 v2.9 2.5.4), or null when it is none. */
export function readDelimiters(header: string): Delimiters | null {
	const field = header.charAt(3);
	if (!header.startsWith('MSH') || !/^[^\p{L}\p{N}\s]$/u.test(field)) return null;
	const end = header.indexOf(field, 4);
	const encodingCharacters = header.slice(4, end < 0 ? undefined : end);
	const [component = '^', repetition = '~', escape = '\\', fourth = '&', fifth] = encodingCharacters;
	if (encodingCharacters.length > 5 || /[\p{L}\p{N}\s]/u.test(encodingCharacters)) return null;
	// Some senders write the escape character twice, as in source code: ^~\\&
	const doubled = fourth === escape && fifth !== undefined;
	return {
		field,
		component,
		repetition,
		escape,
		subcomponent: doubled ? fifth : fourth,
		truncation: doubled ? null : (fifth ?? null),
		encodingCharacters
	};
}
