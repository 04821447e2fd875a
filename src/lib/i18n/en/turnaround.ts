import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;
const reads = (n: number): string => counted(n, 'read', 'reads');

/** The turnaround pages. */
export const turnaround = {
	title: 'Turnaround',
	howToRead: 'How to read this page',
	clocks: {
		hospital: 'Hospital: examination completed to final report',
		telerad: 'Contract: images and order complete to report',
		'worklist-wait': 'Worklist: ready to opened',
		'read-time': 'Reading: opened to report',
		'preliminary-to-final': 'Preliminary to final report',
		'door-to-interpretation': 'Door to interpretation: arrival to report'
	},
	clockNote: {
		hospital:
			'From the end of the examination to the final report. Holds are not taken off: it is the time that the hospital waits.',
		telerad:
			'From the last image or the completed order, whichever came last, to the first report. Holds are taken off and shown apart.',
		'worklist-wait': 'From the moment a read can begin to its opening. Holds are taken off.',
		'read-time': 'From opening to the first report. It is no score of quality.',
		'preliminary-to-final': 'From the preliminary report to the final one.',
		'door-to-interpretation': 'From the arrival of the patient to the first report.'
	},
	noRestart: 'Corrections and addenda restart no clock; an accession has one.',
	classes: {
		stroke: 'Stroke protocol',
		trauma: 'Trauma protocol',
		emergency: 'STAT and emergency',
		urgent: 'Urgent',
		inpatient: 'Inpatient, routine',
		outpatient: 'Outpatient'
	},
	filters: {
		clock: 'Clock',
		months: 'Period',
		lastMonths: (months: string) =>
			months === '1' ? 'last month' : months === '12' ? 'last year' : `last ${months} months`,
		facility: 'Facility',
		modality: 'Modality',
		region: 'Body region',
		subspecialty: 'Subspecialty of the reader',
		tier: 'Tier of the reader',
		class: 'Class',
		kind: 'Report',
		compare: 'Comparison',
		allFacilities: 'all facilities',
		allModalities: 'all modalities',
		allRegions: 'all regions',
		allSubspecialties: 'all subspecialties',
		allTiers: 'all tiers',
		allClasses: 'all classes',
		kinds: { '': 'first report', preliminary: 'preliminary report', final: 'final report' },
		compareWith: { '': 'no comparison', before: 'with the months before' }
	},
	fewerThan: (least: number) => `fewer than ${formatCount(least)}`,
	basis: (from: string, through: string) => `examinations ended ${from} to ${through}`,
	policy: (policy: number, clocks: number) => `Targets: policy v${policy}. Clocks: version ${clocks}.`,
	noStart: {
		title: 'No examination of this period has a beginning on this clock',
		body: 'What starts it is not told by the senders of these reports.',
		hospital: 'Show the clock of the hospital'
	},
	target: {
		title: (name: string, rate: string) => `${name} in target: ${rate}`,
		none: 'No read of the period is due yet',
		few: 'No class has enough due reads for a share',
		hidden: (n: number, minimum: number) =>
			`${counted(n, 'class', 'classes')} with fewer than ${reads(minimum)} due not shown.`,
		group: 'Class',
		rate: 'In target',
		note: 'Share of the reads whose deadline has passed; an open one past its deadline counts as missed.',
		named: (name: string, target: string) => `${name}, ${target}`
	},
	strip: {
		title: (name: string, median: string, p90: string) =>
			`Half of “${name}” take up to ${median}, nine in ten up to ${p90}`,
		none: 'No read of the period has this report yet',
		few: 'No class has enough finished reads to say what most of them take',
		sketched: (classes: string) => `From a sketch: ${classes}.`
	},
	table: {
		title: 'No open read is past its deadline',
		titleLate: (n: number) => `${reads(n)} open past the deadline`,
		titleSomeLate: 'Some open reads are past the deadline',
		titlePlain: 'Every class, with its n and its open reads',
		caption: 'Turnaround by class',
		columns: {
			class: 'Class',
			standing: 'Now',
			inTarget: 'In target',
			median: 'Median',
			p90: 'P90',
			p95: 'P95',
			mean: 'Mean',
			n: 'Finished',
			held: 'Held'
		},
		none: 'none agreed',
		target: (target: string) => `target ${target}`,
		sketched: (n: number, percent: number) =>
			`Quantiles of more than ${formatCount(n)} reads come from a sketch and are right within ${percent}\u00a0%.`,
		noneDue: 'none due yet',
		few: (n: number, minimum: number) => `n ${formatCount(n)} of ${formatCount(minimum)}`,
		fewDue: (x: number, n: number) => `${formatCount(x)} of ${formatCount(n)} due`,
		range: (from: string, to: string) => `${from} to ${to}`,
		untold: 'not told',
		late: (n: number) => `${formatCount(n)} late`,
		someLate: 'some late',
		open: (n: string) => `${n} open`,
		openLate: (n: string, late: string) => `${n} open, ${late} late`,
		openSomeLate: (n: string) => `${n} open, some late`,
		openInTime: (n: string) => `${n} open, in time`,
		oldest: (age: string) => `oldest ${age}`,
		nothingOpen: 'nothing open',
		interval: (lower: string, upper: string) => `(${lower}–${upper})`,
		/** Too few to say the other limit. */
		from: (lower: string) => `(from ${lower})`,
		upTo: (upper: string) => `(up to ${upper})`,
		held: (n: string) => `n ${n}`
	},
	/** One radiologist's turnaround on the page of an evaluation. */
	reader: {
		title: 'Turnaround beside that of the section',
		alone: 'Turnaround; the section is too small to compare with',
		columns: {
			class: 'Class',
			n: 'Reads',
			median: 'Median',
			p90: 'P90',
			inTarget: 'In target',
			others: 'Section'
		},
		window: (months: number) => `${months} months`,
		few: 'too few',
		none: 'No read of the last 24 months has this report',
		note: (minimum: number) =>
			`The section is the others of it, at least five with reads of the class. A share in target needs ${reads(minimum)} that were due. It is no score of quality: who reads what, and when, is not adjusted for.`
	},
	before: {
		alike: 'No class differs from the months before in target by more than chance allows',
		less: (classes: string) => `In target less often than in the months before: ${classes}`,
		more: (classes: string) => `In target more often than in the months before: ${classes}`,
		basis: (from: string, through: string) => `before: examinations ended ${from} to ${through}`,
		caption: 'This period and the one before it',
		columns: {
			class: 'Class',
			medianBefore: 'Median before',
			median: 'Median now',
			inTargetBefore: 'In target before',
			inTarget: 'In target now',
			difference: 'Difference, points'
		},
		difference: (difference: string, lower: string, upper: string) => `${difference} (${lower} to ${upper})`,
		note: 'The difference has a 95 % interval by Newcombe’s method. Where it holds 0, the two periods cannot be told apart.'
	},
	heat: {
		title: (hour: string, rate: string) => `Reads that come ${hour} are in target least often: ${rate}`,
		titleArrivals: 'When reads come, by the hour of the week',
		titleEven: 'No hour of the week stands out',
		basis: 'hours of the week in the time of each facility, by when the clock began',
		days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
		hour: 'Hour',
		late: 'Late',
		came: 'Reads',
		at: (day: string, hour: string) => `${day} ${hour}`,
		few: (n: number) =>
			`Share of the due reads that were late, by the hour in which the clock began. Hours with fewer than ${formatCount(n)} due reads stay empty.`
	},
	queue: {
		title: (name: string, modality: string, at: string) =>
			`Half of the ${modality} queue (${name}) will be read by ${at}`,
		titleNone: 'Nothing is open',
		titleUnknown: 'When the open reads will be read',
		basis: 'if they go the way of the reads of this period',
		caption: 'Open reads by class and modality',
		columns: {
			queue: 'Queue',
			open: 'Open',
			finished: 'Rests on, finished',
			half: 'Half of them read',
			median: 'Median of the queue'
		},
		named: (name: string, modality: string) => `${name}, ${modality}`,
		unknown: 'cannot be told',
		note: 'Kaplan–Meier: open reads count with the time that they have waited so far. Limits are 95 %.'
	},
	worst: {
		title: (n: number) =>
			n === 1 ? 'The read that has waited longest' : `The ${formatCount(n)} worst open reads`,
		none: 'No read is open',
		hidden: (n: number) =>
			`${counted(n, 'read is', 'reads are')} open; those past their deadline longest are of cases that you judge, and not shown to you`,
		caption: 'Open reads, the one most past its deadline first',
		columns: {
			accession: 'Accession',
			facility: 'Facility',
			examination: 'Examination',
			class: 'Class',
			age: 'Open for',
			over: 'Past the deadline',
			held: 'Held'
		},
		left: (minutes: string) => `${minutes} left`,
		isHeld: 'held now',
		all: 'All open reads'
	},
	breaches: {
		title: (n: number, unexplained: number) =>
			unexplained === 0
				? `${reads(n)} late, each with its cause`
				: `${reads(n)} late, ${formatCount(unexplained)} without a cause yet`,
		none: 'No read of the period was late',
		caption: 'Late reads by cause',
		columns: { cause: 'Cause', n: 'Late reads', share: 'Share of the late' },
		unexplained: 'Not looked into yet',
		show: 'Show the late reads'
	},
	critical: {
		title: (open: number, late: number) => {
			if (open === 0) return 'Every critical result has reached somebody';
			const loops = counted(open, 'critical result is', 'critical results are');
			return late === 0
				? `${loops} open, none past ${open === 1 ? 'its' : 'their'} time`
				: `${loops} open, ${formatCount(late)} past ${late === 1 ? 'its' : 'their'} time`;
		},
		titleSome: (isLate: boolean) =>
			isLate ? 'Critical results are open, some past their time' : 'Some critical results are open',
		untold: 'not told',
		none: 'No critical result was recorded in this period.',
		basis: (from: string, through: string) =>
			`all examinations, found ${from} to ${through}; open loops of whatever age`,
		notNarrowed:
			'The choice of modality, region, subspecialty, tier, class or report does not narrow these: a critical result counts whatever is chosen above.',
		all: 'Critical results',
		caption: 'Critical results by category',
		columns: {
			category: 'Category',
			n: 'Recorded',
			inTime: 'Received in time',
			median: 'Median to receipt',
			p90: 'P90',
			open: 'Open'
		},
		category: (n: number) => `Category ${n}`
	},
	programme: {
		title: 'The programme’s own turnaround',
		basis: 'cases that came into review in these months, all facilities',
		caption: 'From the draw to the feedback',
		columns: { step: 'Step', n: 'Gone', median: 'Median', p90: 'P90', waiting: 'Waiting' },
		steps: {
			assigned: 'Draw to assignment',
			reviewed: 'Assignment to review',
			decided: 'Review to committee’s decision',
			told: 'Decision or review to feedback',
			whole: 'Draw to feedback'
		}
	},
	corrections: {
		note: 'Corrections: of the facility chosen above, by the day on which they were opened, without those of cases that you judge or were judged in.',
		informed: 'Correction: opened to facility informed',
		amended: 'Correction: opened to informed and addendum'
	},
	keptOut: {
		title: 'Kept out',
		reads,
		few: (least: number) => `Fewer than ${formatCount(least)} reads`,
		negative: (reads: string) =>
			`${reads} kept out: the report ended before or with what starts this clock, which is an error of a clock at the source.`,
		future: (reads: string) => `${reads} kept out: a time lies in the future.`,
		noStart: (reads: string) => `${reads} kept out: what starts this clock is not known.`,
		held: (reads: string) =>
			`${reads} kept out: held from the beginning of this clock to its end, which leaves no time to measure.`,
		show: 'Show them'
	},
	empty: 'No examination ended in this period',
	emptyHint: 'Turnaround appears here as reads are imported. Try a longer period or another facility.',
	facilityPage: 'Page for the facility',
	facility: {
		title: (name: string) => `Turnaround for ${name}`,
		lead: (from: string, through: string, zone: string) =>
			`Examinations ended ${from} to ${through}, in days of ${zone}.`,
		basis: (from: string, through: string, zone: string) =>
			`examinations ended ${from} to ${through} (${zone})`,
		criticalBasis: (from: string, through: string, zone: string) =>
			`all examinations, found ${from} to ${through} (${zone}); open loops of whatever age`,
		print: 'Print',
		tooFew: 'Too few examinations ended in this period to be shown',
		few: 'Counts of fewer than 11 reads or results, what was worked out from so few, and numbers that would tell them, are not told on a page that leaves the group.',
		untoldN:
			'Where the number of finished reads is not told, it would tell beside the share how many are late or not due yet, and these are fewer than 11.',
		untoldShare:
			'A share is not told where fewer than 30 reads are due, or where beside the other numbers it would tell fewer than 11.',
		longer: (months: number) => `Look at ${counted(months, 'month', 'months')}, which may tell it`,
		made: (at: string) => `Made ${at}. It names no reader and no patient.`
	},
	list: {
		title: 'Reads behind the numbers',
		titles: {
			late: 'Late reads',
			open: 'Open reads',
			finished: 'Finished reads',
			held: 'Reads whose clock was held',
			errors: 'Reads kept out'
		},
		show: 'Reads',
		caption: 'Reads',
		columns: {
			accession: 'Accession',
			facility: 'Facility',
			examination: 'Examination',
			class: 'Class',
			began: 'Clock began',
			minutes: 'Time',
			target: 'Target',
			held: 'Held',
			cause: 'Cause',
			problem: 'Problem'
		},
		openFor: (minutes: string) => `open for ${minutes}`,
		none: 'No read is like this',
		problems: {
			negative: 'ends before it begins',
			future: 'in the future',
			'no-start': 'beginning not known',
			'held-throughout': 'held from beginning to end'
		},
		hidden: (n: number) => `${reads(n)} not listed: you judge them, or have.`,
		look: 'Look into it'
	},
	read: {
		title: 'Turnaround',
		timeline: 'What happened',
		events: {
			ordered: 'Ordered',
			arrived: 'Patient arrived',
			exam_started: 'Examination began',
			exam_completed: 'Examination completed',
			first_image_received: 'First image received',
			last_image_received: 'Last image received',
			order_info_complete: 'Order complete',
			assigned: 'Assigned',
			opened: 'Opened',
			dictated: 'Dictated',
			preliminary_sent: 'Preliminary report sent',
			final_signed: 'Final report signed',
			delivered: 'Report delivered',
			hold_start: 'Held',
			hold_end: 'No longer held'
		},
		qualities: {
			stated: '',
			local: 'without offset: taken as the facility’s time',
			entered: 'written down by hand'
		},
		takenBack: 'taken back',
		takeBack: 'Take back',
		hold: {
			title: 'Hold the clock',
			lead: 'For what the reading group waits for and cannot give itself. Times are those of the facility.',
			from: 'From',
			to: 'Until',
			toHint: 'Empty while it lasts.',
			reason: 'Why',
			submit: 'Write the hold down',
			end: 'The hold has ended',
			endAt: 'At',
			endHint: 'Empty means now.'
		},
		reasons: {
			'images-missing': 'Images missing',
			'priors-missing': 'Priors missing',
			'order-unclear': 'Order unclear',
			'protocol-question': 'Question about the protocol',
			'technologist-recall': 'Technologist called back',
			'system-down': 'System down',
			other: 'Other'
		},
		cause: {
			title: 'Why it was late',
			lead: (minutes: string, target: string) => `It took ${minutes}; the target is ${target}.`,
			openLead: (minutes: string, target: string) =>
				`It has been open for ${minutes}; the target is ${target}.`,
			label: 'Cause',
			note: 'Words',
			submit: 'Save the cause',
			by: (name: string, at: string) => `${name}, ${at}`
		},
		recordCritical: 'Record a critical result',
		clocks: 'Clocks',
		target: (target: string) => `target ${target}`,
		states: {
			'no-start': 'beginning not known',
			'not-timed': 'does not apply',
			'clock-error': 'a time is wrong',
			'held-throughout': 'held from beginning to end'
		}
	}
} as const;
