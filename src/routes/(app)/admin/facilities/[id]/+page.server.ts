import { error } from '@sveltejs/kit';
import { changeFacility, findFacility } from '#lib/features/admin/facilities.server.ts';
import { changeFacilitySchema } from '#lib/features/admin/facility-schemas.ts';
import { timeZoneNames } from '#lib/features/admin/fields.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('facility.manage', async ({ app, params }) => {
	const facility = await findFacility(app.db.read, params.id ?? '');
	if (!facility) error(404, 'not-found');
	return { facility, timeZones: timeZoneNames() };
});

export const actions = {
	default: action('facility.manage', changeFacilitySchema, ({ app, actor }, input) =>
		changeFacility(app, actor, input)
	)
};
