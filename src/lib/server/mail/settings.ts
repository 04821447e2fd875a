/** Somebody in a header of a mail. */
export type Mailbox = { readonly name: string; readonly address: string };

/** Where mail leaves, and who sends it. The URL may hold a password: it is never shown, logged or thrown. */
export type MailSettings = { readonly url: string; readonly from: Mailbox };

const address = /^[^\s@<>"(),:;[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Whether a text is the address of an SMTP server. */
export function isSmtpUrl(text: string): boolean {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}

/** Reads `Name <name@example.org>` or `name@example.org`; null when it is neither. */
export function parseMailFrom(text: string): Mailbox | null {
	// A sender is one line: whatever breaks it would begin another header.
	if (/\p{Cc}/u.test(text)) return null;
	const [, name = '', inBrackets] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/u.exec(text) ?? [];
	const plain = (inBrackets ?? text).trim();
	return address.test(plain) && plain.length <= 254 ? { name: name.trim(), address: plain } : null;
}

/** The host that takes mail, for people who look after it: without user and password. */
export function smtpHost({ url }: MailSettings): string {
	return new URL(url).host;
}
