import { page } from '#lib/server/http/page.ts';

export const load = page('admin.view', ({ actor }) => ({ roles: actor.roles }));
