import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { cmeProposalSchema } from '#lib/core/credentials/cme/proposal.ts';
import { naturalKeyOf, type CmeRecord } from '#lib/core/credentials/cme/record.ts';
import { err, type Result } from '#lib/core/result.ts';
import {
	findActivities,
	findTwins,
	lockEducationOf
} from '#lib/features/credentials/cme/activities.server.ts';
import { findMissing, type CmeError } from '#lib/features/credentials/cme/commands.server.ts';
import type { CmeActivityForm } from '#lib/features/credentials/cme/schemas.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import type { SentFile } from '#lib/features/credentials/vault/form.server.ts';
import { storeWith, type StoreError } from '#lib/features/credentials/vault/store.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { insertProposal, type InsertError, type SentDocument } from './send.server.ts';

export type SendActivityError =
	StoreError | CmeError | InsertError | 'not-a-radiologist' | 'already-waiting' | 'cme-in-the-future';

/** Refuses what is recorded already, or waits already: it would be looked at for nothing. */
async function findRepeated(
	write: WriteHandle,
	given: { radiologistId: string; record: CmeRecord; about: string | null }
): Promise<SendActivityError | null> {
	const { radiologistId, record, about } = given;
	await lockEducationOf(write, [radiologistId]);
	const activities = await findActivities(write, [radiologistId]);
	if (about !== null && !activities.some(({ id }) => id === about)) return 'cme-activity-not-found';
	const others = activities.filter(({ id }) => id !== about);
	if (findTwins(record, others).same) return 'already-recorded';
	const { credentialProposals: t } = write.tables;
	const isWaiting = and(eq(t.status, 'waiting'), eq(t.kind, 'cme-activity'));
	const waiting = await write
		.select({ body: t.body })
		.from(t)
		.where(and(eq(t.radiologistId, radiologistId), isWaiting));
	const key = naturalKeyOf(record);
	const isThere = waiting.some(({ body }) => naturalKeyOf(cmeProposalSchema.parse(body).record) === key);
	return isThere ? 'already-waiting' : null;
}

/**
 * Keeps an activity that a radiologist sends in, or a correction of one, with its certificate, until a coordinator has looked at it.
 * It counts for nothing before that.
 */
export async function sendActivity(
	app: App,
	actor: Actor,
	{ form, file }: { readonly form: CmeActivityForm; readonly file: SentFile | null }
): Promise<Result<{ id: string }, SendActivityError>> {
	const { radiologistId } = actor;
	if (radiologistId === null) return err('not-a-radiologist');
	const { record, edit: about, words: why, documentId } = form;
	if (record.completedOn > (await groupToday(app))) return err('cme-in-the-future');
	const insert = async (
		write: WriteHandle,
		document: SentDocument | null
	): Promise<Result<{ id: string }, SendActivityError>> => {
		const missing = await findMissing(write, { radiologistId, documentId: document?.id ?? null });
		if (missing) return err(missing);
		const repeated = await findRepeated(write, { radiologistId, record, about });
		if (repeated) return err(repeated);
		const proposed = { kind: 'cme-activity', body: { record, why } } as const;
		return insertProposal(app, write, { actor, proposal: { radiologistId, about, proposed }, document });
	};
	if (!file)
		return app.db.transaction((write) => insert(write, documentId === null ? null : { id: documentId }));
	return storeWith(app, actor, { radiologistId, kind: 'cme', ...file }, insert);
}
