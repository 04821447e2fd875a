import { auditPage, auditTypes } from '#lib/features/audit/queries.server.ts';
import { verifyNowOrLater } from '#lib/features/audit/verification.server.ts';
import { action, page } from '#lib/server/http/page.ts';
import { ok } from '#lib/core/result.ts';
import { z } from 'zod';

export const load = page('audit.view', async ({ app, actor, url }) => {
	const after = Number(url.searchParams.get('after'));
	const filter = {
		before: Number.isSafeInteger(after) && after > 0 ? after : null,
		type: url.searchParams.get('type') || null,
		subject: url.searchParams.get('subject') || null
	};
	return {
		log: await auditPage(app, actor, filter),
		types: await auditTypes(app.db.read, actor),
		filter: { type: filter.type ?? '', subject: filter.subject ?? '' }
	};
});

export const actions = {
	verify: action('audit.verify', z.object({}), async ({ app, actor }) =>
		ok(await verifyNowOrLater(app, actor))
	)
};
