import { z } from 'zod';
import { federalSystems, type GatePolicy } from './gate/policy.ts';
import { licenceStatuses } from './licence-status.ts';
import { makeGatePolicy } from './licensure/gate-policy.ts';
import { ownFactSchema, withOwnFacts } from './licensure/own-facts.ts';
import type { LicensurePack } from './licensure/pack.ts';
import { LEAST_READERS, leastReadersSchema, placeNeedSchema } from './place-needs.ts';
import { licensureUs } from './reference/licensure-us.ts';

/** A change to a rule of continuing education by the group, with its own source. */
const cmeChangeSchema = z.strictObject({
	rule: z.string().min(1),
	revision: z.int().min(1),
	changes: z.record(z.string(), z.unknown()),
	source: z.string().min(1).max(500),
	asOf: z.string().min(4).nullable(),
	verified: z.boolean(),
	note: z.string().max(2000).optional()
});

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** What a group decides about credentials: what its gate asks for, its own facts, grounds of exceptions, what places need, rules that it follows. */
export const credentialPolicySchema = z.strictObject({
	requirePrivilege: z.boolean(),
	requireMalpractice: z.boolean(),
	/** Days after which a check at the source is stale; null: never asked for. */
	verificationMaxAgeDays: z.int().min(1).max(3660).nullable(),
	coveredSystems: z.array(z.enum(federalSystems)),
	/** The group's own facts in place of the pack's; the last one of a field holds. */
	ownFacts: z.array(ownFactSchema).max(1000),
	/** Words of boards that the pack does not know. */
	statusWords: z.record(z.string().min(1).max(200), z.enum(licenceStatuses)),
	/** Why a read may stand although the gate fails it. */
	exceptionGrounds: z
		.array(z.strictObject({ code, words: z.string().min(1).max(200) }))
		.min(1)
		.max(50),
	/** How many must be able to read at a facility before too few are warned of. */
	leastReaders: leastReadersSchema.default(LEAST_READERS),
	/** What is other at some facilities or in some jurisdictions. */
	placeNeeds: z.array(placeNeedSchema).max(1000).default([]),
	/** Rules of certification and accreditation that everybody is held to; boards' rules follow from licences. */
	cmeRules: z.array(z.string().min(1)).max(100),
	cmeChanges: z.array(cmeChangeSchema).max(500)
});

export type CredentialPolicy = z.output<typeof credentialPolicySchema>;

export const defaultCredentialPolicy: CredentialPolicy = {
	requirePrivilege: false,
	requireMalpractice: false,
	verificationMaxAgeDays: null,
	coveredSystems: [],
	ownFacts: [],
	statusWords: {},
	exceptionGrounds: [
		{ code: 'emergency', words: 'Emergency: nobody licensed could be reached in time' },
		{ code: 'record-late', words: 'The credential was in force and was recorded late' },
		{ code: 'board-confirms', words: 'The board has confirmed in writing that the read was allowed' },
		{ code: 'consultation', words: 'Consultation that the state exempts' },
		{ code: 'wrong-record', words: 'The read’s place, time or reader was recorded wrongly at the source' }
	],
	leastReaders: LEAST_READERS,
	placeNeeds: [],
	cmeRules: ['ABR-P2', 'ABR-P3', 'ABR-P4'],
	cmeChanges: []
};

/** The licensure pack with the group's own facts laid over it. Throws where a stored fact names no jurisdiction of the pack. */
export function packOf(
	policy: Pick<CredentialPolicy, 'ownFacts'>,
	pack: LicensurePack = licensureUs
): LicensurePack {
	const own = withOwnFacts(pack, policy.ownFacts);
	if (!own.ok) throw new Error(`the pack has no jurisdiction ${own.error.jurisdiction}`);
	return own.value;
}

/** What the gate asks for under a group's policy. */
export function gatePolicyOf(policy: CredentialPolicy): GatePolicy {
	const { requirePrivilege, requireMalpractice, verificationMaxAgeDays, coveredSystems } = policy;
	return makeGatePolicy(packOf(policy), {
		requirePrivilege,
		requireMalpractice,
		verificationMaxAgeDays,
		coveredSystems
	});
}
