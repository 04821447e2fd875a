import { and, asc, eq, gt, gte, lt, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { makeDicomMessage } from '#lib/core/audit/atna/dicom-message.ts';
import { factTexts, type AuditSource, type ExportedEvent } from '#lib/core/audit/atna/exported-event.ts';
import { makeFhirAuditEvent } from '#lib/core/audit/atna/fhir-audit-event.ts';
import { DAY_MS, fromUtcDay, toIso, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { csvCell } from '#lib/core/csv/write-csv.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { auditColumns, presenterFor, visibleEvents } from './queries.server.ts';

const CHUNK = 1000;

/** A form in which the log leaves: how it begins, is written an event at a time, and ends. */
type ExportForm = {
	readonly mediaType: string;
	readonly extension: string;
	readonly head: string;
	readonly line: (event: ExportedEvent, source: AuditSource) => string;
	readonly foot: string;
};

const csvHead = ['seq', 'at', 'type', 'actor', 'subject', 'facts', 'hash'];

/** The forms of the log: CSV, FHIR AuditEvents (a resource a line, as bulk data), DICOM audit messages in one document. */
export const exportForms = {
	csv: {
		mediaType: 'text/csv; charset=utf-8',
		extension: 'csv',
		head: `${csvHead.join(',')}\r\n`,
		line: ({ seq, at, type, actor, subjectId, facts, hash }) => {
			const told = factTexts(facts)
				.map(([name, value]) => `${name} ${value}`)
				.join(', ');
			return `${[seq, toIso(at), type, actor, subjectId, told, hash].map(csvCell).join(',')}\r\n`;
		},
		foot: ''
	},
	fhir: {
		mediaType: 'application/fhir+ndjson',
		extension: 'ndjson',
		head: '',
		line: (event, source) => `${JSON.stringify(makeFhirAuditEvent(event, source))}\n`,
		foot: ''
	},
	dicom: {
		mediaType: 'application/xml; charset=utf-8',
		extension: 'xml',
		head: '<?xml version="1.0" encoding="UTF-8"?>\n<AuditMessages>\n',
		line: (event, source) => `${makeDicomMessage(event, source)}\n`,
		foot: '</AuditMessages>\n'
	}
} as const satisfies Readonly<Record<string, ExportForm>>;
export type ExportFormName = keyof typeof exportForms;

export type ExportPeriod = {
	/** Calendar days of UTC; the whole log where they are none. */
	readonly from: string | null;
	readonly through: string | null;
};

/**
 * The log in a form, as a stream: what the page shows to the actor and nothing else (`auditPage`), of the period that they may see. That it
 * was taken is written down before the first byte leaves.
 */
export async function exportAudit(
	app: App,
	actor: Actor,
	given: ExportPeriod & { readonly form: ExportFormName }
): Promise<{
	readonly fileName: string;
	readonly mediaType: string;
	readonly body: ReadableStream<Uint8Array>;
}> {
	const form: ExportForm = exportForms[given.form];
	const now = app.clock.now();
	const first = given.from === null ? null : fromUtcDay(given.from);
	const last = given.through === null ? null : fromUtcDay(given.through);
	const from = Math.max(first ?? 0, actor.scope?.from ?? 0);
	// What is written while it is read does not belong to it.
	const to = Math.min(last === null ? now + 1 : last + DAY_MS, actor.scope?.to ?? now + 1, now + 1);
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'audit.exported',
			facts: { form: given.form, from: toIso(from), to: toIso(to) },
			at: now,
			actor
		})
	);
	const source: AuditSource = { origin: app.config.origin };
	const encoder = new TextEncoder();
	const chunks = chunksOf(app, actor, { from, to });
	let isBegun = false;
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const head = isBegun ? '' : form.head;
			isBegun = true;
			const { value: events, done } = await chunks.next();
			if (done) {
				controller.enqueue(encoder.encode(head + form.foot));
				controller.close();
				return;
			}
			controller.enqueue(encoder.encode(head + events.map((event) => form.line(event, source)).join('')));
		},
		async cancel() {
			await chunks.return(undefined);
		}
	});
	const days = `${from === 0 ? 'all' : toUtcDay(from)}-${toUtcDay(to - 1)}`;
	return { fileName: `overread-audit-${days}.${form.extension}`, mediaType: form.mediaType, body };
}

/** Events of a period as the actor may see them, oldest first, so many at a time. */
async function* chunksOf(
	app: App,
	actor: Actor,
	{ from, to }: { readonly from: Instant; readonly to: Instant }
): AsyncGenerator<ExportedEvent[], undefined, undefined> {
	const { read } = app.db;
	const { auditEvents, users } = read.tables;
	const present = presenterFor(app, actor);
	let after: { at: Instant; seq: number } | null = null;
	for (;;) {
		const rows: Awaited<ReturnType<typeof pageOf>> = await pageOf(read, after);
		if (rows.length > 0) {
			yield rows.map((row): ExportedEvent => {
				const { seq, actor: who, facts, hash, at, type, subjectId } = present(row);
				return { seq, at, type, actor: who, subjectId, facts, hash };
			});
		}
		const last = rows.at(-1);
		if (!last || rows.length < CHUNK) return undefined;
		after = { at: last.at, seq: last.seq };
	}

	function pageOf(handle: ReadHandle, behind: typeof after) {
		return handle
			.select(auditColumns(handle))
			.from(auditEvents)
			.leftJoin(users, eq(users.id, auditEvents.actorId))
			.where(
				and(
					gte(auditEvents.at, Math.max(from, behind?.at ?? 0)),
					lt(auditEvents.at, to),
					behind
						? or(
								gt(auditEvents.at, behind.at),
								and(eq(auditEvents.at, behind.at), gt(auditEvents.seq, behind.seq))
							)
						: undefined,
					visibleEvents(handle, actor)
				)
			)
			.orderBy(asc(auditEvents.at), asc(auditEvents.seq))
			.limit(CHUNK);
	}
}
