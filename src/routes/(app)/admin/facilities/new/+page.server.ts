import { createFacility } from '#lib/features/admin/facilities.server.ts';
import { facilitySchema } from '#lib/features/admin/facility-schemas.ts';
import { timeZoneNames } from '#lib/features/admin/fields.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('facility.manage', () => ({ timeZones: timeZoneNames() }));

export const actions = {
	default: action(
		'facility.manage',
		facilitySchema,
		({ app, actor }, input) => createFacility(app, actor, input),
		{ redirectTo: () => '/admin/facilities' }
	)
};
