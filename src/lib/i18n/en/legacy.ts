/** Scores from before the present scale. */
export const legacy = {
	title: 'Earlier scores'
} as const;
