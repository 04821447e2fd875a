import { formatCount } from '#lib/i18n/formats.ts';

/** Words that every screen shares: the shell, forms, tables, keys, charts. */
export const common = {
	product: 'Overread',
	skipToContent: 'Skip to content',
	navigation: 'Main',
	breadcrumbs: 'You are here',
	menu: 'Menu',
	signOut: 'Sign out',
	save: 'Save',
	cancel: 'Cancel',
	close: 'Close',
	dismiss: 'Dismiss',
	back: 'Back',
	search: 'Search',
	apply: 'Show',
	none: 'none',
	yes: 'yes',
	no: 'no',
	optional: 'optional',
	choose: 'Choose …',
	all: 'all',
	count: (n: number) => `n ${formatCount(n)}`,
	pageTitle: (title: string) => `${title} · Overread`,
	nav: {
		home: 'Home',
		reviews: 'Reviews',
		committee: 'Committee',
		feedback: 'Feedback',
		reads: 'Reads',
		ingest: 'Import',
		sampling: 'Sampling',
		quality: 'Quality',
		turnaround: 'Turnaround',
		reports: 'Reports',
		verify: 'Verify',
		audit: 'Audit',
		admin: 'Admin',
		help: 'Help',
		account: 'Account'
	},
	roles: {
		radiologist: 'Radiologist',
		reviewer: 'Reviewer',
		committee: 'Committee',
		director: 'Director',
		coordinator: 'QA coordinator',
		auditor: 'Auditor',
		administrator: 'Administrator'
	},
	theme: {
		label: 'Theme',
		system: 'System',
		light: 'Light',
		dark: 'Dark',
		reading: 'Reading'
	},
	tone: {
		neutral: 'Note',
		accent: 'Next',
		good: 'Good',
		watch: 'Watch',
		look: 'Look'
	},
	table: {
		sortAscending: (label: string) => `Sort by ${label}, ascending`,
		sortDescending: (label: string) => `Sort by ${label}, descending`,
		first: 'First page',
		next: 'Next page',
		pages: 'Pages'
	},
	rate: {
		suppressed: (x: number, n: number, minimumN: number) =>
			`${formatCount(x)} of ${formatCount(n)}; a rate needs ${formatCount(minimumN)} reviews`,
		noReviews: 'no reviews'
	},
	keys: {
		title: 'Keys on this screen',
		goTo: (label: string) => `Go to ${label}`,
		legend: 'Show these keys',
		palette: 'Go anywhere',
		then: 'then',
		goToGroup: 'Go to',
		everywhere: 'Everywhere',
		names: {
			Control: 'Ctrl',
			Shift: 'Shift',
			Alt: 'Alt',
			Enter: 'Enter',
			Escape: 'Esc',
			ArrowUp: '↑',
			ArrowDown: '↓',
			ArrowLeft: '←',
			ArrowRight: '→',
			PageUp: 'Page up',
			PageDown: 'Page down',
			' ': 'Space'
		}
	},
	palette: {
		title: 'Go to',
		placeholder: 'Where to?',
		empty: 'Nothing of that name that you may open.',
		found: (n: number) => (n === 1 ? '1 place' : `${n} places`)
	},
	chart: {
		showTable: 'Table',
		download: 'Download CSV',
		points: (title: string) => `Points of the chart: ${title}`,
		pointOf: (at: number, total: number) => `${at} of ${total}`,
		open: 'Enter opens it',
		loading: 'Drawing the chart …',
		failed: 'The chart could not be drawn. The table below says the same.',
		needsScript: 'The chart needs JavaScript. The table below says the same.',
		empty: 'Nothing to draw yet',
		interval: (level: string) => `${level} interval`,
		intervalColumn: '95 % interval',
		n: 'n',
		note: 'Note',
		series: 'Series'
	},
	filters: {
		label: 'What is shown'
	}
} as const;
