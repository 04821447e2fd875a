import type { Actor } from '#lib/core/actor.ts';
import { err, type Result } from '#lib/core/result.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import type { SentFile } from '#lib/features/credentials/vault/form.server.ts';
import { storeWith, type StoreError } from '#lib/features/credentials/vault/store.server.ts';
import type { App } from '#lib/server/app.ts';
import { findActivity } from './activities.server.ts';
import { recordCmeActivity, recordIn, type CmeError, type NewCmeActivity } from './commands.server.ts';
import type { CmeActivityForm } from './schemas.ts';

type Author = Pick<Actor, 'id' | 'name' | 'radiologistId'>;
type Saved = Result<{ id: string }, CmeError | StoreError | 'cme-in-the-future' | 'own-activity'>;

/** Saves the form of an activity of somebody, with its certificate where one comes along: a new one, or a correction of one of theirs. */
export async function saveActivity(
	app: App,
	actor: Author,
	given: { form: CmeActivityForm; file: SentFile | null; radiologistId: string }
): Promise<Saved> {
	const { form, file, radiologistId } = given;
	// What is their own they send in, and somebody else looks at it.
	if (actor.radiologistId === radiologistId) return err('own-activity');
	const today = await groupToday(app);
	if (form.record.completedOn > today) return err('cme-in-the-future');
	const old = form.edit === null ? null : await findActivity(app.db.read, form.edit);
	if (form.edit !== null && old?.radiologistId !== radiologistId) return err('cme-activity-not-found');
	const seen = form.isSeen ? { verifiedBy: actor.name, verifiedOn: today } : {};
	const copy = old?.body.duplicateOf === undefined ? {} : { duplicateOf: old.body.duplicateOf };
	const activity: NewCmeActivity = {
		radiologistId,
		body: { ...form.record, ...seen, ...copy },
		source: 'hand',
		documentId: form.documentId ?? old?.documentId ?? null,
		supersedes: form.edit,
		words: form.words,
		onLookAlike: form.onLookAlike
	};
	if (!file) return recordCmeActivity(app, actor, activity);
	const upload = { radiologistId, kind: 'cme', ...file } as const;
	return storeWith(app, actor, upload, (write, document) =>
		recordIn(app, write, { actor, activity: { ...activity, documentId: document.id }, also: document.entry })
	);
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
