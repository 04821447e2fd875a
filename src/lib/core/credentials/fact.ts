import { z } from 'zod';

/**
 * A fact of a rule pack. It never travels without its source and whether anybody has read it there: who wants the value
 * gets the doubt with it.
 */
export type Fact<T> = {
	readonly value: T;
	readonly source: string;
	/** The month or day of which the source is; null when it does not say. */
	readonly asOf: string | null;
	/** True: the fact was read in the source. False: recalled, inferred, in conflict, or from one weak source. */
	readonly verified: boolean;
	readonly note?: string;
	/** What stood in the pack where the group has put its own fact in its place. */
	readonly replaces?: PlainFact<T>;
};

/** Where a fact comes from, without its value: what an outcome that leans on it carries. */
export type FactBasis = {
	readonly rule: string;
	readonly source: string;
	readonly verified: boolean;
	/** Whether the group has put it in place of the pack's own. */
	readonly isOwn: boolean;
};

/** What of a fact stands by itself: all but what it has replaced. */
export type PlainFact<T> = Omit<Fact<T>, 'replaces'>;

/** The schema of a fact that replaces none, around the schema of its value. */
export function plainFactSchema<T extends z.ZodType>(value: T) {
	return z.strictObject({
		value,
		source: z.string().min(1),
		asOf: z.string().min(4).nullable(),
		verified: z.boolean(),
		note: z.string().min(1).optional()
	});
}

/** The schema of a fact around the schema of its value. */
export function factSchema<T extends z.ZodType>(value: T) {
	const plain = plainFactSchema(value);
	return plain.extend({ replaces: plain.optional() });
}

/** Names a fact as the basis of an outcome. */
export function basisOf(rule: string, fact: Fact<unknown>): FactBasis {
	return { rule, source: fact.source, verified: fact.verified, isOwn: fact.replaces !== undefined };
}

/** A fact that the group has put in place of the pack's: the first one stays readable, however often it is replaced. */
export function replaceFact<T>(old: Fact<T>, own: PlainFact<T>): Fact<T> {
	const { replaces, ...stood } = old;
	return { ...own, replaces: replaces ?? stood };
}
