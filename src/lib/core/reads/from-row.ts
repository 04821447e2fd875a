import type { ReadRow } from '#lib/core/csv/read-row.ts';
import { parseHl7Time } from '#lib/core/hl7/time.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Result } from '#lib/core/result.ts';
import { err, ok } from '#lib/core/result.ts';
import { holdReasons, type IncomingEvent, type KeptEvent } from '#lib/core/turnaround/events.ts';
import type { IncomingPerson, IncomingRead, IncomingStatus } from './incoming-read.ts';
import { readEvents } from './incoming-read.ts';
import { bodyRegionOf, modalityOf } from './modality.ts';
import { payerOf, stateCodeOf } from './payer.ts';
import { versionKey } from './version-key.ts';
import { utcInstant, zonedInstant } from './zoned-time.ts';

export type RowReadError =
	| {
			readonly code:
				'no-reader' | 'no-report-status' | 'unknown-modality' | 'no-result-time' | 'kind-contradicts-status';
	  }
	| { readonly code: 'bad-time'; readonly column: (typeof readEvents)[number] | EventColumn };

/**
 * A row of a CSV of reads as an incoming read. Times are ISO 8601 or `M/D/YYYY h:mm AM`; one without offset is wall-clock
 * time in `facilityTimeZone` (IANA).
 */
export function rowToIncomingRead(
	row: ReadRow,
	{ facilityTimeZone }: { facilityTimeZone: string }
): Result<IncomingRead, RowReadError> {
	const status = row.status ?? row.kind;
	if (!status) return err({ code: 'no-report-status' });
	const kind =
		status === 'preliminary' ? 'preliminary' : status === 'cancelled' ? (row.kind ?? 'final') : 'final';
	if (row.kind !== null && row.kind !== kind) return err({ code: 'kind-contradicts-status' });
	if (!row.readerId && !row.readerName) return err({ code: 'no-reader' });
	const procedure = row.procedure ?? row.modality ?? '';
	const modality =
		row.modality ?? modalityOf({ section: null, procedure, opening: row.reportText.slice(0, 120) });
	if (!modality) return err({ code: 'unknown-modality' });

	const events: Record<(typeof readEvents)[number], Instant | null> = {
		orderedAt: null,
		examCompletedAt: null,
		imagesReceivedAt: null,
		preliminaryAt: null,
		finalAt: null
	};
	for (const column of readEvents) {
		const written = row[column];
		if (written === null) continue;
		const at = parseTime(written, facilityTimeZone);
		if (at === null) return err({ code: 'bad-time', column });
		events[column] = at;
	}
	const timeline = timelineOf(row, facilityTimeZone);
	if (!timeline.ok) return timeline;
	const versionAt = kind === 'final' ? events.finalAt : events.preliminaryAt;
	if (versionAt === null && status !== 'cancelled') return err({ code: 'no-result-time' });
	const coSigners = row.coSigners.map((name): IncomingPerson => ({ code: null, name }));
	const orderingProvider = row.orderingProvider ? { code: null, name: row.orderingProvider } : null;
	return ok({
		accession: row.accession,
		studyInstanceUid: row.studyUid,
		facilityCode: row.facility,
		modality,
		bodyRegion: row.bodyRegion ?? bodyRegionOf(procedure),
		procedure,
		priority: row.priority,
		patientClass: row.patientClass,
		patient: {
			id: row.patientId,
			issuer: row.patientIssuer,
			name: row.patientName,
			birthDate: row.birthDate,
			sex: row.sex,
			ageYears: row.age
		},
		reader: { code: row.readerId, name: row.readerName },
		coSigners,
		orderingProvider,
		payer: payerOf(row.payer),
		serviceState: stateCodeOf(row.serviceState),
		kind,
		status,
		versionKey: rowVersionKey(row, { status, versionAt }),
		versionAt,
		events,
		timeline: timeline.value,
		reportText: row.reportText,
		knownPeople: knownPeople(row),
		knownIdentifiers: [row.accession, row.patientId, row.studyUid].filter((value) => value !== null),
		source: { format: 'csv', controlId: null }
	});
}

const eventColumns = {
	arrivedAt: 'arrived',
	examStartedAt: 'exam_started',
	firstImageAt: 'first_image_received',
	orderInfoAt: 'order_info_complete',
	assignedAt: 'assigned',
	openedAt: 'opened',
	dictatedAt: 'dictated',
	deliveredAt: 'delivered',
	holdStartAt: 'hold_start',
	holdEndAt: 'hold_end'
} as const satisfies Partial<Record<keyof ReadRow, KeptEvent>>;
type EventColumn = keyof typeof eventColumns;
const eventColumnNames = Object.keys(eventColumns) as EventColumn[]; // keys of the literal above

/** The other events of a row. A reason that nobody knows is `other`: the hold counts all the same. */
function timelineOf(row: ReadRow, timeZone: string): Result<IncomingEvent[], RowReadError> {
	const events: IncomingEvent[] = [];
	const word = row.holdReason?.toLowerCase().replace(/[ _]+/g, '-');
	const reason = holdReasons.find((known) => known === word) ?? 'other';
	for (const column of eventColumnNames) {
		const written = row[column];
		if (written === undefined) continue;
		const at = parseTime(written, timeZone);
		if (at === null) return err({ code: 'bad-time', column });
		const quality = /(z|[+-]\d{2}:?\d{2})$/i.test(written.trim()) ? 'stated' : 'local';
		const name = eventColumns[column];
		events.push({ name, at, quality, ...(name === 'hold_start' ? { reason } : {}) });
	}
	return ok(events);
}

function rowVersionKey(row: ReadRow, version: { status: IncomingStatus; versionAt: Instant | null }): string {
	return versionKey([row.accession, version.status, String(version.versionAt), row.reportText]);
}

function knownPeople(row: ReadRow): string[] {
	const names = [row.patientName, row.readerName, row.orderingProvider, ...row.coSigners];
	return [...new Set(names)].filter((name) => name !== null);
}

const iso =
	/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?m?\.?$/i;

/** ISO 8601, an HL7 time stamp, or the US form with the month first. */
function parseTime(written: string, timeZone: string): Instant | null {
	const compact = parseHl7Time(written, timeZone);
	if (compact !== null) return compact;
	const match = iso.exec(written);
	if (match) {
		const [, year, month, day, hour, minute, second = '0', fraction = '0', offset] = match;
		const local = localTime([year, month, day, hour, minute, second], Number(`0.${fraction}`) * 1000);
		if (offset === undefined) return zonedInstant(local, timeZone);
		const at = utcInstant(local);
		if (at === null || /z/i.test(offset)) return at;
		const digits = offset.replace(/\D/g, '');
		const ahead = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
		return offset.startsWith('-') ? at + ahead : at - ahead;
	}
	const american = us.exec(written);
	if (!american) return null;
	const [, month, day, year, hours, minute, second = '0', half] = american;
	const hour = half ? (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hours);
	if (half && (Number(hours) < 1 || Number(hours) > 12)) return null;
	return zonedInstant(localTime([year, month, day, String(hour), minute, second], 0), timeZone);
}

function localTime(parts: readonly (string | undefined)[], millisecond: number) {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
	return { year, month, day, hour, minute, second, millisecond: Math.floor(millisecond) };
}
