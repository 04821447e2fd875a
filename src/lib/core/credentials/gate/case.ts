import type { z } from 'zod';
import { gateCaseSchema } from './case-schema.ts';
import { evaluateGate } from './evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './policy.ts';

/** How a case fared: what was expected and came otherwise. None: it passed. */
export type CaseOutcome = {
	readonly id: string;
	readonly differences: readonly {
		readonly field: string;
		readonly expected: unknown;
		readonly got: unknown;
	}[];
};

/**
 * Runs one case of the form `overread-credentials/1` through the gate. The outcome must be equal, reasons are compared as sets. A
 * case of another form is a difference of the field `form`; nothing is thrown.
 */
export function runGateCase(raw: unknown): CaseOutcome {
	const parsed = gateCaseSchema.safeParse(raw);
	if (!parsed.success) {
		const got = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
		return { id: idOf(raw), differences: [{ field: 'form', expected: 'a case of the gate', got }] };
	}
	const { id, read, records, asKnownAt, expect } = parsed.data;
	const policy = policyOf(parsed.data.policy);
	const result = evaluateGate({ read, records, policy, knownAt: asKnownAt ?? null });
	const differences = [];
	if (result.outcome !== expect.outcome)
		differences.push({ field: 'outcome', expected: expect.outcome, got: result.outcome });
	const [expected, got] = [[...new Set(expect.reasons)].sort(), [...result.reasons].sort()];
	if (expected.join() !== got.join()) differences.push({ field: 'reasons', expected, got });
	return { id, differences };
}

/** A case leans on no rule pack: all that it asks for stands in its policy. */
function policyOf(said: z.output<typeof gateCaseSchema>['policy']): GatePolicy {
	return {
		...bareGatePolicy,
		noLicenceNeeded: (said?.noLicenceNeeded ?? []).map((jurisdiction) => ({
			jurisdiction,
			outsideOnly: false
		})),
		requirePrivilege: said?.requirePrivilege ?? false,
		requireMalpractice: said?.requireMalpractice ?? false,
		verificationMaxAgeDays: said?.verificationMaxAgeDays ?? null
	};
}

function idOf(raw: unknown): string {
	const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
	return typeof id === 'string' ? id : '(a case without id)';
}
