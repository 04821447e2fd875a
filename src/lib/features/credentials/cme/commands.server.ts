import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { naturalKeyOf, type CmeRecord } from '#lib/core/credentials/cme/record.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { findActivities, findTwins, lockEducationOf } from './activities.server.ts';
import { keepResults } from './results.server.ts';

/** How an activity came in. */
export type CmeSource = 'hand' | 'csv' | 'self' | 'demo';

/** What is done with an activity that may be one recorded already: same day, and same title or number. */
export type OnLookAlike = 'refuse' | 'keep-as-copy' | 'count-both';

/** An activity to be recorded. */
export type NewCmeActivity = {
	readonly radiologistId: string;
	readonly body: CmeRecord;
	readonly source: CmeSource;
	readonly documentId?: string | null;
	/** The row that it corrects. */
	readonly supersedes?: string | null;
	/** Why a row is corrected. */
	readonly words?: string;
	readonly onLookAlike?: OnLookAlike;
};

export type CmeError =
	| 'radiologist-not-found'
	| 'document-not-found'
	| 'cme-activity-not-found'
	| 'already-corrected'
	| 'already-recorded'
	| 'cme-looks-recorded';

type Author = Pick<Actor, 'id'> | null;

/**
 * Records an activity in a transaction of the caller, who records the audit entry last and then calls `keepResults`. The same activity
 * twice is `already-recorded`; one that may be another's copy is refused, kept as a copy that does not count, or counted, as asked.
 */
export async function insertCmeActivity(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	{ actor, activity }: { actor: Author; activity: NewCmeActivity }
): Promise<Result<{ id: string; entry: AuditEntry }, CmeError>> {
	const { radiologistId, source, supersedes = null, words = '', onLookAlike = 'refuse' } = activity;
	const documentId = activity.documentId ?? null;
	const missing = await findMissing(write, { radiologistId, documentId });
	if (missing) return err(missing);
	await lockEducationOf(write, [radiologistId]);
	const problem = supersedes === null ? null : await findCorrectionProblem(write, supersedes, radiologistId);
	if (problem) return err(problem);
	const others = (await findActivities(write, [radiologistId])).filter(({ id }) => id !== supersedes);
	const { same, alike } = findTwins(activity.body, others);
	if (same) return err('already-recorded');
	const isOpen = alike !== null && activity.body.duplicateOf === undefined;
	if (isOpen && onLookAlike === 'refuse') return err('cme-looks-recorded');
	const body =
		isOpen && onLookAlike === 'keep-as-copy' ? { ...activity.body, duplicateOf: alike.id } : activity.body;
	const id = app.ids();
	const at = app.clock.now();
	await write.insert(write.tables.cmeActivities).values({
		id,
		radiologistId,
		naturalKey: naturalKeyOf(body),
		body,
		completedOn: body.completedOn,
		supersedes,
		words,
		documentId,
		source,
		recordedAt: at,
		recordedBy: actor?.id ?? null
	});
	const by = { subjectId: radiologistId, at, actor };
	const entry: AuditEntry =
		supersedes === null
			? { type: 'cme.recorded', facts: { activityId: id, source }, ...by }
			: { type: 'cme.corrected', facts: { activityId: id, supersedes }, ...by };
	return ok({ id, entry });
}

/** Which of a person and a document of theirs is not there, or null. */
export async function findMissing(
	write: WriteHandle,
	{ radiologistId, documentId }: { radiologistId: string; documentId: string | null }
): Promise<'radiologist-not-found' | 'document-not-found' | null> {
	const { radiologists, vaultDocuments } = write.tables;
	const [person] = await write
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(eq(radiologists.id, radiologistId));
	if (!person) return 'radiologist-not-found';
	if (documentId === null) return null;
	const [document] = await write
		.select({ id: vaultDocuments.id })
		.from(vaultDocuments)
		.where(and(eq(vaultDocuments.id, documentId), eq(vaultDocuments.radiologistId, radiologistId)));
	return document ? null : 'document-not-found';
}

async function findCorrectionProblem(
	write: WriteHandle,
	id: string,
	radiologistId: string
): Promise<'cme-activity-not-found' | 'already-corrected' | null> {
	const { cmeActivities: t } = write.tables;
	const [old] = await write
		.select({ isVoid: t.isVoid })
		.from(t)
		.where(and(eq(t.id, id), eq(t.radiologistId, radiologistId)));
	if (!old || old.isVoid) return 'cme-activity-not-found';
	const [newer] = await write.select({ id: t.id }).from(t).where(eq(t.supersedes, id));
	return newer ? 'already-corrected' : null;
}

/** Records an activity in a transaction of the caller, and works out anew how its person stands. `also` is audited with it. */
export async function recordIn(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	given: { actor: Author; activity: NewCmeActivity; also?: AuditEntry }
): Promise<Result<{ id: string }, CmeError>> {
	const { actor, activity, also } = given;
	const inserted = await insertCmeActivity(app, write, { actor, activity });
	if (!inserted.ok) return inserted;
	await keepResults(app, write, [activity.radiologistId]);
	await recordAudit(write, ...(also ? [also] : []), inserted.value.entry);
	return ok({ id: inserted.value.id });
}

/** Records an activity of somebody, or corrects one, and works out anew how they stand. */
export async function recordCmeActivity(
	app: App,
	actor: Author,
	activity: NewCmeActivity
): Promise<Result<{ id: string }, CmeError>> {
	return correctOnce(app, () => app.db.transaction((write) => recordIn(app, write, { actor, activity })));
}

/** Takes back an activity that should never have been recorded; `radiologistId` bounds it to that person's own. */
export async function takeBackCmeActivity(
	app: App,
	actor: Pick<Actor, 'id'>,
	{ id, radiologistId, words }: { id: string; radiologistId: string; words: string }
): Promise<Result<{ id: string }, CmeError>> {
	return correctOnce(app, () =>
		app.db.transaction(async (write): Promise<Result<{ id: string }, CmeError>> => {
			const problem = await findCorrectionProblem(write, id, radiologistId);
			if (problem) return err(problem);
			const { cmeActivities: t } = write.tables;
			const [old] = await write.select().from(t).where(eq(t.id, id));
			if (!old) return err('cme-activity-not-found');
			const activityId = app.ids();
			const at = app.clock.now();
			await write.insert(t).values({
				...old,
				id: activityId,
				supersedes: id,
				isVoid: true,
				words,
				source: 'hand',
				recordedAt: at,
				recordedBy: actor.id
			});
			await keepResults(app, write, [radiologistId]);
			const facts = { activityId, supersedes: id };
			await recordAudit(write, { type: 'cme.taken-back', subjectId: radiologistId, facts, at, actor });
			return ok({ id: activityId });
		})
	);
}

/** Two who correct the same activity at once: it is unique, so the second one is told. */
export async function correctOnce<T, E>(
	app: App,
	work: () => Promise<Result<T, E>>
): Promise<Result<T, E | 'already-corrected'>> {
	try {
		return await work();
	} catch (error) {
		if (app.db.read.dialect.isUniqueViolation(error)) return err('already-corrected');
		throw error;
	}
}
