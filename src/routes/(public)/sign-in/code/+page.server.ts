import { redirect } from '@sveltejs/kit';
import { err, ok } from '#lib/core/result.ts';
import { codeSchema } from '#lib/features/account/schemas.ts';
import { signInWithCode } from '#lib/features/account/sign-in.server.ts';
import { blankStepCookie, readStep } from '#lib/server/auth/sign-in-step.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(async ({ app, actor, event }) => {
	if (actor) redirect(303, '/');
	const step = await readStep(app, event.cookies);
	if (step?.kind !== 'code') redirect(303, '/sign-in');
	return {};
});

export const actions = {
	default: publicAction(
		codeSchema,
		async ({ app, event }, { code }) => {
			const { sessions } = event.locals;
			const step = await readStep(app, event.cookies);
			if (step?.kind !== 'code') return err('step-over');
			const address = event.getClientAddress();
			const cookie = await signInWithCode(app, sessions, { step, code, address });
			if (!cookie.ok) return cookie;
			for (const { name, value, options } of [blankStepCookie(app), cookie.value]) {
				event.cookies.set(name, value, options);
			}
			return ok(step.to);
		},
		{ redirectTo: (to) => to }
	)
};
