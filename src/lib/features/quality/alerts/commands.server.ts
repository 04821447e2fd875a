import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { AcknowledgeAlert, CloseAlert, NoteAlert } from './schemas.ts';
import type { AlertEvidence } from './view.ts';

export type AlertError = 'alert-unknown';

/** Takes note of an open signal: somebody looks into it. */
export async function acknowledgeAlert(
	app: App,
	actor: Actor,
	{ id }: AcknowledgeAlert
): Promise<Result<null, AlertError>> {
	if (await isKeptFrom(app, actor, id)) return err('alert-unknown');
	return app.db.transaction(async (write) => {
		const { qualityAlerts } = write.tables;
		const at = app.clock.now();
		const changed = await write
			.update(qualityAlerts)
			.set({ status: 'acknowledged', acknowledgedBy: actor.id, acknowledgedAt: at })
			.where(and(eq(qualityAlerts.id, id), eq(qualityAlerts.status, 'open'), ofOthers(write, actor)))
			.returning({ id: qualityAlerts.id });
		if (changed.length === 0) return err('alert-unknown');
		await recordAudit(write, { type: 'alert.acknowledged', subjectId: id, facts: {}, at, actor });
		return ok(null);
	});
}

/** Writes something beside a signal that is not closed. */
export async function noteAlert(
	app: App,
	actor: Actor,
	{ id, words }: NoteAlert
): Promise<Result<null, AlertError>> {
	if (await isKeptFrom(app, actor, id)) return err('alert-unknown');
	return app.db.transaction(async (write) => {
		const { qualityAlerts } = write.tables;
		const at = app.clock.now();
		// The update locks the row: nobody closes it in between.
		const found = await write
			.update(qualityAlerts)
			.set({ id })
			.where(and(eq(qualityAlerts.id, id), ne(qualityAlerts.status, 'closed'), ofOthers(write, actor)))
			.returning({ id: qualityAlerts.id });
		if (found.length === 0) return err('alert-unknown');
		await addNote(write, { id: app.ids(), alertId: id, words, writtenBy: actor.id, writtenAt: at });
		await recordAudit(write, { type: 'alert.noted', subjectId: id, facts: {}, at, actor });
		return ok(null);
	});
}

/** Says what became of a signal. Whoever closes one that nobody had acknowledged does that as well. */
export async function closeAlert(
	app: App,
	actor: Actor,
	{ id, outcome, words }: CloseAlert
): Promise<Result<null, AlertError>> {
	if (await isKeptFrom(app, actor, id)) return err('alert-unknown');
	return app.db.transaction(async (write) => {
		const { qualityAlerts } = write.tables;
		const at = app.clock.now();
		const [row] = await write
			.update(qualityAlerts)
			.set({ status: 'closed', closedBy: actor.id, closedAt: at, outcome })
			.where(and(eq(qualityAlerts.id, id), ne(qualityAlerts.status, 'closed'), ofOthers(write, actor)))
			.returning({ acknowledgedAt: qualityAlerts.acknowledgedAt });
		if (!row) return err('alert-unknown');
		if (row.acknowledgedAt === null) {
			await write
				.update(qualityAlerts)
				.set({ acknowledgedBy: actor.id, acknowledgedAt: at })
				.where(eq(qualityAlerts.id, id));
		}
		await addNote(write, { id: app.ids(), alertId: id, words, writtenBy: actor.id, writtenAt: at });
		await recordAudit(write, { type: 'alert.closed', subjectId: id, facts: { outcome }, at, actor });
		return ok(null);
	});
}

/** Whether nothing of a signal is told to somebody (`alertsView`): who may look into it then would tell whom it is about. */
async function isKeptFrom(app: App, { radiologistId }: Actor, id: string): Promise<boolean> {
	if (radiologistId === null) return false;
	const { qualityAlerts } = app.db.read.tables;
	const [row] = await app.db.read
		.select({ evidence: qualityAlerts.evidence })
		.from(qualityAlerts)
		.where(eq(qualityAlerts.id, id));
	if (!row) return false;
	const { throughMonth } = row.evidence as AlertEvidence; // as the watch wrote it
	return (await makeKeptFrom(app, radiologistId))(throughMonth);
}

/** Nobody looks into a signal about themselves. */
function ofOthers(write: WriteHandle, { radiologistId }: Actor): SQL | undefined {
	const { qualityAlerts } = write.tables;
	if (radiologistId === null) return undefined;
	return or(isNull(qualityAlerts.radiologistId), ne(qualityAlerts.radiologistId, radiologistId));
}

async function addNote(
	write: WriteHandle,
	note: { id: string; alertId: string; words: string; writtenBy: string; writtenAt: number }
): Promise<void> {
	await write.insert(write.tables.qualityAlertNotes).values(note);
}
