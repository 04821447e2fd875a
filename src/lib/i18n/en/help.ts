/** The frame around the help pages; the pages themselves are Markdown in src/help. */
export const help = {
	title: 'Help',
	lead: 'How Overread works, in short pages. Press ? on any screen for its keys.',
	search: 'Search the help',
	searchButton: 'Search',
	found: (n: number, query: string) => (n === 1 ? `1 page on “${query}”` : `${n} pages on “${query}”`),
	nothing: (query: string) => `No page on “${query}”`,
	nothingHint: 'Try one word, for instance draw, score, funnel or import.',
	all: 'All pages',
	next: 'Next'
} as const;
