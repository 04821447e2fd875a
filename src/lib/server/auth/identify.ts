import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import { isSecondFactorNeeded } from './access-policy.ts';
import { findTokenActor, tokenIn } from './access-tokens.ts';
import { findActor } from './actor.ts';
import { makeSessions, type Sessions } from './sessions.ts';

const known = new WeakMap<App, Sessions>();

/** The sessions of an app. */
export function sessionsOf(app: App): Sessions {
	let sessions = known.get(app);
	if (!sessions) known.set(app, (sessions = makeSessions(app)));
	return sessions;
}

/** What a request shows of who sends it. */
export type Credentials = {
	/** The value of the session's cookie. */
	readonly cookie: string | null;
	/** The Authorization header. */
	readonly authorization: string | null;
};

/**
 * The one place that knows who sends a request: a person by the session of the cookie, a machine by its token, or nobody. A token
 * stands before a cookie, and one that is wrong is nobody; so is a session without the second factor that its person needs.
 */
export async function identify(app: App, { cookie, authorization }: Credentials): Promise<Actor | null> {
	const token = tokenIn(authorization);
	if (token !== null) return findTokenActor(app, token);
	const opened = cookie ? await sessionsOf(app).find(cookie) : null;
	const actor = opened ? await findActor(app.db.read, opened.userId, app.clock.now()) : null;
	// A session from before the role or the rule was another one ends with it: the next sign-in asks for the authenticator.
	if (actor && !opened?.hasSecondFactor && (await isSecondFactorNeeded(app.db.read, actor.roles)))
		return null;
	return actor;
}
