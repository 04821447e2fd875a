import { ok } from '#lib/core/result.ts';
import {
	decidedCases,
	findCandidate,
	findCandidates,
	parseDecidedCursor
} from '#lib/features/calibration/candidate-queries.server.ts';
import { addItem } from '#lib/features/calibration/item-commands.server.ts';
import { addItemSchema } from '#lib/features/calibration/schemas.ts';
import { findReadSchema } from '#lib/features/reads/filter.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('calibration.manage', async ({ app, actor, url }) => {
	const id = url.searchParams.get('read');
	const after = parseDecidedCursor(url.searchParams.get('after'));
	return {
		read: id ? await findCandidate(app.db.read, actor, id) : null,
		decided: await decidedCases(app.db.read, actor, after)
	};
});

export const actions = {
	find: action('calibration.manage', findReadSchema, async ({ app, actor }, { accession }) =>
		ok({ accession, reads: await findCandidates(app.db.read, actor, accession) })
	),
	add: action('calibration.manage', addItemSchema, addItem, {
		redirectTo: ({ id }) => `/calibration/${id}`
	})
};
