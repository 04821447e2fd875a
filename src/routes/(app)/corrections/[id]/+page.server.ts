import { error } from '@sveltejs/kit';
import { linkAddendum } from '#lib/features/corrections/addenda.server.ts';
import {
	closeCorrection,
	dismissCorrection,
	informFacility,
	recordReceipt,
	rewordFinding,
	withdrawFinding
} from '#lib/features/corrections/commands.server.ts';
import { viewCorrection } from '#lib/features/corrections/correction-view.server.ts';
import {
	closeSchema,
	dismissSchema,
	informSchema,
	linkSchema,
	receiveSchema,
	rewordSchema
} from '#lib/features/corrections/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('correction.manage', async ({ app, actor, params }) => {
	const view = await viewCorrection(app, actor, params.id ?? '');
	if (!view) error(404, 'correction-not-found');
	return { view, now: app.clock.now() };
});

export const actions = {
	reword: action('correction.manage', rewordSchema, rewordFinding),
	inform: action('correction.manage', informSchema, informFacility),
	receive: action('correction.manage', receiveSchema, recordReceipt),
	link: action('correction.manage', linkSchema, linkAddendum),
	close: action('correction.manage', closeSchema, closeCorrection),
	withdraw: action('correction.manage', closeSchema, withdrawFinding),
	dismiss: action('correction.manage', dismissSchema, dismissCorrection)
};
