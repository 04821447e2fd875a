/** A word of a text. `end` leaves a possessive 's outside. */
export type Token = {
	readonly text: string;
	/** Lower case, without accents and apostrophes: what names are compared by. */
	readonly folded: string;
	readonly start: number;
	readonly end: number;
};

/** Lower case, without accents, apostrophes and dots. */
export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/[\p{M}'’.]/gu, '')
		.replaceAll('ß', 'ss')
		.replaceAll('ø', 'o')
		.replaceAll('Ø', 'O')
		.replaceAll('ł', 'l')
		.replaceAll('Ł', 'L')
		.replaceAll('æ', 'ae')
		.toLowerCase();
}

/** The words of a text, in order; hyphens part words. */
export function tokenise(text: string): Token[] {
	return [...text.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu)].map((match) => {
		const word = match[0].replace(/['’]s$/iu, '');
		return { text: word, folded: fold(word), start: match.index, end: match.index + word.length };
	});
}

/** Whether a word begins with a capital letter. */
export function isCapitalised(text: string): boolean {
	return /^\p{Lu}/u.test(text);
}

/** Whether a word of two letters or more is written in capitals throughout. */
export function isAllCapitals(text: string): boolean {
	return text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase();
}
