import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ShowNames } from './schemas.ts';

/** The names behind the readers' codes, by code. They leave the server only together with the audit event. */
export async function showNames(
	app: App,
	actor: Actor,
	{ reason }: ShowNames
): Promise<Ok<{ names: Record<string, string> }>> {
	return app.db.transaction(async (write) => {
		const { radiologists } = write.tables;
		const rows = await write
			.select({
				code: radiologists.code,
				familyName: radiologists.familyName,
				givenName: radiologists.givenName
			})
			.from(radiologists);
		await recordAudit(write, {
			type: 'names.viewed',
			subjectId: actor.id,
			facts: { page: 'quality', reason },
			at: app.clock.now(),
			actor
		});
		return ok({
			names: Object.fromEntries(
				rows.map(({ code, familyName, givenName }) => [code, `${familyName}, ${givenName}`])
			)
		});
	});
}

/** The name behind one code, for the page of that radiologist. */
export async function showName(
	app: App,
	actor: Actor,
	radiologistId: string,
	{ reason }: ShowNames
): Promise<Result<{ name: string }, 'radiologist-not-found'>> {
	return app.db.transaction(async (write) => {
		const { radiologists } = write.tables;
		const [row] = await write
			.select({ familyName: radiologists.familyName, givenName: radiologists.givenName })
			.from(radiologists)
			.where(eq(radiologists.id, radiologistId));
		if (!row) return err('radiologist-not-found');
		await recordAudit(write, {
			type: 'names.viewed',
			subjectId: radiologistId,
			facts: { page: 'radiologist', reason },
			at: app.clock.now(),
			actor
		});
		return ok({ name: `${row.familyName}, ${row.givenName}` });
	});
}
