const emptied: readonly string[] = ['no-discrepancy', 'not-assessable'];

/**
 * What of an outcome is in force after the committee's decisions, in their order. A decision stands from the last one on that changed
 * something: what it changed is overruled, and what was upheld after it stands with it. The words and codes of the review stand unless
 * the committee found no discrepancy, or could not judge the case.
 */
export function standingOf(decisions: readonly { readonly outcome: string }[]): {
	readonly stands: readonly boolean[];
	readonly reviewStands: boolean;
} {
	const changed = decisions.findLastIndex(({ outcome }) => outcome !== 'uphold');
	return {
		stands: decisions.map((_, at) => at >= changed),
		reviewStands: !emptied.includes(decisions[changed]?.outcome ?? '')
	};
}
