/** The word for a code; a code without one, as an older version may have stored it, stands for itself. */
export function pixelWord(words: Readonly<Record<string, string>>, code: string): string {
	return words[code] ?? code;
}
