import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { causeWords } from '#lib/core/scoring/code-words.ts';
import { previewTaxonomy, publishTaxonomy } from '#lib/features/admin/taxonomy-commands.server.ts';
import { currentTaxonomy, taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp } from '../support/test-app.ts';

const next = {
	...defaultTaxonomy,
	edition: '2027.1',
	causes: defaultTaxonomy.causes.filter(({ code }) => code !== 'technique')
};

describe.each(engines)('editions of the taxonomy on %s', (engine) => {
	it('follow each other under their own names, and retired codes keep their words', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const taken = { ok: false, error: 'edition-taken' };
		for (const edition of ['2026.1', '2026.2']) {
			const given = { body: { ...next, edition }, basedOn: 1 };
			expect(await publishTaxonomy(app, director, given)).toEqual(taken);
			expect(await previewTaxonomy(app, given)).toEqual(taken);
		}
		expect(await previewTaxonomy(app, { body: next, basedOn: 1 })).toMatchObject({
			value: { changes: { added: [], renamed: [], retired: [{ code: 'technique' }, {}, {}] } }
		});
		expect(await currentTaxonomy(app.db.read)).toEqual(defaultTaxonomy);
		expect(await publishTaxonomy(app, director, { body: next, basedOn: 1 })).toEqual({
			ok: true,
			value: { version: 2 }
		});
		expect(await publishTaxonomy(app, director, { body: next, basedOn: 2 })).toEqual(taken);
		const later = { body: { ...next, edition: '2027.2' }, basedOn: 1 };
		expect(await publishTaxonomy(app, director, later)).toEqual({ ok: false, error: 'stale-policy' });
		expect(await currentTaxonomy(app.db.read)).toEqual(next);
		expect(causeWords(await taxonomyWords(app.db.read), 'technique/protocol')).toBe(
			'Technique: protocol unsuitable'
		);
	});
});
