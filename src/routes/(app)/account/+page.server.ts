import { z } from 'zod';
import { ok } from '#lib/core/result.ts';
import { periodDays } from '#lib/core/period.ts';
import { changePassword } from '#lib/features/account/password-commands.server.ts';
import { beginEnrolment } from '#lib/features/account/enrolment.server.ts';
import {
	changePasswordSchema,
	codeSchema,
	endSessionSchema,
	setUpAuthenticatorSchema
} from '#lib/features/account/schemas.ts';
import {
	findSecondFactor,
	removeSecondFactor,
	renewRecoveryCodes
} from '#lib/features/account/second-factor.server.ts';
import { endOtherSessions, endSession } from '#lib/features/account/session-commands.server.ts';
import { openSessions } from '#lib/features/account/session-queries.server.ts';
import { listFacilities } from '#lib/features/admin/facilities.server.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import {
	feedsOf,
	makeFeed,
	makeFeedSchema,
	revokeFeed,
	revokeFeedSchema,
	scopesFor
} from '#lib/features/credentials/expiry/feed-commands.server.ts';
import { chooseMail, mailChoiceSchema } from '#lib/features/notices/commands.server.ts';
import { mailChoiceOf } from '#lib/features/notices/queries.server.ts';
import { isSecondFactorNeeded } from '#lib/server/auth/access-policy.ts';
import { action, page, type Context } from '#lib/server/http/page.ts';

const cookieOf = ({ event }: Context): string => event.cookies.get(event.locals.sessions.cookieName) ?? '';

export const load = page('account.manage', async (context) => {
	const { app, actor } = context;
	const { read } = app.db;
	const { name, email, roles, scope } = actor;
	const now = app.clock.now();
	const named = scope && (await listFacilities(read)).filter(({ id }) => scope.facilityIds.includes(id));
	return {
		account: {
			name,
			email,
			roles,
			scope: scope && { facilities: named?.map((facility) => facility.name) ?? [], ...periodDays(scope) }
		},
		authenticator: {
			factor: await findSecondFactor(read, actor.id),
			isNeeded: await isSecondFactorNeeded(read, roles)
		},
		sessions: await openSessions(read, { userId: actor.id, cookie: cookieOf(context), now }),
		timeZone: await groupTimeZone(read),
		calendar: { scopes: scopesFor(actor), feeds: await feedsOf(read, actor.id) },
		mail: { choice: await mailChoiceOf(read, actor.id), isOn: app.config.mail !== null },
		now
	};
});

export const actions = {
	password: action('account.manage', changePasswordSchema, async (context, input) => {
		const { app, actor, event } = context;
		const { sessions } = event.locals;
		const opened = await sessions.find(cookieOf(context));
		const changed = await changePassword(app, actor, input);
		if (!changed.ok) return changed;
		const hasSecondFactor = opened?.hasSecondFactor ?? false;
		const { name, value, options } = await sessions.start(actor.id, { hasSecondFactor });
		event.cookies.set(name, value, options);
		return ok({ form: 'password' as const });
	}),
	authenticator: action(
		'account.manage',
		setUpAuthenticatorSchema,
		async ({ app, actor, event }, input) => {
			const begun = await beginEnrolment(app, actor, { ...input, address: event.getClientAddress() });
			if (!begun.ok) return begun;
			const { name, value, options } = begun.value;
			event.cookies.set(name, value, options);
			return ok(null);
		},
		{ redirectTo: () => '/sign-in/authenticator' }
	),
	recoveryCodes: action('account.manage', codeSchema, async ({ app, actor, event }, { code }) => {
		const address = event.getClientAddress();
		const made = await renewRecoveryCodes(app, actor, { code, address });
		return made.ok ? ok({ form: 'authenticator' as const, codes: made.value }) : made;
	}),
	removeAuthenticator: action('account.manage', codeSchema, async ({ app, actor, event }, { code }) => {
		const address = event.getClientAddress();
		const removed = await removeSecondFactor(app, actor, { code, address });
		return removed.ok ? ok({ form: 'authenticator' as const, codes: null }) : removed;
	}),
	endSession: action('account.manage', endSessionSchema, async ({ app, actor }, input) => {
		const ended = await endSession(app, actor, input);
		return ended.ok ? ok({ form: 'sessions' as const, ended: 1, others: false }) : ended;
	}),
	endOthers: action('account.manage', z.object({}), async (context) => {
		const count = await endOtherSessions(context.app, context.actor, cookieOf(context));
		return count.ok ? ok({ form: 'sessions' as const, ended: count.value, others: true }) : count;
	}),
	mail: action('notice.view', mailChoiceSchema, async ({ app, actor }, input) => {
		const kept = await chooseMail(app, actor, input);
		return kept.ok ? ok({ form: 'mail' as const }) : kept;
	}),
	calendar: action('account.manage', makeFeedSchema, async ({ app, actor }, input) => {
		const made = await makeFeed(app, actor, input);
		return made.ok ? ok({ form: 'calendar' as const, address: made.value.address }) : made;
	}),
	revokeCalendar: action('account.manage', revokeFeedSchema, async ({ app, actor }, input) => {
		const revoked = await revokeFeed(app, actor, input);
		return revoked.ok ? ok({ form: 'calendar' as const, address: null }) : revoked;
	})
};
