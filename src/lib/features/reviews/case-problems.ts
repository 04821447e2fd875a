const shownBySteps = ['impression-required', 'score-missing', 'score-contradictory', 'direction-required'];
const shownByFields = [
	'cause-required',
	'cause-unknown',
	'factor-unknown',
	'comment-required',
	'text-too-long',
	'decline-reason-required'
];

/** The first error code that neither a step nor a field says itself, so that the page must; null when there is none. */
export function unsaidProblem(problems: readonly string[]): string | null {
	const said = [...shownBySteps, ...shownByFields];
	return problems.find((code) => !said.includes(code.split('|')[0] ?? '')) ?? null;
}

/** Whether an error code says that the case was submitted, given back, taken away: nothing can be saved any more. */
export function hasEnded(code: unknown): code is string {
	if (typeof code !== 'string') return false;
	return code.startsWith('already-') && !['already-locked', 'already-revealed'].includes(code);
}
