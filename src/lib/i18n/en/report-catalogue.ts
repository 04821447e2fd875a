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
	'fppe-plans': {
		title: 'FPPE plans and outcomes',
		summary: 'Focused evaluations: what was agreed beforehand, what was reviewed and what came of it.',
		answers: 'Was every new privilege and every concern looked at as agreed?'
	},
	'discrepancy-log': {
		title: 'Discrepancy action log',
		summary:
			'Every discrepancy that the committee looked at and every correction, a line a case, without reader, reviewer and patient.',
		answers: 'What was done about each significant discrepancy, and when did the facility know?'
	},
	'peer-learning': {
		title: 'Peer-learning statement',
		summary: 'A year of peer learning in counts: participation, opportunities, conferences, improvements.',
		answers: 'Does the group learn from its work as its policy says?'
	},
	'programme-document': {
		title: 'QA programme document',
		summary:
			'What each policy says with its version, the committee, the sampling design, privilege and the programme’s own numbers.',
		answers: 'What is the written programme, and was it carried out?'
	},
	'radpeer-submission': {
		title: 'Submission in the shape of RADPEER',
		summary:
			'Scored cases of the random sample without a patient and without who reviewed, physicians under numbers.',
		answers: 'What can be sent to a register of scores without giving anybody away?'
	},
	'contract-turnaround': {
		title: 'Turnaround by contract',
		summary:
			'Turnaround of each facility and class against the targets of its contract, and critical results.',
		answers: 'Were reports there when the contract says?'
	},
	'access-report': {
		title: 'Access and audit',
		summary:
			'Accounts with roles, last sign-in, second factor, views and exports, and whether the audit log holds.',
		answers: 'Who may come in, what did they open, and can the log be trusted?'
	},
	'interpretation-compliance': {
		title: 'Interpretation-time compliance',
		summary: 'Whether each read was allowed when it was signed, by facility and month, and every exception.',
		answers: 'Was each read signed by somebody licensed where the patient was?'
	},
	'personnel-sheet': {
		title: 'Physician personnel sheet',
		summary:
			'Who reads the modalities of a facility: licence, certificates, checks at the source, examinations, education, screening and documents.',
		answers: 'Is everybody who reads for this facility qualified, and can it be shown?'
	},
	'licence-matrix': {
		title: 'Licence matrix',
		summary:
			'Radiologists by jurisdiction, each licence with its check, and the facilities that each gap touches.',
		answers: 'Who may read where, and where is a licence missing?'
	},
	expirables: {
		title: 'Expirables',
		summary: 'Everything that has run out or runs out within a year, with reminders.',
		answers: 'What runs out next, and who has been told?'
	},
	'verification-log': {
		title: 'Verification log',
		summary: 'Every check at a source: of what, where, how, by whom, with what result and on what evidence.',
		answers: 'Was each credential checked at its primary source, and in time?'
	},
	'cme-transcript': {
		title: 'CME transcript',
		summary:
			'One radiologist’s activities, and how they stand with each authority, with the source of each rule.',
		answers: 'Has this physician the education that this authority asks for?'
	},
	'cme-compliance': {
		title: 'CME compliance of the group',
		summary: 'Everybody by authority: required, earned, missing topics, deadline and risk.',
		answers: 'Who is short of education, for whom and until when?'
	},
	'exclusion-screening': {
		title: 'Exclusion screening',
		summary:
			'The lists of excluded people that were taken in, how many they were held against, and what came of each match.',
		answers: 'Was everybody held against the federal exclusion lists, and with what result?'
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
