import type { FactBasis } from '#lib/core/credentials/fact.ts';
import { evaluateGate } from './evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './policy.ts';
import type { GateRead } from './question.ts';
import type { CredentialRecords } from './records.ts';
import { aGateRead, aLicence, withLicences } from './test-records.ts';

export type Given = {
	read?: Partial<GateRead>;
	records?: CredentialRecords;
	policy?: Partial<GatePolicy>;
	knownAt?: string;
};

/** The answer of the gate; what is not given is a read in its usual place with a licence that covers it. */
export function ask({ read, records, policy, knownAt }: Given) {
	return evaluateGate({
		read: aGateRead(read),
		records: records ?? withLicences(aLicence()),
		policy: { ...bareGatePolicy, ...policy },
		knownAt: knownAt === undefined ? null : Date.parse(knownAt)
	});
}

/** `[what, given, outcome, reasons…]` */
export type Row = readonly [string, Given, string, ...string[]];

/** The outcome and the reasons, as a row says them. */
export function answerTo(given: Given): readonly string[] {
	const { outcome, reasons } = ask(given);
	return [outcome, ...reasons];
}

export const basis: FactBasis = { rule: 'a rule', source: 'a source', verified: true, isOwn: false };
export const doubtful: FactBasis = { ...basis, verified: false };
export const at = (signedAt: string): Partial<GateRead> => ({ signedAt: Date.parse(signedAt) });
