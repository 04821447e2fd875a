import { and, eq, gte, lt } from 'drizzle-orm';
import { DAY_MS, startOfUtcDay, toUtcDay } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { nextNoteStatus, type SiteNoteAct } from '#lib/core/site-notes/life.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { Context } from '#lib/server/http/page.ts';
import { findSiteNote } from './queries.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type NoteError = 'site-note-not-found' | 'already-recorded';

/** Takes a note up: the site was told. */
export async function acknowledgeNote(
	context: Act,
	{ id }: { id: string }
): Promise<Result<{ id: string }, NoteError>> {
	return moveNote(context, id, 'acknowledge', null);
}

/** Closes a note with what was done about it. */
export async function closeNote(
	context: Act,
	{ id, answer }: { id: string; answer: string }
): Promise<Result<{ id: string }, NoteError>> {
	return moveNote(context, id, 'close', answer);
}

async function moveNote(
	{ app, actor }: Act,
	id: string,
	act: SiteNoteAct,
	answer: string | null
): Promise<Result<{ id: string }, NoteError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<{ id: string }, NoteError>> => {
		const note = await findSiteNote(write, actor, id, now);
		if (!note) return err('site-note-not-found');
		const status = nextNoteStatus(note.status, act);
		if (status === null) return err('already-recorded');
		const { siteNotes } = write.tables;
		const moved = await write
			.update(siteNotes)
			.set({ status, answer, answeredBy: actor.id, answeredAt: now })
			.where(and(eq(siteNotes.id, id), eq(siteNotes.status, note.status)))
			.returning({ id: siteNotes.id });
		if (moved.length === 0) return err('already-recorded');
		await recordAudit(write, {
			type: 'site-note.answered',
			subjectId: id,
			facts: { status },
			at: now,
			actor
		});
		return ok({ id });
	});
}

const LOOK_BACK_DAYS = 2;

/**
 * Tells coordinators, once a day that is over, how many notes it brought; the hour of a note would tell who reviewed. Returns how
 * many notes it told of; running again tells nobody twice.
 */
export async function tellOfSiteNotes(app: App): Promise<number> {
	const now = app.clock.now();
	const today = startOfUtcDay(now);
	const { siteNotes } = app.db.read.tables;
	const rows = await app.db.read
		.select({ raisedAt: siteNotes.raisedAt })
		.from(siteNotes)
		.where(and(gte(siteNotes.raisedAt, today - LOOK_BACK_DAYS * DAY_MS), lt(siteNotes.raisedAt, today)));
	const days = Map.groupBy(rows, ({ raisedAt }) => toUtcDay(raisedAt));
	if (days.size === 0) return 0;
	await app.db.transaction(async (write) => {
		const coordinators = await holdersOf(write, ['coordinator']);
		for (const [day, notes] of days) {
			await notify(write, { ids: app.ids, now }, coordinators, {
				kind: 'site-note.raised',
				facts: { n: notes.length },
				path: '/site-notes',
				onceKey: `site-note.raised/${day}`
			});
		}
	});
	return rows.length;
}
