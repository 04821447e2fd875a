import { error, redirect } from '@sveltejs/kit';
import { conference } from '#lib/features/learning/conference-queries.server.ts';
import { attend } from '#lib/features/learning/attendance.server.ts';
import { savePoint, showCase } from '#lib/features/learning/meeting-commands.server.ts';
import { conferenceCaseSchema, idSchema, pointSchema } from '#lib/features/learning/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('learning.take-part', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const found = await conference({ app, actor }, id);
	if (!found.ok) error(statusOf(found.error), found.error);
	if (found.value.programme.length === 0) redirect(303, `/learning/conferences/${id}`);
	return { bare: true, meeting: found.value };
});

export const actions = {
	show: action('learning.manage', conferenceCaseSchema, showCase),
	point: action('learning.manage', pointSchema, savePoint),
	attend: action('learning.take-part', idSchema, attend)
};
