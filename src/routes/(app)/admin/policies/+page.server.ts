import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { policyKindNames, type PolicyKind } from '#lib/features/admin/policy-kinds.ts';
import { findCurrentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

/** What signing in asks for is the administrator's (`/admin/access`). */
const directorKinds = policyKindNames.filter(
	(kind): kind is Exclude<PolicyKind, 'access'> => kind !== 'access'
);

export const load = page('policy.manage', async ({ app }) => {
	const { read } = app.db;
	return {
		policies: await Promise.all(
			directorKinds.map(async (kind) => {
				const policy = await findCurrentPolicy(read, kind);
				return { kind, version: policy?.version ?? 0, effectiveAt: policy?.effectiveAt ?? 0 };
			})
		),
		timeZone: await groupTimeZone(read)
	};
});
