import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { lockRead } from '#lib/features/reads/lock-read.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { handleable } from './door.server.ts';
import { openCorrection } from './open-correction.server.ts';
import type { OpenInput } from './schemas.ts';

/** What the page of a read offers: corrections there are, and cases for which one may be opened by hand. */
export type ReadCorrections = {
	readonly corrections: readonly { readonly id: string; readonly status: string }[];
	readonly openFor: string | null;
};

/** Corrections of a read, and the case for which a coordinator may open one. */
export async function correctionsOfRead(
	read: ReadHandle,
	actor: Actor,
	readId: string,
	now: Instant
): Promise<ReadCorrections> {
	const { cases, corrections, reads } = read.tables;
	const rows = await read
		.select({ caseId: cases.id, id: corrections.id, status: corrections.status })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.leftJoin(corrections, eq(corrections.caseId, cases.id))
		.where(
			and(eq(cases.readId, readId), ne(cases.detectionMode, 'calibration'), handleable(read, actor, now))
		);
	const found = rows.flatMap(({ id, status }) => (id === null || status === null ? [] : [{ id, status }]));
	const free = rows.find(({ id }) => id === null);
	return { corrections: found, openFor: found.length === 0 && free ? free.caseId : null };
}

/** Opens a correction by hand, for a case of a read that the actor may look up. */
export async function openByHand(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	{ caseId, finding }: OpenInput
): Promise<Result<{ id: string }, 'correction-not-found' | 'already-opened'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'correction-not-found' | 'already-opened'>> => {
			const { cases, corrections, reads } = write.tables;
			const [row] = await write
				.select({ readId: cases.readId })
				.from(cases)
				.innerJoin(reads, eq(reads.id, cases.readId))
				.where(
					and(eq(cases.id, caseId), ne(cases.detectionMode, 'calibration'), handleable(write, actor, now))
				);
			if (!row) return err('correction-not-found');
			await lockRead(write, row.readId);
			const findOpened = () =>
				write.select({ id: corrections.id }).from(corrections).where(eq(corrections.caseId, caseId));
			if ((await findOpened()).length > 0) return err('already-opened');
			const entries = await openCorrection(write, app, {
				caseId,
				readId: row.readId,
				because: 'coordinator',
				finding,
				now,
				coordinator: actor
			});
			const [opened] = await findOpened();
			if (!opened) return err('correction-not-found');
			await recordAudit(write, ...entries);
			return ok({ id: opened.id });
		}
	);
}
