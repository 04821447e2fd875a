import { and, asc, eq } from 'drizzle-orm';
import { getValue } from '#lib/core/result.ts';
import { askException, decideException } from '#lib/features/credentials/gate/exceptions.server.ts';
import { sweepReads } from '#lib/features/credentials/gate/sweep.server.ts';
import { holdersOf } from '#lib/features/notices/notify.server.ts';
import { actorOf } from './present-acts.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

/** Asks the gate of every read of the demo group; of those that fail one was let stand, and one awaits a director. */
export async function playDemoGate(seeding: Seeding, people: People): Promise<void> {
	const { app } = seeding;
	const { outcomes } = await sweepReads(app, { sweepId: app.ids(), because: 'night' });
	seeding.say(`gate ${(outcomes.fail ?? 0).toLocaleString('en')} reads fail`);
	const { gateFindings: t } = app.db.read.tables;
	const [first, second] = await app.db.read
		.select({ readId: t.readId })
		.from(t)
		.where(and(eq(t.outcome, 'fail'), eq(t.standing, 'open')))
		.orderBy(asc(t.signedAt), asc(t.readId))
		.limit(2);
	const [directorId] = await holdersOf(app.db.read, ['director']);
	if (!first || !second || directorId === undefined) return;
	const coordinator = { app, actor: await actorOf(seeding, people.coordinatorId) };
	const asked = {
		ground: 'emergency',
		words: 'The only licensed reader had lost the connection; the emergency department waited with a stroke.'
	};
	getValue(await askException(coordinator, { id: first.readId, ...asked }));
	getValue(
		await decideException(
			{ app, actor: await actorOf(seeding, directorId) },
			{
				id: first.readId,
				decision: 'approved',
				words: 'Read again by a licensed colleague within the hour; the reports agree.'
			}
		)
	);
	const waiting = {
		ground: 'record-late',
		words: 'The licence is with the board; its letter is on the way.'
	};
	getValue(await askException(coordinator, { id: second.readId, ...waiting }));
}
