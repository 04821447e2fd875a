import type { Actor } from '#lib/core/actor.ts';
import { err, type Result } from '#lib/core/result.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import type { App } from '#lib/server/app.ts';
import { findActivity } from './activities.server.ts';
import { recordCmeActivity, type CmeError, type CmeSource } from './commands.server.ts';
import type { CmeActivityForm } from './schemas.ts';

type Author = Pick<Actor, 'id' | 'name' | 'radiologistId'>;
type Saved = Result<{ id: string }, CmeError | 'cme-in-the-future'>;

/** Saves the form of an activity of somebody: a new one, or a correction of one of theirs. */
export async function saveActivity(
	app: App,
	actor: Author,
	{
		form,
		radiologistId,
		source
	}: { form: CmeActivityForm; radiologistId: string; source: CmeSource & ('hand' | 'self') }
): Promise<Saved> {
	const today = await groupToday(app);
	if (form.record.completedOn > today) return err('cme-in-the-future');
	const old = form.edit === null ? null : await findActivity(app.db.read, form.edit);
	if (form.edit !== null && old?.radiologistId !== radiologistId) return err('cme-activity-not-found');
	const seen =
		form.isSeen && source === 'hand' && actor.radiologistId !== radiologistId
			? { verifiedBy: actor.name, verifiedOn: today }
			: {};
	const copy = old?.body.duplicateOf === undefined ? {} : { duplicateOf: old.body.duplicateOf };
	// Whoever corrects their own activity takes the check of somebody else off it.
	return recordCmeActivity(app, actor, {
		radiologistId,
		body: { ...form.record, ...seen, ...copy },
		source,
		documentId: form.documentId ?? old?.documentId ?? null,
		supersedes: form.edit,
		words: form.words,
		onLookAlike: form.onLookAlike
	});
}

/** Records that somebody has seen the certificate of an activity, or asked its provider; nobody does so for their own. */
export async function markSeen(
	app: App,
	actor: Author,
	{ activity, radiologistId, words }: { activity: string; radiologistId: string; words: string }
): Promise<Result<{ id: string }, CmeError | 'own-activity'>> {
	if (actor.radiologistId === radiologistId) return err('own-activity');
	const old = await findActivity(app.db.read, activity);
	if (!old || old.radiologistId !== radiologistId) return err('cme-activity-not-found');
	return recordCmeActivity(app, actor, {
		radiologistId,
		body: { ...old.body, verifiedBy: actor.name, verifiedOn: await groupToday(app) },
		source: 'hand',
		documentId: old.documentId,
		supersedes: old.id,
		words,
		onLookAlike: 'count-both'
	});
}
