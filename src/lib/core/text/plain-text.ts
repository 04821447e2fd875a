/**
 * Text as it is stored: line ends as one line feed, and without the control characters that nobody types (C0 and DEL but tab and line
 * feed, PostgreSQL keeps no NUL) and without halves of surrogate pairs, which are no characters. Everything else stays as it was typed.
 */
export function plainText(text: string): string {
	return (
		text
			.replace(/\r\n?/g, '\n')
			// eslint-disable-next-line no-control-regex -- they are what is taken out
			.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
			.toWellFormed()
	);
}
