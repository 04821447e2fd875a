import { formatCount } from '#lib/i18n/formats.ts';

/** Credentials from another system as FHIR. */
export const fhir = {
	title: 'Credentials as FHIR',
	lead: 'Take in a bundle of FHIR R4: Practitioner with its qualifications, PractitionerRole, VerificationResult. Nothing is recorded before you have seen it.',
	howToRead: 'What is taken',
	file: 'File',
	fileHint: 'JSON, at most 0.9 MB.',
	or: 'or paste it',
	check: 'Check it',
	found: (fresh: number, unchanged: number) =>
		`${formatCount(fresh)} new, ${formatCount(unchanged)} recorded already`,
	caption: 'Credentials of the bundle',
	path: 'Where',
	person: 'Radiologist',
	what: 'What',
	term: 'Term',
	outcome: 'What becomes of it',
	fresh: 'new',
	unchanged: 'recorded already',
	noRows: 'Nothing of this bundle can be taken.',
	problems: (n: number) => (n === 1 ? '1 item is not taken' : `${formatCount(n)} items are not taken`),
	problemsCaption: 'What is not taken, and why',
	why: 'Why',
	leftOut: (n: number) => (n === 1 ? '1 item is left out' : `${formatCount(n)} items are left out`),
	leftOutCaption: 'What is left out, and why',
	none: 'None.',
	take: (n: number) => (n === 1 ? 'Record 1 credential' : `Record ${formatCount(n)} credentials`),
	taken: (taken: number, unchanged: number, refused: number) =>
		`${formatCount(taken)} recorded, ${formatCount(unchanged)} were there already, ${formatCount(refused)} not taken.`,
	kinds: {
		licence: 'Licence',
		'board-certificate': 'Board certificate',
		'compact-letter': 'Compact letter',
		privilege: 'Privilege',
		verification: 'Check at the source'
	} as Readonly<Record<string, string>>,
	reasons: {
		required: 'missing',
		'not-understood': 'not understood',
		'day-incomplete': 'a whole day is needed, not a year or a month',
		'days-reversed': 'ends before it begins',
		'npi-wrong': 'the NPI has a wrong check digit',
		'npi-missing': 'no NPI: nobody can be told by it',
		'not-a-credential': 'a degree or a course, no licence or certificate',
		'check-not-ended': 'this check has not ended',
		'practitioner-not-found': 'its practitioner is not in the bundle, or has no NPI',
		'target-not-found': 'what was checked is not in the bundle',
		'target-not-taken': 'what was checked is not taken',
		'radiologist-not-found': 'no radiologist here has this NPI',
		'facility-not-found': 'no facility here has this code',
		'recorded-otherwise': 'this term is recorded with other words: correct it by hand'
	} as Readonly<Record<string, string>>
} as const;
