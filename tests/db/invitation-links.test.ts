import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { err, getValue } from '#lib/core/result.ts';
import { findSecondFactor } from '#lib/features/account/second-factor.server.ts';
import { signIn } from '#lib/features/account/sign-in.server.ts';
import { resetPassword } from '#lib/features/admin/user-commands.server.ts';
import { acceptInvitation, findInvitation } from '#lib/features/auditors/accept.server.ts';
import { inviteAuditor, resendInvitation } from '#lib/features/auditors/invite.server.ts';
import { inviteSchema } from '#lib/features/auditors/schemas.ts';
import { makeSessions } from '#lib/server/auth/sessions.ts';
import { giveAuthenticator } from '../support/authenticator.ts';
import { aFacility, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const email = 'sue@example.org';
const newPassword = 'seven calm lanterns';
const tokenOf = (link: string | null): string => link?.split('/').at(-1) ?? '';

// A link lies in a mailbox for a week: it opens an account that nobody has, and none that somebody took over in another way.
describe.each(engines)('the link of an invitation on %s', (engine) => {
	let app: TestApp;
	let administrator: Actor;
	let id: string;
	let token: string;
	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		administrator = await getActor(app, (await aUser(app, 'administrator')).id);
		const invitation = inviteSchema.parse({
			name: 'Sue Surveyor',
			email,
			facilityIds: [(await aFacility(app)).id],
			scopeFrom: '2026-01-01',
			scopeTo: '2026-10-31',
			reportKinds: ['peer-review-summary'],
			expiresAt: toUtcDay(app.clock.now() + 30 * DAY_MS)
		});
		const invited = getValue(await inviteAuditor(app, administrator, invitation));
		id = invited.id;
		token = tokenOf(invited.link);
	});
	afterEach(() => app.close());

	/** Takes the account over with a one-time password that an administrator made. */
	async function takeOver(): Promise<void> {
		const { oneTimePassword } = getValue(await resetPassword(app, administrator, { id }));
		const given = { email, password: oneTimePassword, newPassword, address: '192.0.2.9' };
		expect(getValue(await signIn(app, makeSessions(app), given)).next).toBe('enrol');
	}

	it('is void once the account was taken over by a one-time password', async () => {
		await takeOver();
		expect(await findInvitation(app, token)).toBeNull();
		const accepted = await acceptInvitation(app, { token, newPassword: 'eight calm lanterns' });
		expect(accepted).toEqual(err('invitation-not-found'));
		const again = await signIn(app, makeSessions(app), { email, password: newPassword, address: '::1' });
		expect(again.ok).toBe(true);
	});

	it('does not take the place of an authenticator, whatever became of the password', async () => {
		await takeOver();
		await giveAuthenticator(app, id);
		const since = await findSecondFactor(app.db.read, id);
		getValue(await resetPassword(app, administrator, { id }));
		expect(await findInvitation(app, token)).toBeNull();
		expect(await acceptInvitation(app, { token, newPassword })).toEqual(err('invitation-not-found'));
		expect(await resendInvitation(app, administrator, { id })).toEqual(err('already-accepted'));
		expect(await findSecondFactor(app.db.read, id)).toEqual(since);
	});

	it('works still where a one-time password was made that nobody has used', async () => {
		getValue(await resetPassword(app, administrator, { id }));
		expect((await acceptInvitation(app, { token, newPassword })).ok).toBe(true);
	});
});
