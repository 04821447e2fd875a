import { formatCount } from '#lib/i18n/formats.ts';

const cases = (n: number): string => (n === 1 ? '1 case' : `${formatCount(n)} cases`);
const reviews = (n: number): string => (n === 1 ? '1 review' : `${formatCount(n)} reviews`);
const readers = (n: number): string => (n === 1 ? '1 reader' : `${formatCount(n)} readers`);

const modes = {
	random: 'random sample',
	'preliminary-final': 'preliminary against final',
	complaint: 'complaint',
	'ai-disagreement': 'AI disagreement',
	focused: 'focused review',
	'second-opinion': 'second opinion',
	'self-nominated': 'self-nominated',
	calibration: 'calibration'
};

/** The quality page: programme health, rates, readers against the others, trend, reviewers, causes, limits of the data. */
export const quality = {
	title: 'Quality',
	howToRead: 'How to read this page',
	notEnough: 'not enough data',
	fewForRate: (x: number, n: number) => `${formatCount(x)} of ${formatCount(n)}, too few for a rate`,
	outcomes: {
		any: 'any discrepancy (2 or 3)',
		significant: 'clinically significant (2b or 3b)',
		scoreThree: 'score 3'
	},
	zones: { within: 'within expected variation', again: 'look again', signal: 'signal', lenient: 'lenient' },
	filters: {
		labels: {
			mode: 'Way into review',
			level: 'Blinding level',
			months: 'Period',
			facility: 'Facility',
			modality: 'Modality',
			region: 'Body region',
			subspecialty: 'Subspecialty',
			tier: 'Tier of the reader',
			kind: 'Kind of read',
			compare: 'Compared with'
		},
		modeOption: (mode: string, n: number) => `${mode} (${formatCount(n)})`,
		levelOption: (level: string, n: number) => `${level} (n ${formatCount(n)})`,
		noLevel: 'no final scores',
		lastMonths: (months: string) => `last ${months} months`,
		allFacilities: 'all facilities',
		allModalities: 'all modalities',
		allRegions: 'all regions',
		allSubspecialties: 'all subspecialties',
		allTiers: 'all tiers',
		kinds: { final: 'final reads', preliminary: 'preliminary reads' },
		comparisons: {
			'': 'no comparison',
			previous: 'against the months before',
			year: 'against a year earlier'
		},
		unknown: (value: string) => `${value} (not known here)`
	},
	modes,
	basis: (from: string, through: string) => `reads finished ${from} to ${through}`,
	scoresBasis: (from: string, through: string, mode: string, level: string) =>
		`reads finished ${from} to ${through}, ${mode}${level ? `, ${level} blinding` : ''}`,
	trendBasis: (mode: string, level: string) => `24 months, ${mode}${level ? `, ${level} blinding` : ''}`,
	morning: {
		healthy: (sentence: string) => `The programme is healthy: ${sentence}`,
		noReads: 'No read of this choice was finished in this period.',
		noCases: 'No case came into review this way in this period.',
		noSample: (reads: number) =>
			`${formatCount(reads)} finished reads, none drawn for review yet. Commit to a draw under Sampling.`,
		noneDue: (sampled: number) => `${cases(sampled)} drawn; no review is due yet.`,
		allDone: (due: number) =>
			due === 1 ? 'the one due review is done.' : `all ${reviews(due)} due are done.`,
		done: (share: string, due: number, overdue: number) =>
			`${share} of ${formatCount(due)} due reviews are done, ${formatCount(overdue)} overdue.`,
		committee: (n: number, since: string | null) =>
			`${n === 1 ? '1 case waits' : `${formatCount(n)} cases wait`} for the committee${since ? `, the oldest since ${since}` : ''}.`,
		look: (finding: string, on: string) => `At the look of ${on}: ${finding}`,
		openSignals: (n: number) =>
			n === 1 ? '1 signal waits for you' : `${formatCount(n)} signals wait for you`
	},
	health: {
		title: (share: string, due: number, overdue: number) =>
			`${share} of ${formatCount(due)} due reviews are done, ${overdue === 0 ? 'none' : formatCount(overdue)} overdue`,
		notDue: (sampled: number) => `${cases(sampled)} drawn, none due yet`,
		none: 'No finished reads of this choice in this period',
		noneThisWay: 'No case came into review this way in this period',
		basis: 'every blinding level',
		caption: 'Programme health by modality',
		captionReaders: 'Programme health by radiologist',
		total: 'All',
		doneShare: 'Done of due reviews',
		group: 'Modality',
		columns: {
			modality: 'Modality',
			reader: 'Reader',
			reads: 'Finished reads',
			sampled: 'Drawn',
			share: 'Done of due',
			waiting: 'No reviewer',
			assigned: 'Assigned',
			done: 'Done',
			due: 'Due',
			inCommittee: 'In committee',
			oldest: 'Oldest since',
			overdue: 'Overdue',
			withdrawn: 'Withdrawn'
		},
		detail: 'Where the drawn cases stand',
		byModality: 'By modality',
		byReader: 'By radiologist',
		drawn: (sampled: number, reads: number, share: string) =>
			`${formatCount(sampled)} of ${formatCount(reads)} finished reads were drawn (${share}).`,
		committee: (n: number, on: string | null) =>
			`${n === 1 ? '1 case is' : `${formatCount(n)} cases are`} with the committee${on ? `, the oldest since ${on}` : ''}.`,
		overdueCases: (n: number) =>
			n === 1 ? '1 review is overdue.' : `${formatCount(n)} reviews are overdue.`,
		noCommittee: 'Nothing waits for the committee.',
		note: 'Drawn = no reviewer + assigned + done + withdrawn. Scores and rebuttals that wait for the committee are done. Overdue are past their due date and not scored.',
		emptyTitle: 'Nothing to show for this choice',
		empty:
			'Finished reads appear here as they are imported, and rates when drawn ones are reviewed. Try a longer period, another facility or another modality.',
		noDue: 'The share appears with the first review that is due.',
		interval: 'Lines are 95 % Wilson intervals.'
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
		overallCases: 'Over all cases that came this way',
		overallNote: (reads: number) =>
			`Of the reviewed, out of ${formatCount(reads)} reads of this period, weighted by how many of them each modality stands for.`,
		casesNote: 'These cases were not drawn by lot: the rate stands for them alone.',
		left: (list: string) => `Not in it, for want of reviews: ${list}.`,
		found: (x: number, n: number) => `${formatCount(x)} of ${formatCount(n)}`
	},
	compare: {
		alike: 'No outcome differs from the earlier period by more than chance allows',
		higher: (outcomes: string) => `Higher than in the earlier period: ${outcomes}`,
		lower: (outcomes: string) => `Lower than in the earlier period: ${outcomes}`,
		caption: 'Outcomes in both periods',
		columns: { outcome: 'Outcome', now: 'This period', then: 'Earlier period', difference: 'Difference' },
		difference: (points: string, lower: string, upper: string) => `${points} points (${lower} to ${upper})`,
		note: (from: string, through: string) =>
			`Earlier period: reads finished ${from} to ${through}. The difference is of these rates; its 95 % interval is made of theirs (Zou and Donner).`
	},
	modeRates: {
		title: (n: number) =>
			n === 0
				? 'Every final score of the period came from one way into review'
				: n === 1
					? 'Final scores of one way into review and one blinding level'
					: `${n} ways into review and blinding levels, each apart and never pooled`,
		caption: 'Rates by way into review and blinding level',
		columns: { mode: 'Way into review', level: 'Blinding', n: 'Reviews' },
		show: 'Show',
		why: 'Each way finds different things, and each level of blinding measures something else: pooled, the rate would mean nothing.'
	},
	trend: {
		month: 'Month',
		rate: 'Any discrepancy (2 or 3)',
		none: 'No month has a final score yet',
		quiet: 'No unusual month',
		bands: { frozen: 'frozen baseline', 'first-months': 'baseline' },
		few: (minimum: number) => `A month with fewer than ${reviews(minimum)} has no rate of its own: a gap.`,
		is: 'is',
		are: 'are',
		above: (months: string) => `${months} above the limit`,
		below: (months: string) => `${months} below the limit`,
		run: 'Eight months or more in a row lie on one side of the baseline',
		sparse:
			'Fewer than five discrepancies a month on average: single months say little, the signals of the whole period more.',
		open: (months: string) => `Reviews are still to come for ${months}: the rate may change.`,
		below0: 'A month below the limit is no success by itself: look for missed or lenient reviews first.',
		baseline: (source: 'frozen' | 'first-months', from: string, through: string, n: number) =>
			`Baseline: ${source === 'frozen' ? 'frozen by the director on' : 'the first 12 months,'} ${from} to ${through} (n ${formatCount(n)}).`,
		noBaseline: 'There is no baseline yet: the first 12 months with reviews make one.',
		since: (month: string) => `No month before ${month} has a final score.`,
		empty: 'Months appear here with their first final score.',
		manage: 'Baseline and notes on the trend',
		kinds: { policy: 'Policy', staff: 'Staff', scanner: 'Scanner', other: 'Other' },
		where: (place: string) => ` (${place})`
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
		plainTitle: (n: number) => `Each of ${readers(n)} against the others, in no zone`,
		none: 'Nobody has enough reviews to be compared',
		tooFew: 'A comparison needs at least five readers with reviews in the period.',
		empty: (reviewsNeeded: number) =>
			`A reader appears here after ${reviews(reviewsNeeded)} with a final score, and one discrepancy expected.`,
		suppressedNote: (n: number, minimum: number) =>
			`${readers(n)} with fewer than ${reviews(minimum)} ${n === 1 ? 'is' : 'are'} not placed.`,
		notAdjusted: 'Not adjusted for reviewers: too few reviewers have seen reads of several readers.',
		nothing: 'Nobody shown here is beyond a limit. This does not prove that there is no difference.',
		signalsTitle: 'What stands out',
		rateTitle: (n: number) => `Each of ${readers(n)} against the others, by code`,
		rateNone: 'No final scores in this period',
		caption: 'Observed against expected discrepancies by reader',
		columns: {
			reader: 'Reader',
			name: 'Name',
			reviews: 'Reviews',
			comparable: 'Comparable',
			ratio: 'Observed / expected',
			counts: 'Observed, expected',
			zone: (on: string) => `At the look of ${on}`
		},
		ofReviews: (n: number, of: number) => `${formatCount(n)} of ${formatCount(of)}`,
		counts: (observed: number, expected: string) => `${formatCount(observed)}, ${expected}`,
		ratio: (ratio: string, lower: string, upper: string) => `${ratio} (${lower}–${upper})`,
		ratioNone: (upper: string) => `0 (up to ${upper})`,
		suppressed: (n: number, minimum: number) => `${formatCount(n)} of ${reviews(minimum)}`,
		incomplete: 'too much still to be reviewed',
		notPlaced: 'too few for a place',
		minimum: (minimum: number, placed: number, version: number) =>
			`A personal figure needs ${reviews(minimum)}, a place ${reviews(placed)} (suppression policy v${version}). Readers stand in the order of their codes.`,
		pageOf: (code: string) => `Page of ${code}`,
		emptyRow: 'A reader appears here with the first final score of the period.'
	},
	look: {
		basis: (on: string, from: string, through: string, level: string) =>
			`look of ${on}: reads finished ${from} to ${through}, random sample${level ? `, ${level} blinding` : ''}`,
		stands: (on: string, next: string) =>
			`Zones are those of the look of ${on}, as it found them, and not of any other period on this page. They stand until the next look on ${next}: looking more often would raise more false alarms. In between everybody’s running watch goes on.`,
		notHere: (on: string, next: string) =>
			`Nobody is in a zone here: zones come from looks at the whole group’s random sample. The last was on ${on}, the next is on ${next}.`,
		none: (next: string) =>
			`Nobody is in a zone yet: zones come from looks on fixed dates, the next on ${next}. Until then everybody’s running watch goes on.`,
		kept: (on: string, next: string) =>
			`Nobody is in a zone here yet: the look of ${on} counts reviews of your own reads that you are not told of. What it found is shown when you are; the next look is on ${next}.`,
		reviewers: (on: string, next: string) =>
			`Who stands apart is what the look of ${on} found; the next is on ${next}. The figures are of the period chosen.`,
		cases: 'Their discrepant cases in the period chosen'
	},
	signal: {
		counts: (whose: string, observed: number, expected: string) =>
			`${whose}: ${observed === 1 ? '1 discrepancy' : `${formatCount(observed)} discrepancies`} where ${expected} were expected`,
		ratio: (ratio: string, lower: string, upper: string) =>
			` (${ratio} times, 95 % interval ${lower} to ${upper})`,
		rarity: (times: string) => `an average radiologist would show this ${times}`,
		rarityReviewer: (times: string) => `an average reviewer would show this ${times}`,
		oncePer: (n: number) => `less than once in ${formatCount(n)} times`,
		reviewers: (n: number) => (n === 1 ? '1 reviewer' : `${formatCount(n)} reviewers`),
		unchanged: 'nothing changes after adjusting for reviewers',
		changes: 'the zone is another one without the adjustment for reviewers',
		cusum: (code: string, on: string, n: number) =>
			`${code}: the running watch over ${reviews(n)} signalled with the read of ${on}`,
		trend: (month: string, observed: number, n: number) =>
			`${month} is beyond its limit: ${formatCount(observed)} discrepancies in ${reviews(n)}`,
		next: {
			ratio:
				'Next: the committee reads these cases again, blinded. A statistic alone is no finding about a person.',
			again: 'Next: wait for the following look; read the cases if it stays.',
			cusum: 'Next: the committee reads the latest discrepant cases again, blinded.',
			reviewer: 'Next: compare with the committee’s decisions on these cases, and talk.',
			trend:
				'Next: look for what changed that month – staff, scanners, policy, a single client – and note it.'
		}
	},
	reviewers: {
		title: (n: number) =>
			n === 0
				? 'No reviewer stands apart in severity'
				: n === 1
					? '1 reviewer stands apart in severity'
					: `${formatCount(n)} reviewers stand apart in severity`,
		plainTitle: (n: number) => `Severity of ${n === 1 ? '1 reviewer' : `${formatCount(n)} reviewers`}`,
		none: 'No reviewer has enough reviews for a severity',
		group: 'Reviewer',
		ratio: 'Severity (found / expected)',
		average: 'Average',
		note: 'Found over expected of the reads that each reviewer was given; lines are exact 95 % intervals. A lenient reviewer hides what a strict one finds.',
		lenient: 'finds less than expected',
		strict: 'finds more than expected',
		within: 'as expected',
		late: (x: number, n: number) => `${formatCount(x)} of ${formatCount(n)} late`,
		suppressed: (n: number) =>
			`${n === 1 ? '1 reviewer' : `${formatCount(n)} reviewers`} with too few reviews not shown.`,
		empty: 'A reviewer appears here with enough final scores in the period.'
	},
	agreement: {
		heading: 'Double reads',
		exact: 'same score',
		any: 'same on “any discrepancy”',
		ac1: 'AC1 on “any discrepancy”',
		positive: 'when one found something, the other did too',
		few: (pairs: number, minimum: number) =>
			`${pairs === 1 ? '1 double read' : `${formatCount(pairs)} double reads`}; agreement is shown from ${formatCount(minimum)}.`,
		fewForCoefficient: (minimum: number) => `AC1 is shown from ${formatCount(minimum)} double reads.`,
		coefficient: (value: string, lower: string | null, upper: string | null, pairs: number) =>
			`${value} (${lower === null || upper === null ? '' : `${lower}–${upper}, `}n ${formatCount(pairs)})`,
		pairs: (pairs: number) => `${formatCount(pairs)} cases were silently given to two reviewers.`,
		note: 'Discrepancies are rare, so plain agreement is high by itself; AC1 corrects for chance, and the last line says what a second reading of a discrepancy is worth.'
	},
	causes: {
		title: (group: string, n: number, total: number) =>
			`${group} is named most often: ${formatCount(n)} of ${formatCount(total)}`,
		alike: (total: number) => `${formatCount(total)} discrepancies, no cause stands out`,
		few: 'Too few discrepancies to show their causes',
		none: 'No discrepancy of the period has a cause yet',
		group: 'Cause',
		count: 'Discrepancies',
		unnamed: 'no cause named',
		types: 'In detail',
		hidden: 'Numbers too small to be shown, and those that could be found by subtraction, are left out.',
		hiddenCell: 'too few'
	},
	concordance: {
		title: (rate: string) => `Final reports agree with ${rate} of the preliminary ones`,
		none: 'No preliminary report of the period has been compared with its final',
		few: (n: number) => `${n === 1 ? '1 pair' : `${formatCount(n)} pairs`} of reports graded`,
		waiting: (n: number) => `${formatCount(n)} more wait to be graded.`,
		modality: 'Modality',
		rate: 'Agreed',
		discordant: 'Changed what is likely to matter',
		attributions: 'After review, discordant pairs were put down to',
		attribution: {
			reader: 'the reader',
			reviewer: 'the reviewer',
			both: 'both',
			system: 'the system',
			undetermined: 'undetermined'
		},
		hidden: (n: number, minimum: number) =>
			`${n === 1 ? '1 modality' : `${formatCount(n)} modalities`} with fewer than ${formatCount(minimum)} graded pairs not shown.`,
		emptyFew: (minimum: number) =>
			`A modality appears here with ${formatCount(minimum)} graded pairs of reports.`,
		empty: 'Pairs appear here as final reports come in and are graded.'
	},
	system: {
		title: 'Shift, hours into it and volume of the day make no difference that the numbers show',
		stands: (steps: string) => `Of the group, beyond chance: ${steps}`,
		none: 'Too few discrepancies to compare shifts, hours and volumes',
		step: 'Factor',
		ratio: 'Rate ratio, adjusted',
		reference: 'Reference',
		steps: {
			shift: { day: 'day', 'early-night': 'early night', 'late-night': 'late night' },
			hours: {
				'0-2': '0–2 h into the shift',
				'2-4': '2–4 h into the shift',
				'4-6': '4–6 h into the shift',
				'6-8': '6–8 h into the shift',
				'8-': '8 h and later'
			},
			volume: {
				'below-usual': 'fewer reads than usual',
				usual: 'a usual day',
				'above-usual': 'more reads than usual'
			}
		},
		factors: { shift: 'Shift', hours: 'Hours', volume: 'Volume' },
		note: 'Of the group, never of a person. Each step against the one without a line of its factor, modality and the other factors held equal; lines are 95 % intervals. A usual day is the reader’s own median, give or take a quarter.',
		empty: 'Steps appear here when the group has enough discrepancies.'
	},
	limits: {
		under: 'under 1\u00a0%',
		over: 'over 99\u00a0%',
		title: 'What these numbers cannot see',
		power: (probability: string) =>
			`With the current sampling, a radiologist with twice the group’s rate would be flagged within a year with probability ${probability}.`,
		powerMore: (again: string, two: string) =>
			`At look again with ${again}; with two and a half times the rate, at signal with ${two}.`,
		needed: (n: number, has: number) =>
			`To see a doubling at look again four times in five, a radiologist needs ${reviews(n)} a year; the one in the middle has ${formatCount(has)}.`,
		noPower: 'There are too few reviews to say what a doubling would need.',
		falseSignals: (expected: string) =>
			`If all were alike, chance alone would put ${expected} of the readers above the signal limit at each look.`,
		lenient:
			'A whole group that is lenient cannot be seen from within: only double reads and outside review show it.'
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
		lead: 'Figures are shown by code. Showing names is recorded in the audit log, with you and your reason.',
		reason: 'Reason',
		reasons: {
			evaluation: 'Professional practice evaluation (OPPE, FPPE)',
			committee: 'Referral to the committee',
			conversation: 'Conversation with the reader',
			'data-check': 'Check of the data'
		},
		notPermitted: 'Names are shown to directors.',
		shown: 'Names are shown until you leave or reload the page. It is recorded in the audit log.'
	}
} as const;
