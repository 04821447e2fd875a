import { error } from '@sveltejs/kit';
import { timeZoneNames } from '#lib/features/admin/fields.ts';
import { activeFacilities, groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { previewHanging } from '#lib/features/admin/hanging-form.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { isFormPolicyKind, policyFields, policyForms } from '#lib/features/admin/policy-forms.ts';
import { currentPolicy, policyVersions } from '#lib/features/admin/policy-queries.server.ts';
import { previewTaxonomy, publishTaxonomy } from '#lib/features/admin/taxonomy-commands.server.ts';
import { publishCredentialPolicy } from '#lib/features/credentials/cme/rules.server.ts';
import { ok } from '#lib/core/result.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('policy.manage', async ({ app, params }) => {
	const kind = params.kind ?? '';
	if (!isFormPolicyKind(kind)) error(404, 'not-found');
	const { read } = app.db;
	const { version, body } = await currentPolicy(read, kind);
	return {
		kind,
		version,
		fields: policyFields(body),
		versions: await policyVersions(read, kind),
		timeZone: await groupTimeZone(read),
		timeZones: timeZoneNames(),
		facilities: kind === 'turnaround' ? await activeFacilities(read) : []
	};
});

export const actions = {
	review: action('policy.manage', policyForms.review, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'review', ...input })
	),
	turnaround: action('policy.manage', policyForms.turnaround, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'turnaround', ...input })
	),
	suppression: action('policy.manage', policyForms.suppression, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'suppression', ...input })
	),
	signals: action('policy.manage', policyForms.signals, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'signals', ...input })
	),
	learning: action('policy.manage', policyForms.learning, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'learning', ...input })
	),
	evaluation: action('policy.manage', policyForms.evaluation, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'evaluation', ...input })
	),
	correction: action('policy.manage', policyForms.correction, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'correction', ...input })
	),
	committee: action('policy.manage', policyForms.committee, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'committee', ...input })
	),
	pixels: action('policy.manage', policyForms.pixels, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'pixels', ...input })
	),
	taxonomy: action('policy.manage', policyForms.taxonomy, ({ app, actor }, input) =>
		publishTaxonomy(app, actor, input)
	),
	'taxonomy-preview': action('policy.manage', policyForms.taxonomy, ({ app }, input) =>
		previewTaxonomy(app, input)
	),
	hanging: action('policy.manage', policyForms.hanging, ({ app, actor }, input) =>
		publishPolicy(app, actor, { kind: 'hanging', ...input })
	),
	// Rules of continuing education are not of this form: they stay as the version has them that it is based on.
	credentials: action('policy.manage', policyForms.credentials, async ({ app, actor }, { basedOn, body }) => {
		const { cmeRules, cmeChanges } = (await currentPolicy(app.db.read, 'credentials')).body;
		return publishCredentialPolicy(app, actor, { basedOn, body: { ...body, cmeRules, cmeChanges } });
	}),
	'hanging-preview': action('policy.manage', policyForms.hanging, async ({ app }, { body }) =>
		ok(previewHanging((await currentPolicy(app.db.read, 'hanging')).body, body))
	)
};
