import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { isCalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { entryNotes } from '#lib/core/credentials/entry/notes.ts';
import { takeBackCredential } from '#lib/features/credentials/records/commands.server.ts';
import { openPerson } from '#lib/features/credentials/records/person.server.ts';
import { settleCredential } from '#lib/features/credentials/records/settle.server.ts';
import { settleSchema, takeBackSchema } from '#lib/features/credentials/records/schemas.ts';
import { documentsOf } from '#lib/features/credentials/vault/queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, params, url }) => {
	const known = url.searchParams.get('known') ?? '';
	const knownOn = isCalendarDay(known) ? known : null;
	// Not `person`: that is who is signed in.
	const holder = await openPerson(app, actor, { id: params.id ?? '', knownOn });
	if (!holder) error(404, 'not-found');
	const said = url.searchParams.get('recorded')?.split(',') ?? null;
	return {
		holder,
		documents: await documentsOf(
			app,
			holder.id,
			knownOn === null ? null : { on: knownOn, timeZone: holder.timeZone }
		),
		// Of themselves they only look: somebody else records it.
		mayManage: may(actor, 'credential.manage') && actor.radiologistId !== holder.id,
		noted: said && entryNotes.filter((note) => said.includes(note))
	};
});

export const actions = {
	takeBack: action('credential.manage', takeBackSchema, ({ app, actor }, { row, words }) =>
		takeBackCredential(app, actor, { id: row, words })
	),
	settle: action('credential.manage', settleSchema, ({ app, actor }, input) =>
		settleCredential(app, actor, input)
	)
};
