import { formatCount } from '#lib/i18n/formats.ts';

const days = (n: number): string => (n === 1 ? '1 d' : `${formatCount(n)} d`);
const people = (n: number): string => (n === 1 ? '1 radiologist' : `${formatCount(n)} radiologists`);

/** The frame of the pages of credentials, and the matrix. */
export const credentials = {
	title: 'Credentials',
	/** A name that two have, with what tells them apart. */
	nameWith: (name: string, npi: string | null): string =>
		npi === null ? `${name} (no NPI)` : `${name} (NPI ${npi})`,
	tabs: {
		label: 'Pages of credentials',
		matrix: 'Who holds what',
		coverage: 'Who may read where',
		expirables: 'What runs out',
		compliance: 'Compliance',
		rules: 'Rules',
		import: 'Take in a file',
		cme: 'Education',
		inbox: 'Sent in',
		own: 'My credentials',
		ownCme: 'My education',
		portfolio: 'My portfolio',
		fhir: 'FHIR'
	},
	matrix: {
		title: (missing: number, runningOut: number): string => {
			if (missing === 0 && runningOut === 0) return 'Nobody lacks a licence that they need';
			const parts = [
				missing > 0
					? missing === 1
						? '1 licence is needed and missing'
						: `${formatCount(missing)} licences are needed and missing`
					: '',
				runningOut > 0
					? runningOut === 1
						? '1 runs out within 60 days'
						: `${formatCount(runningOut)} run out within 60 days`
					: ''
			];
			return parts.filter((part) => part !== '').join(', ');
		},
		lead: 'What each radiologist holds in each jurisdiction today. A cell leads to the licence.',
		basis: (n: number, day: string) => `${people(n)}, ${day}`,
		caption: 'Radiologists by jurisdiction',
		columns: { name: 'Radiologist', section: 'Section' },
		csv: 'Download CSV',
		none: 'No radiologist is recorded yet.',
		noneHow: 'An administrator adds radiologists; what they hold is entered here.',
		noneShown: 'Nobody here has anything to be done.',
		filters: {
			section: 'Section',
			allSections: 'all sections',
			facility: 'Facility',
			allFacilities: 'all jurisdictions',
			only: 'People',
			everybody: 'everybody',
			problems: 'only with something to be done'
		},
		states: {
			reads: 'licensed',
			'runs-out': 'runs out',
			grace: 'in grace',
			restricted: 'restricted',
			'not-needed': 'none needed',
			'begins-later': 'begins',
			pending: 'pending',
			'no-longer': 'not active',
			'does-not-cover': 'not for reading',
			unreviewed: 'to review',
			expired: 'expired',
			barred: 'barred',
			none: '—'
		},
		noneSpoken: 'no licence',
		marks: {
			unverified: 'unverified',
			differs: 'differs at source',
			stale: 'check is old',
			compact: 'compact uncertain',
			rule: 'rule unverified'
		},
		missing: 'needed',
		daysLeft: (n: number) => `${days(n)} left`,
		daysAgo: (n: number) => `${days(n)} ago`,
		inDays: (n: number) => `in ${days(n)}`,
		legend:
			'Hatched and “needed”: somebody has read for a facility of the jurisdiction in the last 90 days, or is privileged there, and may not. Unverified: nobody has checked it at its source.'
	}
} as const;
