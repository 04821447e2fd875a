import { may } from '#lib/core/actor.ts';
import { ok } from '#lib/core/result.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { proofView } from '#lib/features/audit/proof-queries.server.ts';
import { extractRequestSchema } from '#lib/features/audit/schemas.ts';
import { takeExtract } from '#lib/features/audit/take-extract.server.ts';
import { requestVerification } from '#lib/features/audit/verification.server.ts';
import { action, page } from '#lib/server/http/page.ts';
import { z } from 'zod';

export const load = page('audit.view', async ({ app, actor, url }) => ({
	proof: await proofView(app, actor),
	mayVerify: may(actor, 'audit.verify'),
	mayExtract: may(actor, 'report.export'),
	extractId: url.searchParams.get('extract')
}));

export const actions = {
	verify: action('audit.verify', z.object({}), ({ app, actor }) => requestVerification(app, actor)),
	checkpoint: action('audit.verify', z.object({}), async ({ app, actor }) => {
		const made = await makeCheckpoint(app, actor);
		// Its numbers are for those who see the whole log: the page shows them.
		return made.ok ? ok(null) : made;
	}),
	// Whoever takes one away takes it from the register of exports.
	extract: action(
		'report.export',
		extractRequestSchema,
		({ app, actor }, input) => takeExtract(app, actor, input),
		{ redirectTo: ({ id }) => `/audit/proof?extract=${id}` }
	)
};
