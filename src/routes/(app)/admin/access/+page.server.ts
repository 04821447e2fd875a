import { alwaysSecondFactor } from '#lib/core/access-policy.ts';
import { accessPolicyForm } from '#lib/features/admin/access-policy-form.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy, policyVersions } from '#lib/features/admin/policy-queries.server.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app }) => {
	const { read } = app.db;
	const { version, body } = await currentPolicy(read, 'access');
	return {
		version,
		roles: [...new Set([...alwaysSecondFactor, ...body.secondFactorRoles])],
		versions: await policyVersions(read, 'access'),
		timeZone: await groupTimeZone(read)
	};
});

export const actions = {
	default: action('user.manage', accessPolicyForm, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'access', ...input })
	)
};
