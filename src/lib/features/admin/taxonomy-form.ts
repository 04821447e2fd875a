import { z } from 'zod';
import { plainText } from '#lib/core/text/plain-text.ts';
import {
	makeCauses,
	makeTerms,
	parseCauses,
	parseTerms,
	type ReadList
} from '#lib/core/scoring/taxonomy-text.ts';
import { taxonomySchema, type Taxonomy } from '#lib/core/scoring/taxonomy.ts';

const MAX_LIST_CHARS = 20_000;

/** A list as text: problems stand under the number of their line. */
const listOf = <T>(read: (text: string) => ReadList<T>, schema: z.ZodType<T[]>) =>
	z
		.string('required')
		.overwrite(plainText)
		.max(MAX_LIST_CHARS, 'text-too-long')
		.transform((text, context): T[] => {
			const { list, problems } = read(text);
			for (const { line, code } of problems) {
				context.addIssue({ code: 'custom', message: code, path: [line] });
			}
			const whole = schema.safeParse(list);
			if (problems.length === 0 && !whole.success) {
				context.addIssue({ code: 'custom', message: whole.error.issues[0]?.message ?? 'line-unreadable' });
			}
			return problems.length === 0 && whole.success ? whole.data : z.NEVER;
		});

const { edition, causes, factors, imageIssues } = taxonomySchema.shape;

/** The form of the taxonomy: an edition and three lists, one term a line. */
export const taxonomyForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		edition,
		causes: listOf(parseCauses, causes),
		factors: listOf(parseTerms, factors),
		imageIssues: listOf(parseTerms, imageIssues)
	})
	.transform(({ basedOn, ...body }) => ({ basedOn, body: taxonomySchema.parse(body) }));

/** A taxonomy as the fields of its form. */
export function taxonomyFields(body: Taxonomy): Record<string, string> {
	return {
		edition: body.edition,
		causes: makeCauses(body.causes),
		factors: makeTerms(body.factors),
		imageIssues: makeTerms(body.imageIssues)
	};
}

/** The line and the code of the first problem of a list; null when the form has none there. */
export function lineProblem(
	fields: Readonly<Record<string, string>> | undefined,
	name: string
): { readonly line: number; readonly code: string } | null {
	for (const [path, code] of Object.entries(fields ?? {})) {
		const [list, line] = path.split('.');
		if (list === name && line !== undefined) return { line: Number(line), code };
	}
	return null;
}
