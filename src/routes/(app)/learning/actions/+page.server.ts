import { may } from '#lib/core/actor.ts';
import { conferenceList } from '#lib/features/learning/conference-queries.server.ts';
import {
	closeImprovement,
	improvements,
	openImprovement
} from '#lib/features/learning/improvements.server.ts';
import { participants } from '#lib/features/learning/people.server.ts';
import { closeImprovementSchema, openImprovementSchema } from '#lib/features/learning/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, actor }) => {
	const mayManage = may(actor, 'learning.manage');
	return {
		actions: await improvements(app, actor),
		mayManage,
		people: mayManage ? await participants(app.db.read) : [],
		conferences: mayManage ? (await conferenceList(app.db.read, {})).items : []
	};
});

export const actions = {
	open: action('learning.manage', openImprovementSchema, openImprovement),
	close: action('learning.take-part', closeImprovementSchema, closeImprovement)
};
