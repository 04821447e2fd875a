import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toIso, type Instant } from '#lib/core/instant.ts';

/** Facility 10 (security), severity 5 (notice): DICOM PS3.15 A.6. */
const PRIORITY = 85;
const MESSAGE_ID = 'DICOM+RFC3881';

/** A name of a header as RFC 5424, section 6 wants it: printable, without blanks, so long at most. */
function headerName(text: string, most: number): string {
	const name = [...text].filter((sign) => /[\x21-\x7e]/.test(sign)).join('');
	return name.slice(0, most) || '-';
}

/** A syslog message (RFC 5424) with an audit message as its text, UTF-8 with the mark that says so. */
export function makeSyslogMessage(
	message: string,
	{ at, host, processId }: { readonly at: Instant; readonly host: string; readonly processId: number }
): Uint8Array {
	const header = `<${PRIORITY}>1 ${toIso(at)} ${headerName(host, 255)} overread ${processId} ${MESSAGE_ID} - `;
	return utf8ToBytes(`${header}\ufeff${message}`);
}

/** A message with its length in front, as it goes over a stream (RFC 5425, section 4.3). */
export function frameSyslog(message: Uint8Array): Uint8Array {
	const head = utf8ToBytes(`${message.length} `);
	const frame = new Uint8Array(head.length + message.length);
	frame.set(head);
	frame.set(message, head.length);
	return frame;
}
