import { createHash } from 'node:crypto';
import { readReadsCsv } from '#lib/core/csv/read-csv.ts';
import { parseMessage } from '#lib/core/hl7/message.ts';
import { readObservationReport } from '#lib/core/hl7/observation-report.ts';
import { splitMessages } from '#lib/core/hl7/split-messages.ts';
import { toIncomingRead } from '#lib/core/reads/from-report.ts';
import { rowToIncomingRead } from '#lib/core/reads/from-row.ts';
import { err, ok } from '#lib/core/result.ts';
import { storableText } from '#lib/features/reads/codes.ts';
import type { MessageReason } from './reasons.ts';
import type { InboundMessage, MessageFault } from './take-messages.server.ts';
import type { Refusal } from './types.ts';

export type MessageItem =
	| { readonly kind: 'message'; readonly message: InboundMessage }
	| { readonly kind: 'refused'; readonly refusal: Refusal };

type Chunks = AsyncIterable<Uint8Array>;

const others: ReadonlySet<MessageReason> = new Set<MessageReason>([
	'unsupported-message-type',
	'not-a-radiology-report'
]);

const fault = (reason: MessageReason, detail: string | null = null): MessageFault => ({
	reason,
	detail,
	isOther: others.has(reason)
});

const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** Cuts HL7 messages out of a file; positions count from 1. */
export async function* hl7Messages(name: string, chunks: Chunks): AsyncGenerator<MessageItem> {
	for await (const item of splitMessages(chunks)) {
		const position = item.index + 1;
		if (item.kind === 'message') yield { kind: 'message', message: hl7Message(name, position, item.bytes) };
		else yield { kind: 'refused', refusal: { name, position, reason: item.reason, detail: null } };
	}
}

function hl7Message(name: string, position: number, bytes: Uint8Array): InboundMessage {
	const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const report = reportOf(bytes);
	return {
		name,
		position,
		format: 'hl7',
		sha256: sha256(bytes),
		body,
		controlId: report.ok ? storableText(report.value.controlId) : null,
		toRead(timeZoneOf) {
			if (!report.ok) return report;
			const facilityTimeZone = timeZoneOf(report.value.sendingFacility ?? '');
			const read = toIncomingRead(report.value, { facilityTimeZone });
			return read.ok ? read : err(fault(read.error));
		}
	};
}

function reportOf(bytes: Uint8Array) {
	const parsed = parseMessage(bytes);
	if (!parsed.ok) return err(fault(parsed.error));
	const report = readObservationReport(parsed.value);
	return report.ok ? ok(report.value) : err(fault(report.error));
}

/** A file whose first lines are all wrong is not what its header says: it costs one line, not one a row. */
const MAX_WRONG_ROWS = 1000;

/** Reads a CSV of reads; positions are lines. */
export async function* csvMessages(name: string, chunks: Chunks): AsyncGenerator<MessageItem> {
	let rows = 0;
	const wrong: Refusal[] = [];
	const refused = (refusal: Refusal): MessageItem => ({ kind: 'refused', refusal });
	for await (const item of readReadsCsv(chunks)) {
		if (item.kind === 'header') continue;
		if (item.kind === 'refused-file') {
			yield refused({ name, position: null, reason: item.reason, detail: item.detail });
		} else if (item.kind === 'row') {
			// Held back until the file has shown that it is one.
			for (const refusal of wrong.splice(0)) yield refused(refusal);
			rows += 1;
			yield { kind: 'message', message: csvMessage(name, item) };
		} else {
			const refusal = { name, position: item.line, reason: item.reason, detail: item.detail };
			if (rows > 0) yield refused(refusal);
			else if (wrong.push(refusal) > MAX_WRONG_ROWS) {
				yield refused({ name, position: null, reason: 'no-row-readable', detail: null });
				return;
			}
		}
	}
	for (const refusal of wrong) yield refused(refusal);
}

type Row = Extract<Awaited<ReturnType<ReturnType<typeof readReadsCsv>['next']>>['value'], { kind: 'row' }>;

function csvMessage(name: string, { line, row }: Row): InboundMessage {
	const body = Buffer.from(JSON.stringify(row), 'utf8');
	return {
		name,
		position: line,
		format: 'csv',
		sha256: sha256(body),
		body,
		controlId: null,
		toRead(timeZoneOf): ReturnType<InboundMessage['toRead']> {
			const read = rowToIncomingRead(row, { facilityTimeZone: timeZoneOf(row.facility) });
			if (read.ok) return read;
			const { code } = read.error;
			return err(fault(code, 'column' in read.error ? read.error.column : null));
		}
	};
}
