import { formatCount } from '#lib/i18n/formats.ts';

/** The queue and the review workspace, and the words for scores, causes and levels that other screens share. */
export const reviews = {
	title: 'Reviews',
	queue: {
		lead: 'Your cases, in the order in which they are due. Open the next one with Enter.',
		next: 'Next case',
		nextAsked: 'The committee asks you to think a score over',
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
		columnAsks: 'Asks for',
		askedByCommittee: 'A question from the committee',
		asksReview: 'Your review',
		columnDue: 'Due',
		today: 'today',
		month: 'My month',
		done: 'Reviews done',
		held: 'Still to do',
		median: 'Median time',
		minutes: (minutes: string) => `${minutes} min`,
		noMedian: '—',
		ledTo: 'What my last discrepancies led to',
		ledToNone: 'None of your 2b, 3a or 3b has been decided yet.',
		ledToLine: (given: string, outcome: string, final: string | null) =>
			final === null || final === given ? `${given}: ${outcome}` : `${given}: ${outcome} to ${final}`,
		reopenTitle: 'Submitted, and still yours to change',
		reopen: 'Take up again',
		reopenLine: (score: string, day: string) => `${score} · ${day}`,
		reopenOf: (title: string) => `Take up again: ${title}`,
		lostTitle: 'What you had written',
		lostHint: 'To read and to copy. It is shown to nobody else.',
		allDone: 'All done',
		allDoneText: 'No case waits for you. New ones come with the next draw, or when somebody gives one back.',
		endedTitle: 'That case is no longer with you',
		doneTitles: {
			'given-back': 'You gave the case back',
			kept: 'The score stands',
			'already-submitted': 'Your review is submitted'
		},
		ended: {
			'given-back': 'It goes to somebody else, and the reason is counted.',
			kept: 'You let it stand as it was. Nothing else is needed.',
			'already-submitted': 'It counts. Nothing else is needed.',
			'already-given-back': 'It was given back or withdrawn.',
			'already-withdrawn': 'It was withdrawn, because its read was cancelled.',
			'already-expired':
				'Its time ran out and it went to somebody else. What you had written was kept on record.'
		}
	},
	/** What is said of images that a review marks as a whole. */
	imageMarks: {
		keys: (n: number) => (n === 0 ? '' : n === 1 ? '1 key image' : `${formatCount(n)} key images`),
		flagged: (n: number) =>
			n === 0
				? ''
				: n === 1
					? '1 image flagged for its quality'
					: `${formatCount(n)} images flagged for their quality`,
		where: (words: string) => `With the review: ${words}. The bookmark in the row of tools leads there.`
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
		smallScreen: 'This screen is too small to read images on. Look, and score at a larger one.',
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
			causeType: 'More exactly',
			causeTypeNone: 'More exactly: not said',
			factors: 'Factors',
			factorsCount: (n: number) => (n === 0 ? 'none' : formatCount(n)),
			comment: 'Comment',
			commentHint: 'What the reader should know: where, and why it matters.',
			required: 'required',
			optional: 'optional',
			imageQuality: 'Images',
			notJudged: 'Not judged',
			reportQuality: 'Report',
			greatCatch: 'Great catch',
			learningValue: 'Learning value',
			choose: 'Concur, or a discrepancy and how much it matters.',
			concur: {
				'report-quality': 'Is the report clear? Q judges it, Enter leaves it open.',
				'nothing-to-add': 'You concur and have nothing to add. Enter submits.'
			},
			correction: 'The patient’s care may have to change now',
			correctionHint: 'Opens a correction at once: the facility is told. Your name is not.',
			site: {
				title: 'To the site',
				none: 'nothing',
				some: (issues: number, hasWords: boolean) =>
					[issues === 0 ? '' : formatCount(issues), hasWords ? 'words' : ''].filter(Boolean).join(' + '),
				words: 'Words to the site',
				hint: 'What should be done differently next time.'
			},
			marks: {
				count: (n: number) => (n === 1 ? '1 mark on the images' : `${formatCount(n)} marks on the images`),
				none: 'No mark yet: M for an arrow, N for an ellipse, then drag.',
				kinds: { arrow: 'Arrow', ellipse: 'Ellipse', key: 'Key image', quality: 'Quality' },
				qualityLimited: 'Image quality: limited',
				show: (kind: string, n: number) => `${kind} ${n}`,
				label: (n: number) => `Text of mark ${n}`,
				labelHint: 'Text (optional)',
				remove: (n: number) => `Delete mark ${n}`,
				removeShort: 'Delete'
			},
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
			offline: 'not saved: no connection, trying again',
			refused: 'not saved'
		},
		request: {
			title: 'Please look at your score once more',
			ownTitle: 'You took this review up again',
			asked: 'The committee asks:',
			text: 'Your score stands until you submit another.',
			keep: 'Let the score stand'
		},
		ended: {
			title: 'This case is no longer with you',
			text: 'Nothing more can be saved. What you wrote is still on this page.',
			submittedTitle: 'The review of this case is submitted',
			submitted:
				'It counts as it was sent. What differs on this page is not in it, and nothing more can be saved.',
			copy: 'Copy what I wrote',
			copied: 'Copied.',
			copyFailed: 'The browser does not allow it: select the text below.',
			words: 'What you wrote',
			leave: 'Back to the queue'
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
			text: 'What you wrote is still on this page, and stays through a reload. Sign in again in another tab; it is saved as soon as you come back.',
			link: 'Sign in in a new tab',
			retry: 'Save now'
		},
		refused: {
			title: 'Not saved',
			text: 'Nothing was cut: all of it is still on this page. Change it, and it is saved.'
		},
		offline: {
			title: 'The server cannot be reached',
			text: 'What you wrote is still on this page and is saved as soon as the connection is back.'
		},
		keys: {
			title: 'Review',
			next: 'Next act: lock, open the report, submit',
			nextInText: 'Next act, while writing',
			write: 'Write impression or comment',
			concur: 'Score 1',
			two: 'Score 2',
			three: 'Score 3',
			a: 'Significance a',
			b: 'Significance b',
			direction: 'Direction: miss, overcall, other',
			causeGroup: (label: string) => `Cause: ${label}`,
			cause: 'Choose the cause from the list',
			type: 'Cause, more exactly',
			imageQuality: 'Image quality: adequate, limited, inadequate',
			reportQuality: 'Report quality: clear, adequate, poor',
			greatCatch: 'Great catch',
			learningValue: 'Learning value',
			correction: 'The patient’s care may have to change now',
			toggled: {
				greatCatch: (isOn: boolean) => (isOn ? 'Great catch' : 'No great catch'),
				learningValue: (isOn: boolean) => (isOn ? 'Learning value' : 'No learning value'),
				needsCorrection: (isOn: boolean) => (isOn ? 'Opens a correction' : 'Opens no correction')
			}
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
	reportQualities: { clear: 'Clear', adequate: 'Adequate', poor: 'Poor' },
	declineReasons: {
		conflict: 'Conflict of interest',
		recognised: 'I recognise the case',
		'outside-competence': 'Outside my competence',
		'images-unusable': 'Images unusable'
	},
	outcomes: {
		uphold: 'the score stands',
		upgrade: 'the score is raised',
		downgrade: 'the score is lowered',
		'no-discrepancy': 'no discrepancy',
		'not-assessable': 'not assessable'
	}
} as const;
