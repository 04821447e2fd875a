import { and, eq, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { mailChoices } from '#lib/core/notices/digest.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { ownVisible } from './queries.server.ts';

export const noticeSchema = z.object({ notice: z.uuid('notice-not-found') });
/** The newest notice that was on the page: what came after it was not seen. */
export const readAllSchema = z.object({ through: z.uuid('notice-not-found') });
export const mailChoiceSchema = z.object({ mail: z.enum(mailChoices, 'choose-one') });

/** Marks an own notice as read and tells where it leads. */
export async function readNotice(
	app: App,
	actor: Actor,
	{ notice }: z.output<typeof noticeSchema>
): Promise<Result<{ path: string }, 'notice-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { notices } = write.tables;
		const [row] = await write
			.select({ path: notices.path, readAt: notices.readAt })
			.from(notices)
			.where(and(ownVisible(write, actor.id, now), eq(notices.id, notice)));
		if (!row) return err('notice-not-found');
		if (row.readAt === null) {
			await write.update(notices).set({ readAt: now }).where(eq(notices.id, notice));
		}
		// Only ever a page of the product, whatever was stored.
		return ok({ path: /^\/(?![/\\])/.test(row.path) ? row.path : '/notices' });
	});
}

/** Marks the own notices that were on the page as read. */
export async function readAll(
	app: App,
	actor: Actor,
	{ through }: z.output<typeof readAllSchema>
): Promise<Result<null, 'notice-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { notices } = write.tables;
		const own = ownVisible(write, actor.id, now);
		const [newest] = await write
			.select({ createdAt: notices.createdAt })
			.from(notices)
			.where(and(own, eq(notices.id, through)));
		if (!newest) return err('notice-not-found');
		await write
			.update(notices)
			.set({ readAt: now })
			.where(and(own, isNull(notices.readAt), lte(notices.createdAt, newest.createdAt)));
		return ok(null);
	});
}

/** Keeps when the actor wants mail about notices. */
export async function chooseMail(
	app: App,
	actor: Actor,
	{ mail }: z.output<typeof mailChoiceSchema>
): Promise<Result<null, never>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { noticePreferences } = write.tables;
		await write
			.insert(noticePreferences)
			.values({ userId: actor.id, mail, updatedAt: now })
			.onConflictDoUpdate({ target: noticePreferences.userId, set: { mail, updatedAt: now } });
		await recordAudit(write, {
			type: 'notices.changed',
			subjectId: actor.id,
			facts: { mail },
			at: now,
			actor
		});
		return ok(null);
	});
}
