import { error, fail } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import { jurisdictionChoices } from '#lib/features/credentials/self/choices.server.ts';
import {
	acceptProposal,
	checkAccepted,
	refuseProposal
} from '#lib/features/credentials/self/decide.server.ts';
import { findProposal, nextWaiting } from '#lib/features/credentials/self/queries.server.ts';
import { checkSchema, decideSchema, refuseSchema, textsOf } from '#lib/features/credentials/self/schemas.ts';
import { failWith, readDocumentForm } from '#lib/features/credentials/vault/form.server.ts';
import { fileAction, page } from '#lib/server/http/page.ts';

export const load = page('credential.manage', async ({ app, actor, params }) => {
	const proposal = await findProposal(app, actor, params.id ?? '');
	if (!proposal) error(404, 'proposal-not-found');
	return {
		proposal,
		next: await nextWaiting(app.db.read, actor, proposal.id),
		jurisdictions: jurisdictionChoices,
		timeZone: await groupTimeZone(app.db.read),
		today: await groupToday(app)
	};
});

export const actions = {
	accept: fileAction('credential.manage', async ({ app, actor, params, event }) => {
		const form = await readDocumentForm(event.request, decideSchema);
		if (!form.ok) return fail(...failWith(form.error));
		const { input, values } = form.value;
		const given = { id: params.id ?? '', fields: textsOf(values), words: String(input.words) };
		const done = await acceptProposal(app, actor, given);
		return done.ok ? { done: true as const } : fail(...failWith(done.error, values));
	}),
	refuse: fileAction('credential.manage', async ({ app, actor, params, event }) => {
		const form = await readDocumentForm(event.request, refuseSchema);
		if (!form.ok) return fail(...failWith(form.error));
		const { input, values } = form.value;
		const done = await refuseProposal(app, actor, { id: params.id ?? '', words: input.words });
		return done.ok ? { done: true as const } : fail(...failWith(done.error, values));
	}),
	check: fileAction('credential.manage', async ({ app, actor, params, event }) => {
		const form = await readDocumentForm(event.request, checkSchema);
		if (!form.ok) return fail(...failWith(form.error));
		const { input, file, values } = form.value;
		const done = await checkAccepted(app, actor, { id: params.id ?? '', check: input, file });
		return done.ok ? { done: true as const } : fail(...failWith(done.error, values));
	})
};
