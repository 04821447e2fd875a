import { formatCount } from '#lib/i18n/formats.ts';

/** The queue and the review workspace, and the words for scores, causes and levels that other screens share. */
export const reviews = {
	title: 'Reviews',
	queue: {
		lead: 'Your cases, in the order in which they are due. Open the next one with Enter.',
		next: 'Next case',
		resume: 'Resume the case',
		open: 'Open the case',
		rest: (n: number) => (n === 1 ? '1 more after this one' : `${formatCount(n)} more after this one`),
		restNone: 'This is your last one for now.',
		opened: 'begun',
		due: (when: string) => `due ${when}`,
		overdue: (when: string) => `was due ${when}`,
		age: (when: string) => `assigned ${when}`,
		columnCase: 'Case',
		columnPatient: 'Patient',
		columnAge: 'Assigned',
		columnDue: 'Due',
		month: 'My month',
		done: 'Reviews done',
		held: 'Still to do',
		median: 'Median time',
		minutes: (minutes: string) => `${minutes} min`,
		noMedian: '—',
		ledTo: 'What my last referrals led to',
		ledToNone: 'None of your 2b, 3a or 3b has been decided yet.',
		ledToLine: (given: string, outcome: string, final: string | null) =>
			final === null || final === given ? `${given}: ${outcome}` : `${given}: ${outcome} to ${final}`,
		allDone: 'All done',
		allDoneText: 'No case waits for you. New ones come with the next draw, or when somebody gives one back.',
		endedTitle: 'That case is no longer with you',
		ended: {
			'already-submitted': 'Its review was submitted. Nothing else is needed.',
			'already-given-back': 'It was given back or withdrawn.',
			'already-withdrawn': 'It was withdrawn, because its read was cancelled.',
			'already-expired':
				'Its time ran out and it went to somebody else. What you had written was kept on record.'
		}
	},
	workspace: {
		title: (at: number, total: number) => `Case ${at} of ${total}`,
		backToQueue: 'Queue',
		level: (level: string) => `blinded ${level}`,
		levelHint: {
			L0: 'Open: reader and reviewer may be known.',
			L1: 'The reader is hidden from you.',
			L2: 'Reader and reviewer are hidden from each other.',
			L3: 'Reader and reviewer are hidden from each other; the report is sealed until your impression is locked.'
		},
		loadingViewer: 'Loading the viewer …',
		viewerFailed: 'The viewer could not be loaded. Reload the page; what you wrote is kept.',
		viewerNeedsScript: 'The images need JavaScript. The form works without it.',
		noImages: 'No images have arrived for this case.',
		noImagesHint: 'If it cannot be judged without them, give it back as “images unusable”.',
		withheld: (n: number) =>
			n === 1
				? '1 image is withheld because it could name somebody.'
				: `${formatCount(n)} images are withheld because they could name somebody.`,
		form: 'Review',
		impression: {
			title: 'Impression',
			label: 'What do you see?',
			placeholder: 'Your own reading, before the report',
			placeholderOpen: 'Your own impression (optional)',
			normal: 'Nothing abnormal',
			normalText: 'No abnormality seen.',
			lock: 'Lock impression',
			locked: 'locked',
			none: 'No impression written.'
		},
		report: {
			title: 'Report',
			sealed: 'Sealed until your impression is locked.',
			ready: 'Your impression is locked. The report may be opened.',
			reveal: 'Open the report',
			none: 'This read came without report text.',
			scrubbed: (n: number) => (n === 1 ? '1 place blacked out' : `${formatCount(n)} places blacked out`),
			region: 'Report text'
		},
		score: {
			title: 'Score',
			sealed: 'Opens with the report.',
			expectedness: 'Agreement',
			significance: 'Clinical significance',
			direction: 'Direction',
			cause: 'Cause',
			causeNone: 'Choose a cause …',
			factors: 'Contributing factors',
			factorsCount: (n: number) => (n === 0 ? 'none' : formatCount(n)),
			comment: 'Comment',
			commentHint: 'What the reader should know: where, and why it matters.',
			required: 'required',
			optional: 'optional',
			imageQuality: 'Image quality',
			imageQualityNone: 'Not judged',
			greatCatch: 'Great catch',
			marks: (n: number) => (n === 1 ? '1 mark on the images' : `${formatCount(n)} marks on the images`),
			marksNone: 'No mark yet: press M and drag on the image.',
			submit: 'Submit and next',
			submitLast: 'Submit'
		},
		decline: {
			title: 'Give back',
			lead: 'The case goes to somebody else. The reason is counted.',
			reason: 'Reason',
			submit: 'Give the case back'
		},
		saved: {
			never: 'nothing to save yet',
			now: 'saved',
			seconds: (n: number) => `saved ${n} s ago`,
			minutes: (n: number) => `saved ${n} min ago`,
			saving: 'saving …',
			dirty: 'not saved yet',
			offline: 'not saved: no connection, trying again'
		},
		conflict: {
			title: 'This case was changed in another tab',
			text: 'Nothing is lost: your version is on this page, the other one is stored. Which one should count?',
			keep: 'Keep this version',
			other: 'Show the other version',
			showing: 'You see the version of the other tab.'
		},
		signedOut: {
			title: 'You are signed out',
			text: 'What you wrote is still on this page. Sign in again in another tab; it is saved as soon as you have.',
			link: 'Sign in in a new tab',
			retry: 'Save now'
		},
		offline: {
			title: 'The server cannot be reached',
			text: 'What you wrote is still on this page and is saved as soon as the connection is back.'
		},
		keys: {
			title: 'Review',
			next: 'Next act: lock, open the report, submit',
			submit: 'Submit and next',
			nextInText: 'Next act, while writing',
			write: 'Write impression or comment',
			concur: 'Score 1',
			two: 'Score 2',
			three: 'Score 3',
			a: 'Significance a',
			b: 'Significance b'
		}
	},
	modalities: {
		XR: 'XR',
		CT: 'CT',
		MR: 'MR',
		US: 'US',
		MG: 'MG',
		NM: 'NM',
		PT: 'PET',
		FL: 'FL',
		XA: 'XA',
		OT: 'Other'
	},
	patientClasses: { emergency: 'ED', inpatient: 'inpatient', outpatient: 'outpatient' },
	priorities: { stat: 'STAT', urgent: 'urgent', routine: 'routine' },
	levels: {
		'1': 'Concur',
		'2': 'Discrepancy not ordinarily expected to be made',
		'3': 'Discrepancy that should be made most of the time'
	},
	significances: { a: 'unlikely to be clinically significant', b: 'likely to be clinically significant' },
	scores: {
		'1': 'Concur with the interpretation',
		'2a': 'Discrepancy not ordinarily expected to be made, unlikely to be clinically significant',
		'2b': 'Discrepancy not ordinarily expected to be made, likely to be clinically significant',
		'3a': 'Discrepancy that should be made most of the time, unlikely to be clinically significant',
		'3b': 'Discrepancy that should be made most of the time, likely to be clinically significant'
	},
	directions: { miss: 'Miss', overcall: 'Overcall', other: 'Other' },
	imageQualities: { adequate: 'Adequate', limited: 'Limited', inadequate: 'Inadequate' },
	declineReasons: {
		conflict: 'Conflict of interest',
		recognised: 'I recognise the case',
		'outside-competence': 'Outside my competence',
		'images-unusable': 'Images unusable'
	},
	outcomes: {
		uphold: 'upheld',
		upgrade: 'raised',
		downgrade: 'lowered',
		'no-discrepancy': 'no discrepancy',
		'not-assessable': 'not assessable'
	}
} as const;
