/** The word of a code in a table of words; the code itself when the table does not know it. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
	return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
