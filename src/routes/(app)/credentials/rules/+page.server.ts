import { may } from '#lib/core/actor.ts';
import { packOf } from '#lib/core/credentials/policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { packLines } from '#lib/features/credentials/gate/pack-facts.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url }) => {
	const { body } = await currentPolicy(app.db.read, 'credentials');
	const pack = packOf(body);
	return {
		pack: { id: pack.id, version: pack.version, compiledOn: pack.compiledOn, disclaimer: pack.disclaimer },
		lines: packLines(pack),
		jurisdiction: url.searchParams.get('jurisdiction') ?? '',
		only: url.searchParams.get('only') ?? '',
		mayChange: may(actor, 'policy.manage')
	};
});
