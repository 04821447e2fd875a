import { redirect } from '@sveltejs/kit';
import { err, ok } from '#lib/core/result.ts';
import { keyToShow } from '#lib/features/account/enrolment.server.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { codeSchema } from '#lib/features/account/schemas.ts';
import { signInByEnrolling } from '#lib/features/account/sign-in.server.ts';
import { blankStepCookie, readStep } from '#lib/server/auth/sign-in-step.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(async ({ app, actor, event }) => {
	const step = await readStep(app, event.cookies);
	if (step?.kind === 'enrol') {
		const group = await findGroup(app.db.read);
		return { enrolment: keyToShow(step, group?.name ?? 'Overread') };
	}
	// Just turned on: the recovery codes are still on the page.
	if (actor || event.request.method === 'POST') return { enrolment: null };
	redirect(303, '/sign-in');
});

export const actions = {
	default: publicAction(codeSchema, async ({ app, event }, { code }) => {
		const { sessions } = event.locals;
		const step = await readStep(app, event.cookies);
		if (step?.kind !== 'enrol') return err('step-over');
		const enrolled = await signInByEnrolling(app, sessions, { step, code });
		if (!enrolled.ok) return enrolled;
		for (const { name, value, options } of [blankStepCookie(app), enrolled.value.cookie]) {
			event.cookies.set(name, value, options);
		}
		return ok({ codes: enrolled.value.codes, to: step.to });
	})
};
