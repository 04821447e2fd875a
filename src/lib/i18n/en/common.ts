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
	notUnderstood: (names: string) =>
		`Not understood in the address, and so not part of what is shown: ${names}.`,
	count: (n: number) => `n ${formatCount(n)}`,
	pageTitle: (title: string) => `${title} · Overread`,
	errorPage: {
		notFound: 'There is nothing here',
		notPermitted: 'This is not for you',
		gone: 'This is no longer to be had',
		failed: 'Something went wrong',
		failedLead:
			'Nothing that was saved is lost. Please try again; if it happens again, give your administrator this reference.',
		reference: 'Reference',
		home: 'Home'
	},
	/** Of a form that could not be sent, or was answered by nobody. */
	notSent: {
		signedOut: {
			title: 'You are signed out',
			text: 'Nothing was sent. What you wrote is still here: sign in in another tab, then send it again.'
		},
		offline: {
			title: 'The portal cannot be reached',
			text: 'You are offline, and nothing was sent. What you wrote is still here: send it again when the connection is back.'
		},
		unreachable: {
			title: 'The portal cannot be reached',
			text: 'No answer came, so take it as not sent. What you wrote is still here: send it again when the connection is back.'
		},
		failed: {
			title: 'This was not done',
			text: 'What you wrote is still here. Please try again; if it happens again, give your administrator this reference.'
		},
		refused: {
			title: 'This was not done',
			text: 'What you wrote is still here.'
		},
		signIn: 'Sign in in a new tab',
		again: 'Send again',
		unsent: 'What you wrote',
		unsentLead:
			'Nothing was sent, and nothing of it was kept by the portal. Sign in in a new tab, come back to this page and send it again.'
	},
	nav: {
		home: 'Home',
		reviews: 'Reviews',
		committee: 'Committee',
		feedback: 'Feedback',
		learning: 'Learning',
		corrections: 'Corrections',
		referrals: 'Referrals',
		requests: 'Ask for a review',
		siteNotes: 'Site notes',
		pixels: 'Pixel checks',
		calibration: 'Calibration',
		notices: 'Notices',
		reads: 'Reads',
		ingest: 'Import',
		sampling: 'Sampling',
		me: 'My quality',
		ownCredentials: 'My credentials',
		quality: 'Quality',
		turnaround: 'Turnaround',
		credentials: 'Credentials',
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
		chair: 'Committee chair',
		director: 'Director',
		coordinator: 'QA coordinator',
		auditor: 'Auditor',
		administrator: 'Administrator'
	},
	theme: {
		label: 'Theme',
		system: 'Auto',
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
		tableOf: (title: string) => `Table: ${title}`,
		download: 'Download CSV',
		downloadPicture: 'Download PNG',
		pictureFailed: 'The picture could not be made. The CSV has the same numbers.',
		points: (title: string) => `Points of the chart: ${title}`,
		pointOf: (at: number, total: number) => `${at} of ${total}`,
		open: 'Enter opens it',
		start: (total: number) => (total === 1 ? '1 point' : `${total} points; arrow keys walk through them`),
		loading: 'Drawing the chart …',
		failed: 'The chart could not be drawn. The table below says the same.',
		needsScript: 'The chart needs JavaScript. The table below says the same.',
		empty: 'Nothing to draw yet',
		interval: (level: string) => `${level} interval`,
		intervalColumn: '95 % interval',
		n: 'n',
		note: 'Note',
		series: 'Series',
		point: 'Point',
		ends: (highest: string, lowest: string) => `Highest ${highest}; lowest ${lowest}`,
		ratioFunnel: {
			unit: 'Reader',
			expected: 'Expected discrepancies',
			ratio: 'Observed / expected',
			target: 'As expected',
			watchLimit: '95 % look again',
			lookLimit: '99.8 % signal',
			zones: { in: 'within expected variation', watch: 'look again', look: 'signal' },
			note: (observed: number, expected: string, zone: string) =>
				`${formatCount(observed)} observed, ${expected} expected, ${zone}`,
			plainNote: (observed: number, expected: string) =>
				`${formatCount(observed)} observed, ${expected} expected`,
			howToReadPlain:
				'Each point is a reader, compared with the others on the same mix of modality and shift and adjusted for who reviewed; lines are exact 95 % intervals. There are no limits: zones come from looks on fixed dates at the whole group.',
			howToRead:
				'Each point is a reader, compared with the others on the same mix of modality and shift and adjusted for who reviewed. The steps are exact: chance alone keeps points below them. Within the limits does not prove that there is no difference.',
			falseAlarms: (expected: string) =>
				`If all were alike, chance alone would put ${expected} of these readers above the signal limit at each look.`
		},
		control: {
			center: 'Baseline',
			upper: 'Upper limit',
			lower: 'Lower limit',
			howToRead:
				'Limits are three standard errors around the baseline and follow the number of reviews of the month. A month without reviews is a gap.',
			note: (x: number, place: 'above' | 'below' | 'within') =>
				`${formatCount(x)} found, ${place === 'within' ? 'within the limits' : `${place} the limit`}`
		},
		scoreMix: {
			title: (share: string) => `Reviewers concur with ${share} of the reads`,
			none: 'No final scores in this period',
			group: 'Modality',
			share: 'Share of reviews',
			cases: (count: number) => (count === 1 ? '1 case' : `${formatCount(count)} cases`),
			rest: 'What is missing to 100 % is score 1, concur.',
			empty: 'Scores appear here when reviews in the period are final.'
		},
		rates: {
			interval: 'Lines are 95 % Wilson intervals: where they are long, the numbers can carry little.',
			suppressed: (hidden: number, minimumN: number) =>
				`${hidden} with fewer than ${minimumN} reviews not shown.`,
			empty: (minimumN: number) => `A rate appears here after ${minimumN} reviews with a final score.`
		},
		turnaround: {
			group: 'Priority',
			minutes: 'Turnaround',
			median: 'Median',
			p90: 'P90',
			interval: 'Lines are 95 % intervals from order statistics.',
			empty: 'Turnaround appears here when reads of the period are finished.'
		}
	},
	filters: {
		label: 'What is shown',
		/** Said to screen readers after a choice. */
		now: (choices: string, outcome: string) => `Now: ${choices}.${outcome ? ` ${outcome}` : ''}`,
		working: 'Working it out …'
	}
} as const;
