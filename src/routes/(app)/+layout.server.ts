import { page } from '#lib/server/http/page.ts';

export const load = page('home.view', ({ actor, event }) => ({
	person: { name: actor.name, roles: actor.roles },
	theme: event.locals.theme
}));
