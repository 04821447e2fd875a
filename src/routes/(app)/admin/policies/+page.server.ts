import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { policyKindNames } from '#lib/features/admin/policy-kinds.ts';
import { findCurrentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('policy.manage', async ({ app }) => {
	const { read } = app.db;
	return {
		policies: await Promise.all(
			policyKindNames.map(async (kind) => {
				const policy = await findCurrentPolicy(read, kind);
				return { kind, version: policy?.version ?? 0, effectiveAt: policy?.effectiveAt ?? 0 };
			})
		),
		timeZone: await groupTimeZone(read)
	};
});
