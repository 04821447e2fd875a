/** What reviews say of the images, to those who made them. */
export const siteNotes = {
	title: 'Site notes'
} as const;
