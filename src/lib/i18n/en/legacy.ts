import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** Scores from before the present scale. */
export const legacy = {
	title: 'Earlier scores',
	lead: 'Scores from before this portal, with their codes as they were written. They enter no rate.',
	file: 'CSV file',
	fileHint: (size: string) =>
		`Columns: reader, modality, score and date; also scale (2002, 2009 or 2016), facility and source_id. UTF-8, up to ${size}.`,
	scale: 'Scale of lines that name none',
	scaleHint: '4 was dropped in 2016: 4a and 4b count as 3a and 3b, marked.',
	noScale: 'refuse such lines',
	scales: {
		'radpeer-2002': 'RADPEER 2002: 1 to 4',
		'radpeer-2009': 'RADPEER 2009: 1, 2a to 4b',
		'radpeer-2016': 'RADPEER 2016: 1, 2a to 3b'
	},
	dateOrder: 'Days such as 3/9/2015',
	dateOrderHint: 'One order holds for the whole file. Choose one where the file does not show it.',
	asWritten: 'as the file shows',
	dateOrders: { 'day-first': 'day first: 3 September', 'month-first': 'month first: March 9' },
	dates: {
		iso: 'Days: year, month, day.',
		shown: (order: string, line: number) => `Days: ${order}, as line ${line} shows.`,
		chosen: (order: string) => `Days: ${order}, as chosen. The file itself does not show it.`
	},
	unknownFacilities: (n: number, lines: readonly number[]) =>
		`${counted(n, 'line names', 'lines name')} a facility that is not known here and ${n === 1 ? 'is' : 'are'} kept without it: ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${n > lines.length ? ' …' : ''}.`,
	check: 'Check',
	import: 'Import',
	checkHint:
		'Checking changes nothing. Without scripts the file has to be chosen again before it is imported.',
	checkTitle: (n: number) =>
		n === 0 ? 'Nothing would be imported' : `${counted(n, 'score', 'scores')} would be imported`,
	counts: 'What would become of the lines',
	count: 'Lines',
	outcome: 'Outcome',
	outcomes: {
		same: 'The same code today',
		mapped: '4a and 4b: 3a and 3b today †',
		withoutSignificance: '2, 3 or 4 without a letter: kept, no score today',
		praise: '0: praise, kept, no score',
		unchanged: 'Known already',
		refused: 'Refused'
	},
	columnsTitle: 'What the columns are taken for',
	column: 'Column',
	takenFor: 'Taken for',
	position: (n: number) => `Column ${n}`,
	columnNames: {
		reader: 'Reader',
		modality: 'Modality',
		code: 'Score',
		date: 'Date',
		scale: 'Scale',
		facility: 'Facility',
		sourceId: 'Number of the source'
	},
	unused: 'not used',
	unusedHeaders: (names: string) => `Not used: ${names}`,
	refusedTitle: (n: number) => `${counted(n, 'line is', 'lines are')} refused`,
	line: (n: number) => `Line ${n}`,
	place: 'Where',
	reason: 'Why',
	more: (n: number) => `… and ${formatCount(n)} more`,
	wholeFile: 'The file',
	tableTitle: (n: number) =>
		n === 0 ? 'No earlier score is known' : `${counted(n, 'earlier score', 'earlier scores')}, by year`,
	tableNone: 'No earlier score is known yet',
	tableHow: 'They stand apart from every rate and chart.',
	caption: 'Earlier scores by year, modality and code',
	year: 'Year',
	modality: 'Modality',
	all: 'All',
	codeLabel: (code: string, score: string | null, isMapped: boolean) =>
		isMapped ? `${code} → ${score}†` : score === null ? `${code}‡` : code,
	marks:
		'† Mapped: 4a and 4b were joined to 3a and 3b in 2016. ‡ Without a score of today: 0 is praise, and 2, 3 or 4 without a letter says nothing of significance. Codes stand as they were written. None of this enters a rate.',
	link: 'Earlier scores'
} as const;
