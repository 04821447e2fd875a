/** What a facility must know now, and whether it does. */
export const corrections = {
	title: 'Corrections'
} as const;
