/** Why a drawn case has no reviewer. */
export const unassignedReasons = {
	'no-competent-reviewer': 'no reviewer for the modality',
	'pixels-held': 'images wait for a check of their pixels',
	'only-authors':
		'every competent reviewer is an author, had the case before, or knows what was asked about it',
	'handover-partner':
		'everybody else took over from the reader that day, or the reader from them: another reviewer, or fewer minutes of handover in the review policy, would help',
	'reciprocal-pair':
		'the reader reviews everybody else, or did within the days of the review policy: another reviewer, or fewer days, would help',
	'handover-or-reciprocal':
		'some shared a handover with the reader that day, and the reader reviews the others or did lately: another reviewer, or a change of the review policy, would help',
	'all-away': 'every possible reviewer is away',
	'all-at-capacity': 'every possible reviewer is at capacity',
	'same-patient-open': 'every possible reviewer has the patient’s other case open'
} as const;

export const assignments = {} as const;
