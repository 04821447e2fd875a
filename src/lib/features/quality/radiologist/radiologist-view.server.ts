import { eq } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { lastLook } from '#lib/features/quality/alerts/last-look.server.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import { heldMinutes } from '#lib/features/quality/held.server.ts';
import type { LookView } from '#lib/features/quality/view.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { loadRadiologistInput, ownCases } from './load.server.ts';
import type { OwnView, RadiologistView } from './view.ts';

export type RadiologistError = 'radiologist-unknown';

/**
 * One radiologist under the code, for an ongoing evaluation. Directors who read themselves see their own page as every radiologist
 * does, so it is not here for them. That the page was opened is on record before anything of it leaves the server. Single cases tell whose they are: they need the permission to unblind.
 */
export async function radiologistView(
	app: App,
	actor: Actor,
	readerId: string
): Promise<Result<RadiologistView, RadiologistError>> {
	if (actor.radiologistId === readerId) return err('radiologist-unknown');
	const areCasesShown = may(actor, 'case.unblind');
	const person = await openPerson(app, actor, readerId);
	if (!person) return err('radiologist-unknown');
	const input = { ...(await loadRadiologistInput(app, readerId, actor.radiologistId)), areCasesShown };
	const { level, windows, cusum, reviewing } = await workOut(app, { kind: 'radiologist', input });
	return ok({
		readerId,
		code: person.code,
		section: person.section,
		tier: person.tier,
		now: app.clock.now(),
		level,
		minimums: input.minimums,
		windows,
		look: onlyOf(await lastLook(app, actor.radiologistId), readerId),
		cusum,
		reviewing,
		areCasesShown,
		cases: areCasesShown ? await ownCases(app, readerId, actor) : []
	});
}

/** Of a look what it found of one radiologist. */
function onlyOf({ found, ...look }: LookView, readerId: string): LookView {
	const isOne = (row: { readonly readerId: string }): boolean => row.readerId === readerId;
	return {
		...look,
		found: found && {
			...found,
			readers: { ...found.readers, rows: found.readers.rows.filter(isOne) },
			signals: found.signals.filter(isOne),
			reviewers: []
		}
	};
}

/** Who a page is of, together with the record that it was opened. */
async function openPerson(
	app: App,
	actor: Actor,
	readerId: string
): Promise<{ code: string; section: string; tier: string } | null> {
	return app.db.transaction(async (write) => {
		const { radiologists } = write.tables;
		const [person] = await write
			.select({ code: radiologists.code, section: radiologists.section, tier: radiologists.tier })
			.from(radiologists)
			.where(eq(radiologists.id, readerId));
		if (!person) return null;
		const at = app.clock.now();
		await recordAudit(write, { type: 'radiologist.viewed', subjectId: readerId, facts: {}, at, actor });
		return person;
	});
}

/** One's own figures and place: only what was released, and nobody else's name or code; null for whoever reads nothing. */
export async function ownView(app: App, { radiologistId }: Actor): Promise<OwnView | null> {
	if (radiologistId === null) return null;
	const input = {
		...(await loadRadiologistInput(app, radiologistId)),
		isReleasedOnly: true,
		areCasesShown: true,
		heldMinutes: await heldMinutes(app, radiologistId)
	};
	const person = input.people.find(({ id }) => id === radiologistId);
	if (!person) return null;
	const { level, windows, points } = await workOut(app, { kind: 'radiologist', input });
	return {
		code: person.code,
		now: app.clock.now(),
		level,
		minimums: input.minimums,
		windows: windows.map(({ coverage: _coverage, power: _power, ...window }, at) => ({
			...window,
			points: points[at] ?? []
		})),
		cases: await ownCases(app, radiologistId, null)
	};
}
