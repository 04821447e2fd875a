/** The words of every code, by code; causes as `group` and `group/type`. */
export type CodeWords = Readonly<Record<string, string>>;

/** A stored code in words; a code that no edition names stays as it is. */
export function codeWords(words: CodeWords, of: string): string {
	return (Object.hasOwn(words, of) ? words[of] : undefined) ?? of;
}

/** A stored cause in words, both levels: `Perception: missed though visible`. */
export function causeWords(words: CodeWords, cause: string): string {
	const [group = cause, type] = cause.split('/');
	const first = codeWords(words, group);
	if (type === undefined) return first;
	const second = codeWords(words, cause);
	return second === cause
		? `${first}: ${type}`
		: `${first}: ${second.charAt(0).toLowerCase()}${second.slice(1)}`;
}
