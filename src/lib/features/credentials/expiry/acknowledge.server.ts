import { and, desc, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { trackedOfGroup } from './tracked.server.ts';

export const acknowledgeSchema = z.object({ term: z.uuid('reminder-not-found') });

/** Says that somebody has seen what went out about a term. It closes nothing, and the next rung goes out all the same. */
export async function acknowledge(
	app: App,
	actor: Actor,
	{ term }: z.output<typeof acknowledgeSchema>
): Promise<Result<{ term: string }, 'reminder-not-found' | 'already-acknowledged'>> {
	const now = app.clock.now();
	const { tracked } = await trackedOfGroup(app);
	const known = tracked.find((one) => one.term.id === term && one.standing.state === 'open');
	if (!known) return err('reminder-not-found');
	return app.db.transaction(
		async (write): Promise<Result<{ term: string }, 'reminder-not-found' | 'already-acknowledged'>> => {
			const { credentialReminders: t } = write.tables;
			const of = and(inArray(t.rowId, [term, ...known.term.earlierIds]), isNull(t.closedAt));
			const [last] = await write
				.select({ rung: t.rung })
				.from(t)
				.where(of)
				.orderBy(desc(t.sentAt), desc(t.id))
				.limit(1);
			if (!last) return err('reminder-not-found');
			const done = await write
				.update(t)
				.set({ acknowledgedAt: now, acknowledgedBy: actor.id })
				.where(and(of, isNull(t.acknowledgedAt)))
				.returning({ id: t.id });
			if (done.length === 0) return err('already-acknowledged');
			await recordAudit(write, {
				type: 'reminder.acknowledged',
				subjectId: known.person.id,
				facts: { rowId: term, rung: last.rung },
				at: now,
				actor
			});
			return ok({ term });
		}
	);
}
