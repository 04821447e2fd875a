import { error } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { learningCase } from '#lib/features/learning/case-queries.server.ts';
import { acceptCase, answerObjection, editCase, setCaseAside } from '#lib/features/learning/curate.server.ts';
import {
	answerObjectionSchema,
	editSchema,
	idSchema,
	setAsideSchema
} from '#lib/features/learning/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('learning.manage', async ({ app, params }) => {
	const found = await learningCase(app, params.id ?? '');
	if (found.ok) return { item: found.value, timeZone: await groupTimeZone(app.db.read) };
	error(statusOf(found.error), found.error);
});

export const actions = {
	save: action('learning.manage', editSchema, editCase),
	accept: action('learning.manage', idSchema, acceptCase),
	setAside: action('learning.manage', setAsideSchema, setCaseAside),
	answer: action('learning.manage', answerObjectionSchema, answerObjection)
};
