import { error } from '@sveltejs/kit';
import {
	askException,
	decideException,
	withdrawException
} from '#lib/features/credentials/gate/exceptions.server.ts';
import { viewReadCompliance } from '#lib/features/credentials/gate/one-read.server.ts';
import {
	askExceptionSchema,
	decideExceptionSchema,
	withdrawExceptionSchema
} from '#lib/features/credentials/gate/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, params }) => {
	const view = await viewReadCompliance(app, actor, params.id ?? '');
	if (!view) error(404, 'not-found');
	return { view };
});

export const actions = {
	ask: action('credential.manage', askExceptionSchema, askException),
	decide: action('exception.approve', decideExceptionSchema, decideException),
	withdraw: action('credential.manage', withdrawExceptionSchema, withdrawException)
};
