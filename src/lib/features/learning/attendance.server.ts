import { and, count, eq, inArray } from 'drizzle-orm';
import { may } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { Context } from '#lib/server/http/page.ts';
import { statusOf, type ConferenceError } from './conference-commands.server.ts';
import { participants } from './people.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done<E extends string> = Promise<Result<{ id: string }, E>>;

/** Marks oneself present at a meeting that runs; once or more, it is the same. */
export async function attend({ app, actor }: Act, { id }: { id: string }): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'running' || !may(actor, 'learning.take-part')) return err('not-in-state');
		const noted = await write
			.insert(write.tables.attendances)
			.values({ conferenceId: id, userId: actor.id, recordedBy: 'self', at: now })
			.onConflictDoNothing()
			.returning({ userId: write.tables.attendances.userId });
		if (noted.length > 0) {
			await recordAudit(write, { type: 'conference.attended', subjectId: id, facts: {}, at: now, actor });
		}
		return ok({ id });
	});
}

/**
 * Corrects who was present by what somebody changed in the list. Whoever marked themselves, or was noted by another, since the list was
 * made stays as they are.
 */
export async function keepAttendance(
	{ app, actor }: Act,
	input: { id: string; users: readonly string[]; before: readonly string[] }
): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const status = await statusOf(write, input.id);
		if (status === null) return err('conference-not-found');
		if (status !== 'running' && status !== 'held') return err('not-in-state');
		const known = new Set((await participants(write)).map(({ id }) => id));
		const isNew = (user: string): boolean => known.has(user) && !input.before.includes(user);
		const added = [...new Set(input.users.filter(isNew))];
		// Somebody who was there and has left the group since is on no list, and stays.
		const removed = input.before.filter((user) => known.has(user) && !input.users.includes(user));
		const { attendances } = write.tables;
		const ofConference = eq(attendances.conferenceId, input.id);
		const gone =
			removed.length > 0
				? await write
						.delete(attendances)
						.where(and(ofConference, inArray(attendances.userId, removed)))
						.returning({ userId: attendances.userId })
				: [];
		const rows = added.map((userId) => ({
			conferenceId: input.id,
			userId,
			recordedBy: 'coordinator',
			at: now
		}));
		const come =
			rows.length > 0
				? await write
						.insert(attendances)
						.values(rows)
						.onConflictDoNothing()
						.returning({ userId: attendances.userId })
				: [];
		const [present] = await write.select({ n: count() }).from(attendances).where(ofConference);
		await recordAudit(write, {
			type: 'conference.attendance-kept',
			subjectId: input.id,
			facts: { attended: present?.n ?? 0, added: come.length, removed: gone.length },
			at: now,
			actor
		});
		return ok({ id: input.id });
	});
}
