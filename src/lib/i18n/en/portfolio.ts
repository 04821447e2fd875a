import { formatCount } from '#lib/i18n/formats.ts';

/** What a radiologist takes away: the page, and the words of its documents. */
export const portfolio = {
	title: 'My portfolio',
	lead: 'What this portal knows of your work, for you to take away: nobody else can take it, and no patient, accession or colleague is in it.',
	notRadiologist: 'This account belongs to no radiologist: there is nothing to take away.',
	howToRead: 'What is in it',
	taken:
		'It is made, and entered in the export register. Your browser can fetch it below as often as you like.',

	take: {
		title: 'Take it away',
		portfolio: 'Portfolio',
		portfolioLead:
			'A PDF with your credentials and their checks, continuing education, your case log by month, and what you did in peer review.',
		makePortfolio: 'Make the portfolio',
		letter: 'Evidence of participation',
		letterLead:
			'A letter for the ABR (Part 4) or a hospital: that you took part in the group’s peer review in a year. No score, no case.',
		year: 'Year',
		yearSoFar: (year: number) => `${year}, so far`,
		makeLetter: 'Make the letter',
		fhir: 'Credentials as FHIR',
		fhirLead:
			'Practitioner, PractitionerRole and VerificationResult (R4), for another system that keeps credentials.',
		getFhir: 'FHIR bundle'
	},

	register: { purpose: 'Own portfolio', recipient: 'The radiologist' },

	files: {
		title: 'What you took',
		caption: 'Documents that you took away',
		empty: 'You have not taken anything yet.',
		document: 'Document',
		period: 'Period',
		madeAt: 'Made',
		sha256: 'SHA-256',
		file: 'File',
		download: 'Download',
		kinds: { portfolio: 'Portfolio', 'participation-letter': 'Evidence of participation' } as Readonly<
			Record<string, string>
		>,
		verify: 'Whoever is given one of these can check at “Verify a file” that it is exactly as it left.'
	},

	experience: {
		title: 'Continuing experience',
		basis: (from: string) => `since ${from}, by the portal’s own reads and second looks`,
		standings: 'Rules of continuing experience',
		rule: 'Rule',
		result: 'Result',
		counted: 'Exams counted',
		window: 'Window',
		source: 'Source',
		rules: {
			'ACR-CT-EXP': 'ACR CT, exams in 36 months',
			'ACR-MRI-EXP': 'ACR MRI, exams in 36 months',
			'ACR-US-EXP': 'ACR ultrasound, exams in 36 months',
			'MQSA-EXP': 'MQSA, exams in 24 months'
		} as Readonly<Record<string, string>>,
		results: {
			met: 'Met',
			short: 'Short',
			'at-risk': 'At risk',
			'not-applicable': 'Does not apply',
			'cannot-tell': 'Cannot be told'
		} as Readonly<Record<string, string>>,
		facts: { mocParticipant: 'maintenance of certification' } as Readonly<Record<string, string>>,
		shortBy: (n: number) => `short by ${formatCount(n)}`,
		unverified: 'not verified',
		sourceOf: (source: string, asOf: string | null) => (asOf === null ? source : `${source} (${asOf})`),
		onlyHere:
			'Counted are the exams of this portal alone: what you read elsewhere comes on top. Second looks count for the ACR; no source was read that says so for the MQSA, so mammograms looked at a second time are in the log and not in its count. The ACR’s way of 60 exams of one organ system is not counted.',
		log: 'Log by month',
		month: 'Month',
		modality: 'Modality',
		reads: 'Reads',
		looks: 'Second looks',
		total: 'All',
		empty: 'No read of yours was finished here, and no second look done, since then.'
	},

	review: {
		title: 'Peer review and learning',
		basis: 'by calendar year',
		caption: 'What you did in peer review, by year',
		year: 'Year',
		reviews: 'Second looks done',
		conferences: 'Conferences attended',
		conferencesOf: (attended: number, held: number) => `${formatCount(attended)} of ${formatCount(held)}`,
		shared: 'Cases shared for learning',
		note: 'How often, never with which cases or with what outcome.'
	},

	document: {
		page: (page: number, of: number) => `Page ${page} of ${of}`,
		contents: 'Contents',
		footer: (day: string, id: string) => `Made on ${day} · record ${id}`,
		language: 'en-US',
		portfolioTitle: (name: string) => `Portfolio of ${name}`,
		portfolioLead: (group: string, from: string, to: string) =>
			`What the peer-review portal of ${group} knows of this radiologist’s work, ${from} to ${to}.`,
		about: 'About this document',
		aboutItems: (group: string) => [
			`Made by the radiologist from the records of ${group}. It counts what went through this portal; work elsewhere is not in it.`,
			'The case log tells months, modalities, regions and numbers. No patient, accession, facility or exact day is in it.',
			'Of peer review it tells how often the radiologist took part, never a score, a case or a colleague.',
			'A rule that nobody has verified at its source is marked as such.'
		],
		check: 'How to check it',
		checkText: (origin: string, id: string) =>
			`The portal keeps this file under record ${id} with its SHA-256. At ${origin}/verify anybody can choose the file and is told whether it is exactly as it left.`,
		holder: 'Radiologist',
		name: 'Name',
		npi: 'NPI',
		unknown: 'not recorded',
		credentials: 'Credentials',
		none: 'None is recorded.',
		what: 'What',
		number: 'Number',
		from: 'From',
		to: 'To',
		noEnd: 'no end',
		status: 'Status',
		checked: 'Checked at the source',
		unchecked: 'not checked',
		checkedOn: (result: string, source: string, day: string) => `${result}, ${source}, ${day}`,
		kinds: {
			licence: 'Licences',
			'compact-letter': 'Compact letters of qualification',
			'board-certificate': 'Board certificates',
			privilege: 'Privileges',
			malpractice: 'Malpractice cover',
			mqsa: 'MQSA qualification'
		},
		privilegeAt: (facility: string, category: string | null) =>
			category ? `${facility}: ${category}` : facility,
		byProxy: 'by proxy',
		covers: { 'claims-made': 'claims made', occurrence: 'occurrence', tail: 'tail' },
		checks: { confirmed: 'confirmed', differs: 'found otherwise', 'not-found': 'not found' },
		education: 'Continuing education',
		educationNote:
			'The newest result with each rule that applies. Sources and doubts of the rules stand on the portal’s page of rules.',
		noEducation: 'No result is recorded.',
		stillToCome: (what: string) => `${what} still to come`,
		metBy: (what: string) => `without credits, by ${what}`,
		notKnown: (what: string) => `not known is ${what}`,
		activities: 'Activities',
		activity: 'Activity and provider',
		completed: 'Completed',
		credits: 'Credits',
		shown: 'Shown by',
		seen: 'certificate seen',
		certificate: 'certificate',
		ownWord: 'own word',
		copy: 'copy, not counted',
		noActivities: 'No activity is recorded.',
		asOf: 'As of',
		version: 'Version of the rule',
		experienceSince: (since: string) => `Reads and second looks since ${since}`,
		caseLog: 'Case log',
		caseLogNote: (from: string, to: string) =>
			`Finished reads by the month of their signature, ${from} to ${to}, with the number of each body region.`,
		regions: 'Regions',
		noRegion: 'region not known',
		regionCount: (region: string, n: number) => `${region} ${formatCount(n)}`,

		letterTitle: (year: number) => `Participation in peer review, ${year}`,
		letterLead: (group: string) => `Evidence from ${group}`,
		letterText: (given: { name: string; group: string; year: number; until: string | null }) =>
			`${given.name} took part in the peer review of ${given.group} in ${given.year}${given.until === null ? '' : ` (up to ${given.until})`}. The group draws finished reads at random and has them read a second time by a colleague who knows neither the first reader nor the patient; what can be learned is shared in feedback and conferences.`,
		letterNone: (given: { name: string; group: string; year: number; until: string | null }) =>
			`In ${given.year}${given.until === null ? '' : ` (up to ${given.until})`} the peer-review portal of ${given.group} has no second look by ${given.name}, no conference that they attended and no case that they shared.`,
		letterCounts: 'What was done',
		reviewsDone: 'Second looks done',
		conferences: 'Peer-learning conferences attended',
		shared: 'Cases shared for learning',
		policies: 'Policies in force',
		policyVersion: (kind: string, version: number) =>
			version === 0 ? `${kind}: as it came with the portal` : `${kind}: version ${version}`,
		policyKinds: { sampling: 'Sampling', review: 'Review', learning: 'Peer learning' },
		letterLimits:
			'This letter tells how often, never a score, a case, a patient or a colleague. Whether the activity meets a requirement is for the board to say: the ABR asks for one project or participatory activity in three years (Part 4).'
	}
} as const;
