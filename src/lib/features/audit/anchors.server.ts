import { and, desc, eq, gte } from 'drizzle-orm';
import { z } from 'zod';
import { parseNote } from '#lib/core/audit/checkpoint.ts';
import { startOfUtcDay, toIso, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { anchorPath, keepInFolder } from '#lib/server/audit/anchor-folder.ts';
import { postCheckpoint } from '#lib/server/audit/anchor-system.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Attempt, Job, JobError } from '#lib/server/jobs/job.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { messageIdOf, sendMail } from '#lib/server/mail/send.ts';
import { findCheckpoint, type StoredCheckpoint } from '#lib/server/audit/checkpoints.ts';

/** Where a checkpoint is kept outside of the database. */
export type AnchorKind = 'folder' | 'mail' | 'system';

const payload = z.object({ anchorId: z.string() });

/** Keeps one checkpoint in one place outside. Done twice it does no harm: each place knows a checkpoint again. */
export const anchorJob: Job<z.output<typeof payload>> = {
	name: 'audit.anchor',
	version: 1,
	payload,
	// Half a minute doubled up to six hours: a system may be away for more than a day.
	retries: 13,
	run: keepOutside
};

/** Plans where a checkpoint is kept, in its transaction: the folder and the other system each time, mail once a UTC day. */
export async function planAnchors(
	app: App,
	write: WriteHandle,
	checkpoint: { readonly id: string; readonly at: Instant }
): Promise<void> {
	const { auditAnchors } = write.tables;
	const { anchorMail, anchorSystem } = app.config.audit;
	const places: { kind: AnchorKind; target: string }[] = [{ kind: 'folder', target: '' }];
	if (anchorSystem) places.push({ kind: 'system', target: new URL(anchorSystem.url).host });
	if (app.config.mail) {
		for (const target of anchorMail) {
			const today = await write
				.select({ id: auditAnchors.id })
				.from(auditAnchors)
				.where(
					and(
						eq(auditAnchors.kind, 'mail'),
						eq(auditAnchors.target, target),
						gte(auditAnchors.createdAt, startOfUtcDay(checkpoint.at))
					)
				)
				.orderBy(desc(auditAnchors.createdAt))
				.limit(1);
			if (today.length === 0) places.push({ kind: 'mail', target });
		}
	}
	for (const place of places) {
		const id = app.ids();
		await write
			.insert(auditAnchors)
			.values({ id, checkpointId: checkpoint.id, ...place, status: 'waiting', createdAt: checkpoint.at });
		await enqueue(write, { ids: app.ids, now: checkpoint.at }, anchorJob, { anchorId: id });
	}
}

async function keepOutside(
	app: App,
	{ anchorId }: z.output<typeof payload>,
	{ isLast }: Attempt
): Promise<Result<null, JobError>> {
	const { auditAnchors } = app.db.read.tables;
	const [anchor] = await app.db.read
		.select()
		.from(auditAnchors)
		.where(and(eq(auditAnchors.id, anchorId), eq(auditAnchors.status, 'waiting')));
	const checkpoint = anchor && (await findCheckpoint(app.db.read, anchor.checkpointId));
	if (!anchor || !checkpoint) return ok(null);
	const kept = await keepAt(app, anchor, checkpoint);
	const isFailed = !kept.ok && (kept.error.isPermanent || isLast);
	await app.db.transaction(async (write) => {
		await write
			.update(write.tables.auditAnchors)
			.set({
				status: kept.ok ? 'kept' : isFailed ? 'failed' : 'waiting',
				keptAt: kept.ok ? app.clock.now() : null,
				lastError: kept.ok ? null : kept.error.code
			})
			.where(eq(auditAnchors.id, anchorId));
	});
	return kept;
}

async function keepAt(
	app: App,
	{ id, kind, target }: { readonly id: string; readonly kind: string; readonly target: string },
	checkpoint: StoredCheckpoint
): Promise<Result<null, JobError>> {
	const { audit, mail } = app.config;
	if (kind === 'system') {
		return audit.anchorSystem
			? postCheckpoint(audit.anchorSystem, { id, note: checkpoint.note })
			: err({ code: 'anchor-off', isPermanent: true });
	}
	if (kind === 'mail') {
		if (!mail) return err({ code: 'mail-off', isPermanent: true });
		const text = messages.audit.proof.mail;
		return sendMail(mail, {
			messageId: messageIdOf(id, mail),
			to: { name: '', address: target },
			subject: text.subject(toIso(checkpoint.at)),
			text: text.body(app.config.origin, checkpoint.note)
		});
	}
	const parsed = parseNote(checkpoint.note);
	if (!parsed.ok) return err({ code: 'checkpoint-unreadable', isPermanent: true });
	try {
		const path = anchorPath(parsed.value.checkpoint);
		return (await keepInFolder(audit.anchorFolder, path, checkpoint.note))
			? ok(null)
			: err({ code: 'anchor-taken', isPermanent: true });
	} catch {
		// A folder on another machine may be away for a while.
		return err({ code: 'folder-unreachable', isPermanent: false });
	}
}
