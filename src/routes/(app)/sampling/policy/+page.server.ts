import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy, policyVersions } from '#lib/features/admin/policy-queries.server.ts';
import { samplingPolicyFields, samplingPolicyForm } from '#lib/features/sampling/policy-form.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('sampling.view', async ({ app, actor }) => {
	const { version, body } = await currentPolicy(app.db.read, 'sampling');
	return {
		version,
		policy: { version, ...body },
		stored: samplingPolicyFields(body),
		exclusions: [...body.exclusions],
		versions: await policyVersions(app.db.read, 'sampling'),
		timeZone: await groupTimeZone(app.db.read),
		mayPublish: may(actor, 'policy.manage')
	};
});

export const actions = {
	publish: action('policy.manage', samplingPolicyForm, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'sampling', ...input })
	)
};
