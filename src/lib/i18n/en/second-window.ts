/** The second window on a case's images. */
export const secondWindow = {
	title: (title: string) => `${title}, second window`,
	report: 'Report',
	inStep: 'In step with the window that has the form',
	waiting: 'Waiting for the window that has the form …',
	alone: 'No window with the form belongs to this one. Marks are not shown here.',
	left: 'The other window has left this case. This one closes.',
	blocked: 'The browser kept the second window from opening. Allow pop-ups for this site, then try again.'
} as const;
