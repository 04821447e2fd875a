import { and, eq } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { Context } from '#lib/server/http/page.ts';
import { findCandidate } from './candidate-queries.server.ts';
import type { AddItem } from './schemas.ts';

type Here = Pick<Context, 'app' | 'actor'>;
type Id = { readonly id: string };
export type AddError = 'read-not-found' | 'already-known' | 'answer-not-of-committee';

/** Makes a read a known case. An answer of the committee is the score that it decided; others come from a panel or from proof. */
export async function addItem(
	{ app, actor }: Here,
	{ readId, basis, answer, explanation }: AddItem
): Promise<Result<Id, AddError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Id, AddError>> => {
		const { calibrationItems } = write.tables;
		const read = await findCandidate(write, actor, readId);
		if (!read) return err('read-not-found');
		if (basis === 'committee' && read.decided?.score !== answer) return err('answer-not-of-committee');
		const id = app.ids();
		const [added] = await write
			.insert(calibrationItems)
			.values({
				id,
				readId,
				basis,
				answer,
				explanation,
				status: 'active',
				createdBy: actor.id,
				createdAt: now
			})
			.onConflictDoNothing()
			.returning({ id: calibrationItems.id });
		if (!added) return err('already-known');
		await recordAudit(write, {
			type: 'calibration.item-added',
			subjectId: id,
			facts: { basis },
			at: now,
			actor
		});
		return ok({ id });
	});
}

/** Gives a known case to nobody any more. What was answered stays counted. */
export async function retireItem(
	{ app, actor }: Here,
	{ id }: Id
): Promise<Result<Id, 'item-not-found' | 'already-retired'>> {
	const now = app.clock.now();
	type Failure = 'item-not-found' | 'already-retired';
	return app.db.transaction(async (write): Promise<Result<Id, Failure>> => {
		const { calibrationItems } = write.tables;
		const [item] = await write
			.select({ id: calibrationItems.id })
			.from(calibrationItems)
			.where(eq(calibrationItems.id, id));
		if (!item) return err('item-not-found');
		const retired = await write
			.update(calibrationItems)
			.set({ status: 'retired', retiredAt: now })
			.where(and(eq(calibrationItems.id, id), eq(calibrationItems.status, 'active')))
			.returning({ id: calibrationItems.id });
		if (retired.length === 0) return err('already-retired');
		await recordAudit(write, {
			type: 'calibration.item-retired',
			subjectId: id,
			facts: {},
			at: now,
			actor
		});
		return ok({ id });
	});
}
