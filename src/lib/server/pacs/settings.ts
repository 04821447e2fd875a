/** How long and how much is waited for. */
export type PacsLimits = {
	/** Until the head of an answer is there, and between two pieces of its body. */
	readonly answerMs: number;
	/** For an answer from beginning to end. */
	readonly wholeMs: number;
	readonly objectBytes: number;
	readonly jsonBytes: number;
	/** Requests at a time; what is more waits its turn. */
	readonly atOnce: number;
	/** Requests that wait at most. */
	readonly waiting: number;
};

/** A PACS that answers DICOMweb. `authorization` is a secret: it is never shown, logged or thrown. */
export type PacsSettings = {
	/** Root of its DICOMweb service, without user, password, query or trailing slash. */
	readonly url: string;
	/** Value of the Authorization header; null where it asks for none. */
	readonly authorization: string | null;
	/** Most bytes of its objects that are kept for a while. */
	readonly keptBytes: number;
	readonly limits: PacsLimits;
};

export const pacsLimits: PacsLimits = {
	answerMs: 20_000,
	wholeMs: 600_000,
	objectBytes: 4 * 1024 ** 3,
	jsonBytes: 128 * 1024 ** 2,
	atOnce: 8,
	waiting: 512
};

/** Whether a text is the root of a DICOMweb service: http or https, with or without user and password. */
export function isPacsUrl(text: string): boolean {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
}

/** Settings from the root's address, which may hold user and password, and a token; a token goes before a password. */
export function makePacsSettings(
	address: string,
	{ token, keptGigabytes }: { token: string | null; keptGigabytes: number }
): PacsSettings {
	const url = new URL(address);
	const words = [url.username, url.password].map(decodeURIComponent);
	const basic = `Basic ${Buffer.from(words.join(':')).toString('base64')}`;
	const hasUser = url.username !== '' || url.password !== '';
	return {
		url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
		authorization: token === null ? (hasUser ? basic : null) : `Bearer ${token}`,
		keptBytes: keptGigabytes * 1024 ** 3,
		limits: pacsLimits
	};
}

/** The host of the PACS, for people who look after it. */
export function pacsHost({ url }: PacsSettings): string {
	return new URL(url).host;
}
