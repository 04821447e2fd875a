import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';

/**
 * What is known of a physician for one authority: facts by name (`person-facts.ts` lists those that the rules ask for). A fact
 * that is missing or null is unknown; unknown is never taken for no. A list (several specialties) fits where one of it does.
 */
export const personSchema = z.record(z.string(), z.unknown());
export type CmePerson = Readonly<z.output<typeof personSchema>>;

const plain = z.union([z.boolean(), z.string(), z.number()]);
const list = z.array(z.union([z.string(), z.number()])).min(1);

/** All facts named must be as given: equal, one of, none of, or a day before or from one. */
export const conditionSchema = z.record(
	z.string(),
	z.union([
		plain,
		z.strictObject({ in: list }),
		z.strictObject({ notIn: list }),
		z.strictObject({ before: calendarDaySchema }),
		z.strictObject({ from: calendarDaySchema })
	])
);
export type Condition = z.output<typeof conditionSchema>;

export type Judgement = {
	readonly answer: 'yes' | 'no' | 'unknown';
	/** Facts that would have to be known. Empty unless the answer is unknown. */
	readonly missing: readonly string[];
};

/** Compares a condition with a person. One fact that does not fit decides, however many are unknown. */
export function judge(condition: Condition | undefined, person: CmePerson): Judgement {
	const missing: string[] = [];
	for (const [fact, wanted] of Object.entries(condition ?? {})) {
		const known = person[fact] ?? null;
		if (known === null) missing.push(fact);
		else if (!fits(wanted, known)) return { answer: 'no', missing: [] };
	}
	return missing.length > 0 ? { answer: 'unknown', missing } : { answer: 'yes', missing };
}

function fits(wanted: Condition[string], known: unknown): boolean {
	const facts: readonly unknown[] = Array.isArray(known) ? known : [known];
	if (typeof wanted !== 'object') return facts.includes(wanted);
	if ('in' in wanted) return wanted.in.some((one) => facts.includes(one));
	if ('notIn' in wanted) return wanted.notIn.every((one) => !facts.includes(one));
	if ('before' in wanted) return facts.some((fact) => typeof fact === 'string' && fact < wanted.before);
	return facts.some((fact) => typeof fact === 'string' && fact >= wanted.from);
}

/** A fact that is a calendar day, or null where it is not known. */
export function dayFact(person: CmePerson, fact: string): string | null {
	const parsed = calendarDaySchema.safeParse(person[fact]);
	return parsed.success ? parsed.data : null;
}
