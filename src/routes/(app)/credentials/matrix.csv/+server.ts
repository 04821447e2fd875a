import { parseMatrixFilter } from '#lib/features/credentials/records/matrix-filter.ts';
import { matrixCsv } from '#lib/features/credentials/records/matrix-file.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app, url }) => {
	return new Response(matrixCsv(await credentialMatrix(app, parseMatrixFilter(url))), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="credentials.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
