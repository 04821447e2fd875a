/** Words that every screen shares: the shell, tables, forms, charts, units. */
export const common = {
	product: 'Overread',
	skipToContent: 'Skip to content',
	navigation: 'Main',
	signOut: 'Sign out',
	save: 'Save',
	cancel: 'Cancel',
	close: 'Close',
	back: 'Back',
	search: 'Search',
	apply: 'Apply',
	none: 'none',
	yes: 'yes',
	no: 'no',
	required: 'required',
	optional: 'optional',
	choose: 'Choose …',
	all: 'all'
} as const;
