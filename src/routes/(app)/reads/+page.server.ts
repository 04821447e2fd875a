import { parseListPlace } from '#lib/core/list-place.ts';
import { listFacilities } from '#lib/features/admin/facilities.server.ts';
import { accessionFilter, findReadSchema, parseReadFilter } from '#lib/features/reads/filter.ts';
import { readPage } from '#lib/features/reads/queries.server.ts';
import { ok } from '#lib/core/result.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('read.list', async ({ app, actor, url }) => {
	const filter = parseReadFilter(url);
	const after = parseListPlace(url.searchParams.get('after'));
	const facilities = await listFacilities(app.db.read);
	return {
		reads: await readPage(app.db.read, { actor, filter, after }),
		facilities: facilities.map(({ id, code, name }) => ({ id, code, name })),
		filter
	};
});

export const actions = {
	find: action('read.list', findReadSchema, async ({ app, actor }, { accession }) => {
		const filter = accessionFilter(accession);
		return ok({ accession, reads: await readPage(app.db.read, { actor, filter, after: null }) });
	})
};
