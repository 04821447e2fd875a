import { parseMatrixFilter } from '#lib/features/credentials/records/matrix-filter.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, url }) => {
	const filter = parseMatrixFilter(url);
	return { filter, matrix: await credentialMatrix(app, filter) };
});
