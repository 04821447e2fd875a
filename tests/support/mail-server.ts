import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export type ReceivedMail = {
	readonly from: string;
	readonly to: readonly string[];
	/** Headers and body, as they were sent. */
	readonly raw: string;
};

/** What the server answers to a recipient: null takes the mail. */
export type Refusal = { readonly code: number; readonly message: string } | null;

export type MailServer = AsyncDisposable & {
	/** `smtp://…` */
	readonly url: string;
	readonly received: ReceivedMail[];
	/** From now on this is what recipients are answered. */
	refuse(refusal: Refusal): void;
	/** From now on recipients are not answered until they are released. */
	hold(): void;
	release(): void;
	/** How many wait for an answer, or waited for one until they hung up. */
	readonly held: number;
};

/** A real SMTP server on loopback that keeps what it is given. Connections are plain, as for a relay on the same machine. */
export async function startMailServer({ password }: { password?: string } = {}): Promise<MailServer> {
	const received: ReceivedMail[] = [];
	let refusal: Refusal = null;
	let isHolding = false;
	let held: (() => void)[] = [];
	const server = new SMTPServer({
		disabledCommands: ['STARTTLS', ...(password === undefined ? ['AUTH'] : [])],
		allowInsecureAuth: true,
		onAuth: (auth, _session, done) =>
			auth.password === password ? done(null, { user: 'overread' }) : done(new Error('535 no')),
		onRcptTo: (_address, _session, done) => {
			if (isHolding) held.push(() => done());
			else if (refusal) done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
			else done();
		},
		onData: (stream, session, done) => {
			const { mailFrom, rcptTo } = session.envelope;
			void text(stream).then((raw) => {
				received.push({
					from: mailFrom ? mailFrom.address : '',
					to: rcptTo.map(({ address }) => address),
					raw
				});
				done();
			});
		}
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const signIn = password === undefined ? '' : `overread:${encodeURIComponent(password)}@`;
	return {
		url: `smtp://${signIn}127.0.0.1:${port}`,
		received,
		refuse: (next) => {
			refusal = next;
		},
		hold: () => {
			isHolding = true;
		},
		release: () => {
			isHolding = false;
			for (const answer of held) answer();
			held = [];
		},
		get held() {
			return held.length;
		},
		[Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

/** The readable parts of a mail: its headers by name in lower case, and its text part. */
export function readMail({ raw }: ReceivedMail): { headers: ReadonlyMap<string, string>; text: string } {
	const [head = ''] = raw.split('\r\n\r\n', 1);
	const headers = new Map<string, string>();
	for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
		const at = line.indexOf(':');
		headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
	}
	const plain = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/i.exec(raw);
	const isQuoted = /text\/plain[^]*?quoted-printable/i.test(raw.slice(0, plain ? plain.index + 200 : 0));
	const body = plain?.[1] ?? '';
	return { headers, text: isQuoted ? unquote(body) : body };
}

/** Undoes quoted-printable (RFC 2045 §6.7). */
function unquote(text: string): string {
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
