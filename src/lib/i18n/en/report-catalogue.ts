import type {
	Body,
	ReportEntry,
	ReportKind,
	ReportParameters,
	ToolkitTab
} from '#lib/core/reports/catalogue.ts';

type KindWords = {
	readonly title: string;
	/** One sentence: what it holds. */
	readonly summary: string;
	/** The question that it answers, as whoever asks for it would put it. */
	readonly answers: string;
};

const kinds: Readonly<Record<ReportKind, KindWords>> = {
	'peer-review-summary': {
		title: 'Peer-review summary',
		summary:
			'Scores of the random sample by physician and modality and by facility and modality, with intervals.',
		answers: 'How often do second looks agree, for each physician and each facility?'
	},
	'facility-peer-review': {
		title: 'Peer review by facility',
		summary:
			'Agreement and significant discrepancies by facility and modality, body region and quarter, beside all other facilities.',
		answers: 'How good are the reads of each facility, and which way does it go?'
	},
	'oppe-packet': {
		title: 'OPPE packet',
		summary:
			'One practitioner at one facility over at most twelve months: volume, second looks, turnaround, events, credentials and the thresholds.',
		answers: 'May this practitioner’s privileges here continue as they are?'
	},
	'interpretation-compliance': {
		title: 'Interpretation-time compliance',
		summary: 'Whether each read was allowed when it was signed, by facility and month, and every exception.',
		answers: 'Was each read signed by somebody licensed where the patient was?'
	}
};

const bodies: Readonly<Record<Body, { readonly name: string; readonly asks: string }>> = {
	acr: { name: 'ACR', asks: 'Modality accreditation: personnel, policies and the physician QA programme.' },
	'joint-commission': {
		name: 'Joint Commission',
		asks: 'Ongoing and focused professional practice evaluation, and credential files.'
	},
	mqsa: { name: 'MQSA', asks: 'Interpreting physicians of mammography and the yearly audit.' },
	iac: { name: 'IAC', asks: 'Quality measures and the meetings that discuss them.' },
	cms: { name: 'CMS', asks: 'Telemedicine files, licences and screening for exclusion.' },
	ncqa: { name: 'NCQA and payers', asks: 'Primary-source checks, expiry logs and oversight.' },
	abr: { name: 'ABR', asks: 'Evidence of taking part in quality improvement.' },
	facility: { name: 'Facilities', asks: 'What a client hospital asks of its distant readers.' },
	group: { name: 'The group', asks: 'What the group’s own committees look at.' }
};

const toolkitTabs: Readonly<Record<ToolkitTab, string>> = {
	site: 'Site',
	'physician-personnel': 'Physician personnel',
	policies: 'Policies',
	'physician-qa': 'Physician QA programme',
	'image-labelling': 'Image labelling'
};

/** What a report is of, as far as it is asked for with it. */
function of({ time, facility, radiologist, modality, authority }: ReportParameters): string {
	const one = (need: string | undefined, word: string, any: string): string[] =>
		need === undefined ? [] : [need === 'required' ? `one ${word}` : any];
	return [
		time === 'day' ? 'as of a day' : 'a period',
		...one(radiologist, 'radiologist', 'one radiologist or all'),
		...one(facility, 'facility', 'one facility or all'),
		...one(modality, 'modality', 'one modality or all'),
		...one(authority, 'jurisdiction or board', 'one jurisdiction or board or all')
	].join(', ');
}

const people: Readonly<Record<ReportEntry['people'], string>> = {
	none: '',
	codes: 'people by code',
	permitted: 'people by name where you may see names',
	names: 'people by name'
};

export const reportCatalogue = {
	all: 'All',
	tabs: 'Who asks for it',
	outsideToolkit: 'Outside of the toolkit',
	none: 'No report here',
	noneWhy: 'Your roles include none of the reports that are asked for here.',
	of,
	people,
	kinds,
	bodies,
	toolkitTabs
} as const;
