import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { correctionsOfRead, openByHand } from '#lib/features/corrections/open-by-hand.server.ts';
import { openSchema } from '#lib/features/corrections/schemas.ts';
import { viewRead } from '#lib/features/reads/read-view.server.ts';
import { recordCritical } from '#lib/features/turnaround/critical-commands.server.ts';
import {
	endHold,
	explainBreach,
	holdRead,
	takeBackEvent
} from '#lib/features/turnaround/read-commands.server.ts';
import { readTurnaround } from '#lib/features/turnaround/read-turnaround.server.ts';
import {
	causeSchema,
	endHoldSchema,
	holdSchema,
	recordCriticalSchema,
	takeBackSchema
} from '#lib/features/turnaround/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('read.list', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const view = await viewRead(app, actor, id);
	if (!view) error(404, 'read-not-found');
	const corrects = may(actor, 'correction.manage');
	return {
		view,
		turnaround: await readTurnaround(app, actor, id),
		isManaged: may(actor, 'turnaround.manage'),
		corrections: corrects ? await correctionsOfRead(app.db.read, actor, id, app.clock.now()) : null
	};
});

export const actions = {
	correct: action('correction.manage', openSchema, openByHand, {
		redirectTo: ({ id }) => `/corrections/${id}`
	}),
	hold: action('turnaround.manage', holdSchema, holdRead),
	endHold: action('turnaround.manage', endHoldSchema, endHold),
	takeBack: action('turnaround.manage', takeBackSchema, takeBackEvent),
	explain: action('turnaround.manage', causeSchema, explainBreach),
	critical: action('turnaround.manage', recordCriticalSchema, recordCritical, {
		redirectTo: ({ id }) => `/turnaround/critical/${id}`
	})
};
