/** Where checkpoints of the audit log are kept outside of the database, and where its entries are sent on to. */
export type AuditSettings = {
	/** Folder of checkpoints; each is a file that is never written again. */
	readonly anchorFolder: string;
	/** Addresses that are mailed one a day. */
	readonly anchorMail: readonly string[];
	/** Another system that takes each; null where there is none. It is never shown with its token. */
	readonly anchorSystem: { readonly url: string; readonly token: string | null } | null;
	/** The repository of audit messages that entries are sent on to; null where there is none. */
	readonly syslog: SyslogSettings | null;
};

/** A repository of audit messages (IHE ATNA): by TLS with the portal's own certificate where it wants one, or by UDP. */
export type SyslogSettings = {
	readonly transport: 'tls' | 'udp';
	readonly host: string;
	readonly port: number;
	/** Paths of PEM files; null for those of the system, and for none. */
	readonly caPath: string | null;
	readonly certificatePath: string | null;
	readonly keyPath: string | null;
};

const USUAL_PORTS = { tls: 6514, udp: 514 } as const;

/** Reads `tls://host[:port]` or `udp://host[:port]`; null where it is neither. */
export function parseSyslogUrl(text: string): Pick<SyslogSettings, 'transport' | 'host' | 'port'> | null {
	const [, scheme, host, port] =
		/^(tls|udp):\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/?$/.exec(text) ?? [];
	if (!host || (scheme !== 'tls' && scheme !== 'udp')) return null;
	const number = port === undefined ? USUAL_PORTS[scheme] : Number(port);
	if (number < 1 || number > 65_535) return null;
	return { transport: scheme, host: host.replace(/^\[|\]$/g, ''), port: number };
}

/** Reads addresses with commas between them; null where one is none. */
export function parseAddresses(text: string): readonly string[] | null {
	const addresses = text
		.split(',')
		.map((each) => each.trim())
		.filter((each) => each !== '');
	const isAddress = (each: string): boolean => /^[^\s@<>"(),:;[\]\\]+@[A-Za-z0-9.-]+$/.test(each);
	return addresses.length > 0 && addresses.every(isAddress) ? [...new Set(addresses)] : null;
}

/** Whether a text is an address that checkpoints can be sent to: in the clear only on this machine. */
export function isAnchorUrl(text: string): boolean {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || url.username !== '' || url.password !== '') return false;
	const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
	return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}
