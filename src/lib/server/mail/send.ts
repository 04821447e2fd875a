import { createTransport } from 'nodemailer';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Mailbox, MailSettings } from './settings.ts';

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

export type OutgoingMail = {
	/** The same for every attempt, so that a copy that came twice is recognised by it. */
	readonly messageId: string;
	readonly to: Mailbox;
	readonly subject: string;
	/** Plain text; addresses of the product in it become links in the HTML part. */
	readonly text: string;
};

/** Why a mail did not leave: a code, since what a server answers may name people. Permanent: not even later. */
export type MailError = { readonly code: string; readonly isPermanent: boolean };

/**
 * Hands a mail to the SMTP server. A server that refuses it for good (RFC 5321 §4.2.1, replies 5yz) is not asked again; what ails
 * the connection or the sign-in may pass.
 */
export async function sendMail(
	settings: MailSettings,
	{ messageId, to, subject, text }: OutgoingMail
): Promise<Result<null, MailError>> {
	const { hostname, username } = new URL(settings.url);
	const transport = createTransport({
		url: settings.url,
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: SILENCE_MS,
		disableFileAccess: true,
		disableUrlAccess: true,
		// A password never leaves this machine in the clear.
		requireTLS: username !== '' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
	});
	try {
		await transport.sendMail({
			messageId,
			from: settings.from,
			to: { name: oneLine(to.name), address: to.address },
			subject: oneLine(subject),
			text,
			html: htmlOf(text),
			// RFC 3834: no answering machine should answer this.
			headers: { 'Auto-Submitted': 'auto-generated' }
		});
		return ok(null);
	} catch (error) {
		return err(mailErrorOf(error));
	} finally {
		transport.close();
	}
}

/** The Message-ID of a mail of ours: its id at the sender's domain. */
export function messageIdOf(id: string, { from }: MailSettings): string {
	return `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;
}

/** A text without what would end a header. */
function oneLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function mailErrorOf(error: unknown): MailError {
	const { code, responseCode } = (error instanceof Error ? error : {}) as {
		code?: unknown;
		responseCode?: unknown;
	};
	const isSignIn = code === 'EAUTH' || code === 'ENOAUTH';
	if (typeof responseCode === 'number' && responseCode >= 400) {
		return { code: `smtp-${responseCode}`, isPermanent: responseCode >= 500 && !isSignIn };
	}
	const known =
		typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code) ? code.slice(1).toLowerCase() : 'failed';
	return { code: `smtp-${known}`, isPermanent: code === 'EENVELOPE' };
}

/** The text as a plain page: paragraphs, and links where an address stands alone. */
export function htmlOf(text: string): string {
	const escaped = (part: string): string =>
		part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
	const line = (part: string): string =>
		/^https?:\/\/\S+$/.test(part) ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part);
	const paragraphs = text
		.trim()
		.split(/\n{2,}/)
		.map((paragraph) => `<p>${paragraph.split('\n').map(line).join('<br>')}</p>`);
	return `<!doctype html><html><body style="font-family:sans-serif;font-size:15px;line-height:1.5">${paragraphs.join('')}</body></html>`;
}
