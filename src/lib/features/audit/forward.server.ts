import { hostname } from 'node:os';
import { and, asc, eq, gt, lte } from 'drizzle-orm';
import { makeDicomMessage } from '#lib/core/audit/atna/dicom-message.ts';
import { makeSyslogMessage } from '#lib/core/audit/atna/syslog.ts';
import { factsForReader } from '#lib/core/audit/for-readers.ts';
import type { App } from '#lib/server/app.ts';
import { sendSyslog } from '#lib/server/audit/syslog-sender.ts';
import { endOfLog } from '#lib/server/audit/tree.ts';
import { auditColumns, presenterFor } from './queries.server.ts';

const BATCH = 500;
/** Batches a turn: a turn of a minute ends, also where a repository was away for long. */
const MOST_BATCHES = 40;

/**
 * Sends entries on to the repository of audit messages, in their order, from where the last turn ended: a machine that dies between
 * sending and writing that down sends a batch again. From the first setting on; what was before stays here. Nobody is named: people are
 * codes as on the page, and facts that tell an outcome are left out, since who reads the repository is not known here.
 */
export async function forwardAudit(app: App): Promise<void> {
	const { syslog } = app.config.audit;
	if (!syslog) return;
	const target = `${syslog.transport}://${syslog.host}:${syslog.port}`;
	let from = await startOf(app, target);
	for (let turn = 0; turn < MOST_BATCHES; turn++) {
		const end = (await endOfLog(app.db.read))?.seq ?? 0;
		if (end <= from) return;
		const through = Math.min(from + BATCH, end);
		const sent = await sendSyslog(syslog, await messagesOf(app, from, through));
		const state = sent.ok
			? { lastSeq: through, lastError: null }
			: { lastSeq: from, lastError: sent.error.code };
		await app.db.transaction(async (write) => {
			const { auditForwards } = write.tables;
			await write
				.update(auditForwards)
				.set({ ...state, updatedAt: app.clock.now() })
				.where(and(eq(auditForwards.target, target), lte(auditForwards.lastSeq, state.lastSeq)));
		});
		if (!sent.ok) {
			app.log.warn({ code: sent.error.code }, 'audit-not-forwarded');
			return;
		}
		from = through;
	}
}

/** The entry that was sent last; at first the last one there is. */
async function startOf(app: App, target: string): Promise<number> {
	const { auditForwards } = app.db.read.tables;
	const [known] = await app.db.read.select().from(auditForwards).where(eq(auditForwards.target, target));
	if (known) return known.lastSeq;
	const lastSeq = (await endOfLog(app.db.read))?.seq ?? 0;
	await app.db.transaction(async (write) => {
		const row = { target, lastSeq, updatedAt: app.clock.now() };
		await write.insert(write.tables.auditForwards).values(row).onConflictDoNothing();
	});
	return lastSeq;
}

async function messagesOf(app: App, after: number, through: number): Promise<Uint8Array[]> {
	const { read } = app.db;
	const { auditEvents, users } = read.tables;
	const rows = await read
		.select(auditColumns(read))
		.from(auditEvents)
		.leftJoin(users, eq(users.id, auditEvents.actorId))
		.where(and(gt(auditEvents.seq, after), lte(auditEvents.seq, through)))
		.orderBy(asc(auditEvents.seq));
	const present = presenterFor(app, { roles: [], radiologistId: null });
	const host = hostname();
	return rows.map((row) => {
		const { seq, at, type, actor, subjectId, facts } = present(row);
		const told = { seq, at, type, actor, subjectId, ...factsForReader(type, facts), hash: null };
		const message = makeDicomMessage(told, { origin: app.config.origin });
		return makeSyslogMessage(message, { at, host, processId: process.pid });
	});
}
