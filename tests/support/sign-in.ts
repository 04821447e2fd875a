import type { Actor } from '#lib/core/actor.ts';
import type { Role } from '#lib/core/permissions.ts';
import type { App } from '#lib/server/app.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { makeSessions } from '#lib/server/auth/sessions.ts';
import { aUser } from './builders.ts';

/** Starts a session for a user, as with their authenticator, and returns the Cookie header that carries it. */
export async function signIn(app: App, userId: string): Promise<string> {
	const { name, value } = await makeSessions(app).start(userId, { hasSecondFactor: true });
	return `${name}=${value}`;
}

/** Makes a user with the role and returns the Cookie header of a session of theirs. */
export async function signInAs(app: App, role: Role | readonly Role[]): Promise<string> {
	const user = await aUser(app, role);
	return signIn(app, user.id);
}

/** The user as the actor that a request of theirs would carry. Throws when they may not sign in. */
export async function getActor(app: App, userId: string): Promise<Actor> {
	const actor = await findActor(app.db.read, userId, app.clock.now());
	if (!actor) throw new Error('the user may not sign in');
	return actor;
}
