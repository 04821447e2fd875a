import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { builtInTaxonomies } from '#lib/core/scoring/built-in-taxonomies.ts';
import { taxonomyChanges, type TaxonomyChanges } from '#lib/core/scoring/taxonomy-text.ts';
import { taxonomySchema, type Taxonomy } from '#lib/core/scoring/taxonomy.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { publishPolicy } from './policy-commands.server.ts';
import { taxonomyFields } from './taxonomy-form.ts';
import { currentTaxonomy } from './taxonomy-queries.server.ts';

type Input = { readonly body: Taxonomy; readonly basedOn: number };

/** What would change, and the form as it was filled in. */
export type TaxonomyPreview = {
	readonly changes: TaxonomyChanges;
	readonly fields: Readonly<Record<string, string>>;
};

/** Publishes the next edition. Its name stands on every review and export, so no edition bears the name of another. */
export async function publishTaxonomy(
	app: App,
	actor: Actor,
	input: Input
): Promise<Result<{ version: number }, 'stale-policy' | 'edition-taken'>> {
	if (await isTaken(app.db.read, input.body.edition)) return err('edition-taken');
	return publishPolicy(app, actor, { kind: 'taxonomy', ...input });
}

/** Shows what an edition would change, and publishes nothing. */
export async function previewTaxonomy(
	app: App,
	{ body }: Input
): Promise<Result<TaxonomyPreview, 'edition-taken'>> {
	if (await isTaken(app.db.read, body.edition)) return err('edition-taken');
	const changes = taxonomyChanges(await currentTaxonomy(app.db.read), body);
	return ok({ changes, fields: taxonomyFields(body) });
}

async function isTaken(read: ReadHandle, edition: string): Promise<boolean> {
	if (builtInTaxonomies.some((taxonomy) => taxonomy.edition === edition)) return true;
	const { policies } = read.tables;
	const rows = await read.select({ body: policies.body }).from(policies).where(eq(policies.kind, 'taxonomy'));
	return rows.some(({ body }) => taxonomySchema.parse(body).edition === edition);
}
