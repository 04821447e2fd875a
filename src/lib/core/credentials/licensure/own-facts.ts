import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { plainFactSchema, replaceFact, type Fact, type PlainFact } from '#lib/core/credentials/fact.ts';
import { federalSystems } from '#lib/core/credentials/gate/policy.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { licensureValues, type JurisdictionRules, type LicensurePack } from './pack.ts';

const jurisdiction = z.string().regex(/^[A-Z]{2}$/);

/** A fact that a group puts in place of one of a pack: with its own source, and whether somebody has read it there. */
export const ownFactSchema = z.union([
	z.strictObject({
		jurisdiction,
		field: z.literal('licenceNeed'),
		fact: plainFactSchema(licensureValues.licenceNeed)
	}),
	z.strictObject({
		jurisdiction,
		field: z.literal('registration'),
		fact: plainFactSchema(licensureValues.registration)
	}),
	z.strictObject({
		jurisdiction,
		field: z.literal('compact'),
		fact: plainFactSchema(licensureValues.compact)
	}),
	z.strictObject({
		jurisdiction,
		field: z.literal('cycleMonths'),
		fact: plainFactSchema(licensureValues.cycleMonths)
	}),
	z.strictObject({ jurisdiction, field: z.literal('expiry'), fact: plainFactSchema(licensureValues.expiry) }),
	z.strictObject({
		jurisdiction,
		field: z.literal('graceDays'),
		fact: plainFactSchema(licensureValues.graceDays)
	}),
	z.strictObject({
		federal: z.enum(federalSystems),
		fact: plainFactSchema(z.boolean())
	})
]);

export type OwnFact = z.infer<typeof ownFactSchema>;

/**
 * The pack with a group's own facts in place, in order: the last one of a field holds, and what the pack said stays beside it. The
 * version of the result names the facts that were put in, so that an outcome tells by which rules it was made.
 */
export function withOwnFacts(
	pack: LicensurePack,
	facts: readonly OwnFact[]
): Result<LicensurePack, { code: 'jurisdiction-unknown'; jurisdiction: string }> {
	if (facts.length === 0) return ok(pack);
	const jurisdictions = { ...pack.jurisdictions };
	const federal = { ...pack.federal };
	for (const one of facts) {
		if ('federal' in one) {
			federal[one.federal] = replaceFact(federal[one.federal], one.fact);
			continue;
		}
		const rules = jurisdictions[one.jurisdiction];
		if (!rules) return err({ code: 'jurisdiction-unknown', jurisdiction: one.jurisdiction });
		jurisdictions[one.jurisdiction] = withField(rules, one);
	}
	const digest = bytesToHex(sha256(utf8ToBytes(JSON.stringify(facts)))).slice(0, 12);
	return ok({ ...pack, jurisdictions, federal, version: `${pack.version}+${digest}` });
}

function withField(rules: JurisdictionRules, one: Exclude<OwnFact, { federal: unknown }>): JurisdictionRules {
	switch (one.field) {
		case 'licenceNeed':
			return { ...rules, licenceNeed: put(rules.licenceNeed, one.fact) };
		case 'registration':
			return { ...rules, registration: put(rules.registration, one.fact) };
		case 'compact':
			return { ...rules, compact: put(rules.compact, one.fact) };
		case 'cycleMonths':
			return { ...rules, cycleMonths: put(rules.cycleMonths, one.fact) };
		case 'expiry':
			return { ...rules, expiry: put(rules.expiry, one.fact) };
		case 'graceDays':
			return { ...rules, graceDays: put(rules.graceDays, one.fact) };
	}
}

function put<T>(old: Fact<T> | null, fact: PlainFact<T>): Fact<T> {
	return old ? replaceFact(old, fact) : fact;
}
