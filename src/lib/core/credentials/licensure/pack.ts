import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { factSchema } from '#lib/core/credentials/fact.ts';
import { federalSystems } from '#lib/core/credentials/gate/policy.ts';

/** How a jurisdiction stands to the Interstate Medical Licensure Compact. */
export const compactStatuses = [
	'member',
	'uncertain',
	'enacted-implementing',
	'enacted-or-pending',
	'not-member'
] as const;

/** When licences of a jurisdiction end: always only to suggest a day, never in place of the real one. */
export const expiryRuleSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('fixed-day'),
		month: z.int().min(1).max(12),
		day: z.int().min(1).max(31),
		years: z.enum(['every', 'even', 'odd', 'third'])
	}),
	z.strictObject({ kind: z.literal('birthday') }),
	z.strictObject({ kind: z.literal('birth-month'), lastDay: z.boolean() })
]);

const compactSchema = z.strictObject({
	status: z.enum(compactStatuses),
	/** Whether it may be the state of principal licence; null: not known. */
	canBeSpl: z.boolean().nullable(),
	/** The day from which the status is, where it is known. */
	since: calendarDaySchema.nullable()
});

const registrationSchema = z.strictObject({
	mechanism: z.enum(['telehealth-registration', 'special-licence-or-registration', 'optional-status']),
	detail: z.string().min(1),
	/** Null: nobody has found out; a registration does not count until somebody has. */
	coversInterpretation: z.boolean().nullable()
});

/** Who needs a licence of the jurisdiction to read for it: everybody, or only a reader who sits there. */
const needSchema = z.enum(['every-reader', 'readers-inside']);

/** What a group may replace by facts of its own, by name: the schema of each value. */
export const licensureValues = {
	licenceNeed: needSchema,
	registration: registrationSchema,
	compact: compactSchema,
	cycleMonths: z.int().min(1).max(120),
	expiry: z.strictObject({ text: z.string().min(1), rule: expiryRuleSchema.nullable() }),
	graceDays: z.int().min(0).max(366)
} as const;

export const jurisdictionSchema = z.strictObject({
	name: z.string().min(1),
	/** Boards by the codes of the FSMB overview, with the degrees that each licenses. */
	boards: z.array(z.strictObject({ code: z.string(), degrees: z.array(z.enum(['MD', 'DO'])).min(1) })).min(1),
	licenceNeed: factSchema(licensureValues.licenceNeed),
	registration: factSchema(licensureValues.registration).nullable(),
	compact: factSchema(licensureValues.compact),
	/** Months from one end to the next; null: nobody has found a source. */
	cycleMonths: factSchema(licensureValues.cycleMonths).nullable(),
	expiry: factSchema(licensureValues.expiry).nullable(),
	/** Days after the end for which the board lets practise; null: not known, so none. */
	graceDays: factSchema(licensureValues.graceDays).nullable()
});

/** The licensure rules of a country: versioned data, printed with whatever leans on them. */
export const licensurePackSchema = z.strictObject({
	id: z.string().min(1),
	version: z.string().min(1),
	compiledOn: calendarDaySchema,
	disclaimer: z.string().min(1),
	jurisdictions: z.record(z.string().regex(/^[A-Z]{2}$/), jurisdictionSchema),
	/** Whether a full licence of any state is enough for those whom the system's law covers. */
	federal: z.record(z.enum(federalSystems), factSchema(z.boolean())),
	/** Facts of the whole country, by name. */
	general: z.record(z.string(), factSchema(z.string()))
});

export type LicensurePack = z.infer<typeof licensurePackSchema>;
export type JurisdictionRules = z.infer<typeof jurisdictionSchema>;
export type ExpiryRule = z.infer<typeof expiryRuleSchema>;
