import { formatCount } from '#lib/i18n/formats.ts';

const cases = (n: number): string => (n === 1 ? '1 case' : `${formatCount(n)} cases`);
const reviews = (n: number): string => (n === 1 ? '1 review' : `${formatCount(n)} reviews`);
const readers = (n: number): string => (n === 1 ? '1 reader' : `${formatCount(n)} readers`);

/** The quality page: programme health, rates, readers against the group. */
export const quality = {
	title: 'Quality',
	howToRead: 'How to read this page',
	filters: {
		mode: 'Way into review',
		level: 'Blinding level',
		months: 'Period',
		facility: 'Facility',
		modality: 'Modality',
		random: 'random sample',
		otherMode: (mode: string, n: number) => `${mode} (${formatCount(n)}, counted apart)`,
		levelOption: (level: string, n: number) => `${level} (n ${formatCount(n)})`,
		noLevel: 'no final scores',
		lastMonths: (months: string) => `last ${months} months`,
		allFacilities: 'all facilities',
		allModalities: 'all modalities'
	},
	basis: (from: string, through: string) => `reads finished ${from} to ${through}`,
	scoresBasis: (from: string, through: string, level: string) =>
		`reads finished ${from} to ${through}, random sample${level ? `, ${level} blinding` : ''}`,
	morning: {
		noReads: 'No read was finished in this period.',
		noSample: (reads: number) =>
			`${formatCount(reads)} finished reads, none drawn for review yet. Commit to a draw under Sampling.`,
		noneDue: (sampled: number) => `${cases(sampled)} drawn; no review is due yet.`,
		allDone: (due: number) =>
			due === 1 ? 'The one due review is done.' : `All ${reviews(due)} due are done.`,
		done: (share: string, due: number, overdue: number) =>
			`${share} of ${formatCount(due)} due reviews are done, ${formatCount(overdue)} overdue.`,
		committee: (n: number, age: string | null) =>
			`${n === 1 ? '1 case waits' : `${formatCount(n)} cases wait`} for the committee${age ? `, the oldest for ${age}` : ''}.`
	},
	health: {
		title: (sampled: number, reads: number, share: string) =>
			`${formatCount(sampled)} of ${formatCount(reads)} finished reads were drawn for review (${share})`,
		none: 'No finished reads in this period',
		basis: 'random sample, all blinding levels',
		caption: 'Programme health by modality',
		total: 'All',
		columns: {
			modality: 'Modality',
			reads: 'Finished reads',
			sampled: 'Drawn',
			share: 'Share',
			waiting: 'No reviewer',
			assigned: 'Assigned',
			done: 'Done',
			inCommittee: 'With the committee',
			overdue: 'Overdue',
			withdrawn: 'Withdrawn'
		},
		note: 'Drawn = no reviewer + assigned + done + withdrawn. Scores and rebuttals that wait for the committee are done. Overdue are past their due date and not scored.',
		emptyTitle: 'Nothing to show for this choice',
		empty:
			'Finished reads appear here as they are imported, and rates when drawn ones are reviewed. Try a longer period, another facility or another modality.'
	},
	mix: {
		title: (rate: string) => `Reviewers concur with ${rate}`,
		few: (n: number) => `${n === 1 ? '1 final score' : `${formatCount(n)} final scores`}, too few for a share`
	},
	modality: {
		none: 'No modality has enough reviews for a rate',
		only: (modality: string, rate: string) => `${modality}: ${rate}`,
		above: (modality: string, rate: string) => `${modality} is above the other modalities: ${rate}`,
		alike: (low: string, lowest: string, high: string, highest: string) =>
			`No modality stands apart: from ${low} (${lowest}) to ${high} (${highest})`,
		group: 'Modality',
		rate: 'Any discrepancy (2 or 3)',
		overall: 'Over all reads',
		overallNote: (reads: number) =>
			`Weighted by how many reads each modality stands for: ${formatCount(reads)} reads in this period.`,
		left: (list: string) => `Not in it, for want of reviews: ${list}.`,
		outcomes: {
			any: 'any discrepancy (2 or 3)',
			significant: 'clinically significant (2b or 3b)',
			scoreThree: 'score 3'
		},
		notEnough: 'not enough data',
		found: (x: number) => `${formatCount(x)} found`
	},
	readers: {
		title: (signal: number, again: number, within: number, unplaced: number) =>
			[
				signal > 0 ? `${readers(signal)} at signal` : '',
				again > 0 ? `${again === 1 && signal > 0 ? '1' : readers(again)} at look again` : '',
				`${signal + again > 0 ? formatCount(within) : readers(within)} within expected variation`,
				unplaced > 0 ? `${formatCount(unplaced)} with too few reviews` : ''
			]
				.filter(Boolean)
				.join(', '),
		none: 'Nobody has enough reviews to be compared',
		tooFew: 'A comparison needs at least five readers with reviews in the period.',
		zones: { within: 'within expected variation', again: 'look again', signal: 'signal' },
		signal: (code: string, x: number, n: number, expected: string) =>
			`${code}: ${formatCount(x)} discrepancies in ${reviews(n)}, where the group’s rate gives ${expected}. Next: the committee reads these cases again, blinded. A statistic alone is no finding about a person.`,
		caseMix: 'Not adjusted for case mix, shift or reviewer.',
		rateTitle: (n: number) => `Rate of each of ${readers(n)}, by code`,
		rateNone: 'No final scores in this period',
		caption: 'Rate of any discrepancy by reader',
		columns: {
			reader: 'Reader',
			name: 'Name',
			reviews: 'Reviews',
			rate: 'Any discrepancy',
			interval: 'Interval',
			zone: 'Against the group'
		},
		suppressed: (n: number, minimum: number) => `${formatCount(n)} of ${reviews(minimum)}`,
		notPlaced: 'too few for a place',
		minimum: (minimum: number, version: number) =>
			`A personal rate needs ${reviews(minimum)} (suppression policy v${version}). Readers stand in the order of their codes.`,
		empty: 'A reader appears here with the first final score of the period.'
	},
	blindness: {
		titleNone: 'Every group is large enough to be blind',
		title: (modalities: readonly string[]) =>
			`Small groups, where somebody may be guessed: ${modalities.join(', ')}`,
		caption: 'Radiologists who read and who review, by modality',
		columns: { modality: 'Modality', readers: 'Read', reviewers: 'Review', verdict: 'Blinding' },
		small: 'may be guessed',
		enough: 'large enough',
		empty: 'Nothing was read in this period.',
		note: (minimum: number, version: number) =>
			`Below ${formatCount(minimum)} readers or reviewers a person may be guessed in spite of blinding (review policy v${version}). No server can change that: cases of such a group are better reviewed outside it.`,
		pairs: (n: number, days: number) =>
			n === 0
				? `In the last ${days} days no two radiologists reviewed each other’s reads.`
				: `In the last ${days} days ${n === 1 ? '1 pair' : `${formatCount(n)} pairs`} of radiologists reviewed each other’s reads. Assignment never does so at the same time, and afterwards only where nobody else can take the case.`
	},
	names: {
		show: 'Show names',
		lead: 'Rates are shown by code. Showing names is recorded in the audit log, with you and your reason.',
		reason: 'Reason',
		reasons: {
			evaluation: 'Professional practice evaluation (OPPE, FPPE)',
			committee: 'Referral to the committee',
			conversation: 'Conversation with the reader',
			'data-check': 'Check of the data'
		},
		notPermitted: 'Names are shown to directors.',
		shown: 'Names are shown until you leave or reload the page. It is recorded in the audit log.'
	},
	other: {
		title: (n: number) =>
			`${cases(n)} came into review another way and ${n === 1 ? 'is' : 'are'} in no rate above`,
		none: 'Every case of the period came from the lottery',
		caption: 'Cases by way into review',
		columns: { mode: 'Way into review', n: 'Cases', scored: 'With a final score' },
		why: 'Each way finds different things: pooled, the rate would mean nothing.',
		modes: {
			random: 'random sample',
			'preliminary-final': 'preliminary against final',
			complaint: 'complaint',
			'ai-disagreement': 'AI disagreement',
			focused: 'focused review',
			'second-opinion': 'second opinion',
			'self-nominated': 'self-nominated',
			calibration: 'calibration'
		}
	}
} as const;
