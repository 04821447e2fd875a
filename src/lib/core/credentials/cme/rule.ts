import { z } from 'zod';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { factSchema, replaceFact, type Fact } from '#lib/core/credentials/fact.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { CmeActivity } from './activity.ts';
import type { CmePerson } from './condition.ts';
import { evaluateRequirement, type CmeEvaluation } from './evaluate.ts';
import { defaultPace } from './pace.ts';
import { packRequirementSchema, type Requirement } from './requirement.ts';

const degrees = ['MD', 'DO'] as const;

/** What one authority asks for, as a fact: with its source, and whether anybody has read it there. */
export const cmeRuleSchema = z.strictObject({
	id: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
	/** State or territory by its postal code; null for an authority without one. */
	jurisdiction: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.nullable(),
	degrees: z.array(z.enum(degrees)).min(1),
	requirement: factSchema(packRequirementSchema),
	/** What in it is not in the source: inferred, recalled or in conflict. Shown with every result. */
	doubts: z.array(z.string().min(1)),
	citations: z.array(z.string().min(1))
});
export type CmeRuleInput = z.input<typeof cmeRuleSchema>;

export type CmeRule = Omit<z.output<typeof cmeRuleSchema>, 'requirement'> & {
	readonly requirement: Fact<Requirement>;
	/** Of the pack, and of the group's own change where there is one: an old result keeps the one it was made with. */
	readonly version: string;
};

/** Rules of one version. A result names the version, so it stays what it was when the rules change. */
export type CmePack = { readonly id: string; readonly version: string; readonly rules: readonly CmeRule[] };

/** Checks rules and makes a pack of them. Throws where a rule is malformed or a name comes twice: a defect of the data. */
export function makePack({
	id,
	version,
	rules
}: {
	id: string;
	version: string;
	rules: readonly CmeRuleInput[];
}): CmePack {
	const parsed = rules.map((rule) => cmeRuleSchema.parse(rule));
	const ids = new Set(parsed.map((rule) => rule.id));
	if (ids.size !== parsed.length) throw new RangeError(`a rule of ${id} comes twice`);
	return { id, version, rules: parsed.map((rule) => ({ ...rule, version: `${id}@${version}` })) };
}

/** A change by the group: some words of a requirement, or none to take a word away, with the group's own source. */
export type CmeOverride = {
	readonly rule: string;
	/** Counts the group's own changes: part of the version of the rule. */
	readonly revision: number;
	readonly changes: Readonly<Record<string, unknown>>;
	readonly source: string;
	readonly asOf: string | null;
	/** Whether somebody of the group has read it in that source. */
	readonly verified: boolean;
	readonly note?: string;
};

export type OverrideError = {
	readonly code: 'unknown-rule' | 'malformed';
	readonly rule: string;
	readonly detail: string;
};

/**
 * A pack with the group's own changes laid over it; the pack stays as it is. A word set to null is taken away. What the pack
 * said stays readable in the fact, and doubts stay until the group says that it has verified its own.
 */
export function overridePack(
	pack: CmePack,
	overrides: readonly CmeOverride[]
): Result<CmePack, OverrideError> {
	const changed = new Map(pack.rules.map((rule) => [rule.id, rule]));
	for (const override of overrides) {
		const rule = changed.get(override.rule);
		if (!rule) return err({ code: 'unknown-rule', rule: override.rule, detail: override.rule });
		const merged = { ...rule.requirement.value, ...override.changes };
		const words = Object.entries(merged).filter(([, value]) => value !== null && value !== undefined);
		const requirement = packRequirementSchema.safeParse(Object.fromEntries(words));
		if (!requirement.success) {
			const detail = requirement.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
			return err({ code: 'malformed', rule: override.rule, detail: detail.join('; ') });
		}
		const { source, asOf, verified, note } = override;
		changed.set(rule.id, {
			...rule,
			version: `${pack.id}@${pack.version}+${override.revision}`,
			doubts: verified ? [] : rule.doubts,
			requirement: replaceFact(rule.requirement, { value: requirement.data, source, asOf, verified, note })
		});
	}
	return ok({ ...pack, rules: [...changed.values()] });
}

/** The rules of a jurisdiction for a degree: one where both degrees have one board. */
export function rulesOf(
	pack: CmePack,
	jurisdiction: string,
	degree: (typeof degrees)[number]
): readonly CmeRule[] {
	return pack.rules.filter((rule) => rule.jurisdiction === jurisdiction && rule.degrees.includes(degree));
}

/** What a result leans on. It cannot be had without it: nobody sees an unverified rule without its doubt. */
export type CmeRuleBasis = {
	readonly id: string;
	readonly source: string;
	readonly asOf: string | null;
	readonly verified: boolean;
	readonly isOwn: boolean;
	readonly doubts: readonly string[];
	readonly citations: readonly string[];
};

export type CmeStanding = CmeEvaluation & { readonly ruleVersion: string; readonly rule: CmeRuleBasis };

/** How a person stands with a rule on a day. What is missing in a window that is still open is judged by its pace. */
export function evaluateCme(asked: {
	rule: CmeRule;
	person: CmePerson;
	activities: readonly CmeActivity[];
	asOf: CalendarDay;
}): CmeStanding {
	const { id, version, doubts, citations, requirement } = asked.rule;
	const { value, source, asOf, verified, replaces } = requirement;
	return {
		...evaluateRequirement({ ...asked, requirement: { pace: defaultPace, ...value } }),
		ruleVersion: version,
		rule: { id, source, asOf, verified, isOwn: replaces !== undefined, doubts, citations }
	};
}
