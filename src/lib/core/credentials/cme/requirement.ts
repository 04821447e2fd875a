import { z } from 'zod';
import { amountSchema } from './credits.ts';
import { conditionSchema } from './condition.ts';
import { windowSchema } from './window.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);
const months = z.int().min(1).max(600);

/** How often a topic is due, where that is not once in each window of the requirement. */
const dueSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('once') }),
	/** Within so many months before the end of the window: every two years, every six. */
	z.strictObject({ kind: z.literal('months'), months }),
	/** Every third cycle: within so many windows that end with this one. */
	z.strictObject({ kind: z.literal('cycles'), cycles: z.int().min(2).max(10) }),
	/** The hours in every year of the window. */
	z.strictObject({ kind: z.literal('yearly') }),
	/** In each of the first renewals (fact `renewalsDone`), then every so many months. */
	z.strictObject({ kind: z.literal('early-renewals'), renewals: z.int().min(1).max(10), thenMonths: months })
]);

export const topicSchema = z.object({
	topic: name,
	/** Null: a course is to be completed, whatever its hours. */
	hours: amountSchema.nullable(),
	/** Other topics of activities that serve for it. */
	accepts: names.optional(),
	appliesIf: conditionSchema.optional(),
	due: dueSchema.optional(),
	/** The hours come on top of the total, always or for whom the condition fits. */
	outsideTotal: z.union([z.boolean(), conditionSchema]).optional(),
	/** Only credits of these categories. */
	categories: names.optional(),
	/** Only activities in these modalities. */
	modalities: names.optional(),
	/** Still due where a substitute meets the requirement. */
	isDueAnyway: z.boolean().optional(),
	/** Law without rules yet: shown, never due. */
	isPending: z.boolean().optional(),
	note: z.string().min(1).optional()
});
export type Topic = z.output<typeof topicSchema>;

const conversionSchema = z.object({
	/** Category or unit of the activity's own credits, and what each of them becomes. */
	from: name,
	to: name,
	each: amountSchema,
	/** The most that counts in the window. */
	max: amountSchema.optional(),
	/** Counts for so many months before the end of the window, longer or shorter than that. */
	months: months.optional()
});

const substituteSchema = z.union([
	/** A fact that is true. */
	name,
	/** A fact that is a day in the window, or in so many months before its end. */
	z.strictObject({ dayFact: name, months: months.optional() })
]);
export type Substitute = z.output<typeof substituteSchema>;

const termsShape = {
	/** Null: no number of credits is asked for. */
	total: amountSchema.nullable().optional(),
	category1Min: amountSchema.nullable().optional(),
	/** What category 1 is to this authority; AMA-1 where it does not say. */
	category1: names.optional(),
	/** Only these categories are accepted; all credits where it does not say. */
	categories: names.optional(),
	categoryMax: z.record(z.string(), amountSchema).optional(),
	categoryMaxPerYear: z.record(z.string(), amountSchema).optional(),
	conversions: z.array(conversionSchema).optional(),
	/** Only activities in the modality count, for total and category 1. */
	modality: z.union([name, names]).optional(),
	/** Only activities about one of these count, for total and category 1. */
	scope: names.optional(),
	/** Least credits in each twelve months of the window. */
	yearMin: amountSchema.optional(),
	window: windowSchema.optional(),
	satisfiedBy: z.array(substituteSchema).optional(),
	/** Facts that make up for the least of category 1, not for the total. */
	category1By: names.optional(),
	/** Surplus of the window before that counts in this one, at the most. */
	carryOverMax: amountSchema.optional(),
	/** Less is due where the first licence is younger than so many months at the window's end; a total of nought: nothing yet. */
	firstTerm: z
		.array(
			z.object({ underMonths: months, total: amountSchema, category1Min: amountSchema.nullable().optional() })
		)
		.optional(),
	/** Activities that nothing but the person's own word shows do not count. */
	needsCertificate: z.boolean().optional(),
	topics: z.array(topicSchema).optional()
};

/** What one way of meeting a requirement asks for. */
const optionSchema = z.object({ ...termsShape, name });
export type Terms = Omit<z.output<typeof optionSchema>, 'name'>;

const requirementShape = {
	authority: name,
	appliesIf: conditionSchema.optional(),
	/** What is counted: credits where it does not say. */
	unit: z.enum(['credits', 'exams', 'projects', 'questions']).optional(),
	/** The authority asks for something, but nobody has found out what. */
	isUnknown: z.boolean().optional(),
	/** Any one of these ways suffices; each takes what it does not say from the requirement. */
	anyOf: z.array(optionSchema).optional(),
	pace: z
		.object({ judgedAfterShare: z.number().min(0).max(1), lastDays: z.int().min(0).max(3660) })
		.optional(),
	...termsShape
};

/** A requirement as a file of cases has it: what is not known in it is left aside. */
export const requirementSchema = z.object(requirementShape);
export type Requirement = z.output<typeof requirementSchema>;

/** A requirement of a rule pack: a word that is not known is an error of the pack. */
export const packRequirementSchema = z.strictObject(requirementShape);

/** The ways of meeting a requirement: its options, or itself. */
export function waysOf(requirement: Requirement): readonly { name: string | null; terms: Terms }[] {
	const { anyOf, ...own } = requirement;
	if (!anyOf || anyOf.length === 0) return [{ name: null, terms: own }];
	return anyOf.map(({ name, ...terms }) => ({ name, terms: { ...own, ...terms } }));
}

/** The categories that are category 1 to an authority. */
export function category1Of(terms: Terms): readonly string[] {
	return terms.category1 ?? ['AMA-1'];
}

/** The modalities to which a requirement is confined, or null. */
export function modalitiesOf(terms: Pick<Terms, 'modality'>): readonly string[] | null {
	if (terms.modality === undefined) return null;
	return typeof terms.modality === 'string' ? [terms.modality] : terms.modality;
}
