import { asc, eq } from 'drizzle-orm';
import { builtInTaxonomies } from '#lib/core/scoring/built-in-taxonomies.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import { taxonomySchema, wordsOf, type Taxonomy } from '#lib/core/scoring/taxonomy.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { currentPolicy } from './policy-queries.server.ts';

/** The taxonomy that a review is scored by now. */
export async function currentTaxonomy(read: ReadHandle): Promise<Taxonomy> {
	return (await currentPolicy(read, 'taxonomy')).body;
}

/** The words of every code of every edition, so that an old review reads as it was meant. */
export async function taxonomyWords(read: ReadHandle): Promise<CodeWords> {
	const { policies } = read.tables;
	const rows = await read
		.select({ body: policies.body })
		.from(policies)
		.where(eq(policies.kind, 'taxonomy'))
		.orderBy(asc(policies.version));
	return wordsOf([...builtInTaxonomies, ...rows.map(({ body }) => taxonomySchema.parse(body))]);
}
