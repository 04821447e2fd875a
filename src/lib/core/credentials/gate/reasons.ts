/** How a reason moves the outcome: one failure fails, one unknown leaves it open, a warning only marks a pass. */
export const reasonEffects = {
	'licence-suspended': 'fail',
	'licence-restricted-unreviewed': 'fail',
	'registration-does-not-cover-interpretation': 'fail',
	'licence-expired': 'fail',
	'no-active-licence': 'fail',
	'outside-us-medicare': 'fail',
	'no-privilege': 'fail',
	'mqsa-not-current': 'fail',
	excluded: 'fail',
	'malpractice-missing': 'fail',
	'service-state-unknown': 'unknown',
	'facility-time-zone-unknown': 'unknown',
	'reader-location-unknown': 'unknown',
	'licence-restricted': 'warning',
	'licence-in-grace': 'warning',
	'verification-stale': 'warning',
	'reader-state-licence-missing': 'warning',
	'compact-membership-uncertain': 'warning',
	'compact-home-licence-disciplined': 'warning',
	'rule-unverified': 'warning'
} as const satisfies Record<string, 'fail' | 'unknown' | 'warning'>;

export type GateReason = keyof typeof reasonEffects;

export type GateOutcome = 'pass' | 'pass-with-warning' | 'fail' | 'not-determinable';

/** Why no licence counts, gravest first: of what is found only the gravest is given. */
export const licenceFailures = [
	'licence-suspended',
	'licence-restricted-unreviewed',
	'registration-does-not-cover-interpretation',
	'licence-expired',
	'no-active-licence'
] as const satisfies readonly GateReason[];

export type LicenceFailure = (typeof licenceFailures)[number];

/** The outcome that a set of reasons makes. */
export function outcomeOf(reasons: readonly GateReason[]): GateOutcome {
	const effects = new Set(reasons.map((reason) => reasonEffects[reason]));
	if (effects.has('fail')) return 'fail';
	if (effects.has('unknown')) return 'not-determinable';
	return effects.has('warning') ? 'pass-with-warning' : 'pass';
}

/** Whether a read may be, or have been, made under an outcome. */
export function mayRead(outcome: GateOutcome): boolean {
	return outcome === 'pass' || outcome === 'pass-with-warning';
}
