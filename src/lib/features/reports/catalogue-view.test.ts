import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import type { Role } from '#lib/core/permissions.ts';
import { entryOf, mayMake, reportKinds } from '#lib/core/reports/catalogue.ts';
import { messages } from '#lib/i18n/messages.ts';
import { catalogueFor } from './catalogue-view.ts';

const someone = (role: Role): Actor => ({
	id: role,
	name: role,
	email: `${role}@example.org`,
	roles: [role],
	radiologistId: null,
	scope: null
});
const kindsOf = (actor: Actor, body: string | null) =>
	catalogueFor(actor, body).groups.flatMap(({ lines }) => lines.map(({ kind }) => kind));

describe('the catalogue', () => {
	it('shows to each what they may make, and all of it', () => {
		for (const role of ['director', 'coordinator', 'auditor', 'reviewer', 'administrator'] as const) {
			const actor = someone(role);
			const allowed = reportKinds.filter((kind) => mayMake(actor, kind));
			expect(kindsOf(actor, null).toSorted()).toEqual(allowed.toSorted());
		}
		expect(kindsOf(someone('reviewer'), null)).toEqual([]);
	});

	it('shows to whoever comes for one of those who ask what these ask for, the ACR’s by the tabs of its toolkit', () => {
		const { body, bodies, groups } = catalogueFor(someone('director'), 'acr');
		expect(body).toBe('acr');
		expect(bodies).toContain('acr');
		const first = groups.find(({ tab }) => tab === 'physician-qa');
		expect(first?.lines.map(({ kind }) => kind)).toContain('peer-review-summary');
		for (const { tab, lines } of groups)
			for (const { kind } of lines) {
				expect(entryOf(kind).bodies).toContain('acr');
				expect(entryOf(kind).toolkitTab).toBe(tab);
			}
		expect(catalogueFor(someone('director'), 'nobody').body).toBeNull();
	});

	it('is in the order of the numbers, R2 before R10', () => {
		const numbers = kindsOf(someone('director'), null).map((kind) =>
			Number(entryOf(kind).number?.slice(1) ?? 99)
		);
		expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
	});

	it('has words for each: what it is, and the question that it answers', () => {
		for (const kind of reportKinds) {
			const { title, summary, answers } = messages.reportCatalogue.kinds[kind];
			expect(answers).toMatch(/\?$/);
			expect(summary).toMatch(/\.$/);
			expect(title).not.toBe('');
		}
	});
});
