/** One component group of a person name (PS3.5 6.2.1.1). */
export type NameGroup = {
	readonly family: string;
	readonly given: string;
	readonly middle: string;
	readonly prefix: string;
	readonly suffix: string;
};

/** A person name: alphabetic, and where given ideographic and phonetic. */
export type PersonName = {
	readonly alphabetic: NameGroup;
	readonly ideographic?: NameGroup;
	readonly phonetic?: NameGroup;
};

/** Splits a decoded PN value into its groups and components; missing components are empty. */
export function parsePersonName(text: string): PersonName {
	const [alphabetic = '', ideographic, phonetic] = text.split('=', 3);
	return {
		alphabetic: parseGroup(alphabetic),
		...(ideographic ? { ideographic: parseGroup(ideographic) } : {}),
		...(phonetic ? { phonetic: parseGroup(phonetic) } : {})
	};
}

function parseGroup(text: string): NameGroup {
	const [family = '', given = '', middle = '', prefix = '', suffix = ''] = text
		.split('^')
		.map((part) => part.trim());
	return { family, given, middle, prefix, suffix };
}
