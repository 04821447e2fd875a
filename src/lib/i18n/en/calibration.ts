/** Known cases, given to reviewers among their own. */
export const calibration = {
	title: 'Calibration'
} as const;
