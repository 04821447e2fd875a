import { acrCsv } from '#lib/features/credentials/cme/facilities-file.ts';
import { acrPlaces } from '#lib/features/credentials/cme/facilities.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app }) => {
	return new Response(acrCsv((await acrPlaces(app)).places), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="education-by-facility.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
