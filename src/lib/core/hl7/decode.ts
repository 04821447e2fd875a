/** MSH-18 (HL7 table 0211) to the labels of the Encoding Standard. */
const labels: Readonly<Record<string, string>> = {
	'8859/1': 'iso-8859-1',
	'8859/2': 'iso-8859-2',
	'8859/3': 'iso-8859-3',
	'8859/4': 'iso-8859-4',
	'8859/5': 'iso-8859-5',
	'8859/6': 'iso-8859-6',
	'8859/7': 'iso-8859-7',
	'8859/8': 'iso-8859-8',
	'8859/9': 'iso-8859-9',
	'8859/15': 'iso-8859-15',
	'ISO IR87': 'iso-2022-jp',
	'ISO IR159': 'iso-2022-jp',
	'GB 18030-2000': 'gb18030',
	'KS X 1001': 'euc-kr',
	'CNS 11643-1992': 'big5',
	'BIG-5': 'big5'
};

export type DecodedText = {
	readonly text: string;
	/** The character set that was used, as an Encoding Standard label. */
	readonly decodedAs: string;
};

/**
 * The text of one message. Bytes that are valid UTF-8 are UTF-8 whatever MSH-18 says, since senders that declare 8859/1 and
 * write UTF-8 are common and the reverse cannot look like it by chance; other bytes follow MSH-18, and Latin-1 where it is
 * silent or wrong.
 */
export function decodeMessage(bytes: Uint8Array, declared: string | null): DecodedText {
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), decodedAs: 'utf-8' };
	} catch {
		const decodedAs = labels[declared?.trim().toUpperCase() ?? ''] ?? 'iso-8859-1';
		return { text: new TextDecoder(decodedAs).decode(bytes), decodedAs };
	}
}

/** MSH-18's first value, found before anything is decoded; null where it is empty. */
export function declaredCharset(bytes: Uint8Array): string | null {
	const head = new TextDecoder('windows-1252')
		.decode(bytes.subarray(0, 4096))
		.replace(/^\u00ef\u00bb\u00bf/, '');
	const line = head.split(/[\r\n]/, 1)[0] ?? '';
	const repetition = line.charAt(5);
	const value = line.split(line.charAt(3))[17] ?? '';
	return (repetition ? value.split(repetition)[0] : value) || null;
}
