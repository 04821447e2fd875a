/** What waits for you, and what happened. */
export const notices = {
	title: 'Notices'
} as const;
