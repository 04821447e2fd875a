import { openDocument } from '#lib/features/credentials/vault/open.server.ts';
import { documentResponse } from '#lib/features/credentials/vault/respond.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { failure } from '#lib/server/http/respond.ts';

export const GET = endpoint('credential.view', async ({ app, actor, params, url }) => {
	const opened = await openDocument(app, actor, params.id ?? '');
	return opened.ok ? documentResponse(opened.value, url.searchParams.has('show')) : failure(opened.error);
});
