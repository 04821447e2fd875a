import { parseMatrixFilter } from '#lib/features/credentials/records/matrix-filter.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { pageOfLines } from '#lib/features/credentials/records/matrix-page.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, url }) => {
	const filter = parseMatrixFilter(url);
	return { filter, matrix: pageOfLines(await credentialMatrix(app, filter), url.searchParams.get('after')) };
});
