import { formatCount } from '#lib/i18n/formats.ts';

const rows = (n: number): string => (n === 1 ? '1 row' : `${formatCount(n)} rows`);

/** Files of credentials and lists of excluded people. */
export const credentialImport = {
	title: 'Take in a file',
	lead: 'Licences, privileges, certificates, malpractice cover and MQSA as CSV, and the lists of excluded people. A file is taken whole or not at all; taking it twice changes nothing.',
	form: 'What the file holds',
	forms: {
		licence: 'Licences and registrations',
		privilege: 'Privileges',
		'board-certificate': 'Certificates',
		malpractice: 'Malpractice cover',
		mqsa: 'MQSA',
		LEIE: 'LEIE: UPDATED.csv of the OIG',
		SAM: 'SAM.gov: extract of exclusions'
	},
	file: 'File',
	fileHint: 'CSV, at most 64 MB.',
	check: 'Check',
	take: 'Take in',
	checkHint: 'Checking changes nothing.',
	columnsTitle: (form: string) => `Columns: ${form}`,
	columnsLead: 'Case, blanks and underscores of a header do not matter. Days are YYYY-MM-DD.',
	column: 'Column',
	meaning: 'Is',
	required: 'Required',
	radiologist: 'Code, NPI or identifier of the radiologist',
	listColumns: {
		LEIE: 'The file as the OIG publishes it (18 columns). Somebody is found by NPI, else by family and first given name. Where the birth date is not known on both sides it is a possible match, to be cleared.',
		SAM: 'The extract as SAM.gov publishes it. First, Last, NPI, Active Date, Termination Date and CT Code are read.'
	},
	found: (taken: number, unchanged: number, refused: number, isDone: boolean): string => {
		if (refused > 0) return `Nothing is taken: ${rows(refused)} cannot be read`;
		if (isDone)
			return taken === 0 ? 'Nothing new: all of it was recorded already' : `${rows(taken)} taken in`;
		return taken === 0
			? unchanged > 0
				? 'Nothing new: all of it is recorded already'
				: 'There is nothing in this file to be taken'
			: `${rows(taken)} would be taken in`;
	},
	basis: (file: string, n: number, unchanged: number) =>
		`${file}, ${rows(n)}, ${formatCount(unchanged)} recorded already`,
	faults: 'What is wrong',
	faultCount: (n: number) => (n === 1 ? '1 fault' : `${formatCount(n)} faults`),
	more: (n: number) => `${formatCount(n)} more are not listed.`,
	line: 'Line',
	wholeFile: 'the file',
	reason: 'Reason',
	rowReasons: {
		'row-too-long': 'The line is too long.',
		'unclosed-quote': 'A quotation mark is not closed.',
		'text-after-quote': 'There is text after a closing quotation mark.',
		'wrong-column-count': 'It has another number of columns than the header',
		'bad-encoding': 'It has characters that cannot be read.',
		'invalid-value': 'A value cannot be read',
		'no-text': 'This is no text.',
		'no-header': 'There is no header.',
		'missing-columns': 'Columns are missing',
		'duplicate-columns': 'Columns come twice',
		'radiologist-unknown': 'Nobody of the group has this code, NPI or identifier.',
		'own-credential': 'This is your own: somebody else takes it in.',
		'recorded-meanwhile':
			'Something was recorded while the file was read. Nothing was taken: check it again.',
		'facility-unknown': 'No facility has this code or name.',
		'radiologist-ambiguous':
			'Two radiologists go by this code, NPI or identifier. Use one that is only theirs',
		'facility-ambiguous': 'Two facilities are called so, by name or code. Use a code that is only its own',
		'recorded-otherwise':
			'This number and term is recorded already, and says something else. Correct it on the page of the radiologist.'
	} as Readonly<Record<string, string>>,
	matches: (n: number) => (n === 1 ? '1 match' : `${formatCount(n)} matches`),
	matchedBy: {
		npi: 'Found by NPI.',
		'name-and-birth': 'Found by name and birth date: a possible match, to be cleared.',
		name: 'Found by name alone; the birth date is not known on both sides: a possible match, to be cleared.'
	},
	match: 'Radiologist',
	by: 'How',
	isNew: 'New',
	yes: 'new',
	no: 'recorded already',
	noMatch: 'Nobody of the group is on this list.',
	gone: (n: number) =>
		n === 1
			? '1 open match is not in this file. Look whether they are reinstated:'
			: `${formatCount(n)} open matches are not in this file. Look whether they are reinstated:`
} as const;
