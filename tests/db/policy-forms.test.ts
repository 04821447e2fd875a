import { describe, expect, it } from 'vitest';
import { formPolicyKinds, policyFields, policyForms } from '#lib/features/admin/policy-forms.ts';
import { policyKinds } from '#lib/features/admin/policy-kinds.ts';
import { actions } from '../../src/routes/(app)/admin/policies/[kind]/+page.server.ts';

describe('policies that are published by a form', () => {
	it.each(formPolicyKinds)('%s has an action to which its form is sent', (kind) => {
		expect(Object.keys(actions)).toContain(kind);
	});

	it('an ongoing evaluation comes back from its form as it went in', () => {
		const { initial } = policyKinds.evaluation;
		const fields = Object.entries(policyFields(initial)).map(([name, value]) => [name, String(value)]);
		const form = { basedOn: '1', ...Object.fromEntries(fields) };
		expect(policyForms.evaluation.parse(form)).toEqual({ basedOn: 1, body: initial });
	});
});
