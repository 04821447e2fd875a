import { formatCount } from '#lib/i18n/formats.ts';

/** What an error code means, in words: what happened and what to do. Codes of every area, sorted by area. */
export const errors = {
	other: 'This did not work, and nothing was changed.',
	'not-found': 'This does not exist, or no longer.',
	'not-permitted': 'Your roles do not include this.',
	'not-permitted-origin': 'This was not sent by a page of this portal.',
	'sign-in-required': 'Please sign in.',
	required: 'Please fill this in.',
	'too-long': 'This is too long.',
	'not-a-number': 'Please enter a number.',
	'not-a-whole-number': 'Please enter a whole number.',
	'out-of-range': 'This is outside the range given.',
	'not-a-day': 'Please enter a day as YYYY-MM-DD.',
	'days-reversed': 'The last day comes before the first.',
	'choose-one': 'Please choose one.',

	// Continuing education
	'cme-activity-not-found': 'This activity does not exist, or somebody has corrected it meanwhile.',
	'cme-looks-recorded':
		'An activity with the same day and title, or the same number, is recorded already. Say below whether it is the same one.',
	'check-in-the-future': 'A check is recorded on the day on which it was made, or later.',
	'cme-in-the-future': 'An activity is recorded once it is completed.',
	'cme-no-amount': 'Please enter an amount above 0.',
	'cme-not-in-quarters': 'AMA PRA credits are claimed in quarter hours.',
	'cme-category-twice': 'Each category of credits comes once.',
	'cme-description-required': 'Category 2 is self-declared: please say what was done.',
	'cme-attestation-required': 'Category 2 is self-declared: please attest that it is true.',
	'cme-more-hours-than-credits': 'These hours are more than the credits of the activity.',
	'cme-unknown-topic': 'Please use the codes of topics listed below, apart by semicolons.',
	'cme-topic-twice': 'Each topic comes once.',
	'cme-not-hours': 'Please write hours as a number after a colon, for instance opioids: 2.',
	'cme-unknown-modality': 'Please write modalities as CT; MR: 4.5.',
	'own-activity': 'Somebody else has to look at your own certificates.',
	'unknown-cme-rule': 'One of these rules does not exist.',
	'cme-changes-malformed': 'The changes to rules are not as they must be. See the lines below.',

	// Signing in, accounts
	'wrong-credentials': 'Email and password do not belong together.',
	'access-ended': 'The access of this account has ended. Whoever gave it to you can renew it.',
	'wrong-code':
		'This code is not right, or was used already. A code is good for half a minute and for one sign-in.',
	'second-factor-needed':
		'Your roles ask for an authenticator. You can set up another one, but not go without.',
	'no-second-factor': 'This account has no authenticator.',
	'step-over': 'This step is over. Please sign in again.',
	'too-many-attempts': 'Too many attempts. Please wait a little and try again.',
	'new-password-required': 'That password worked once. Choose your own now.',
	'not-an-email': 'Please enter an email address.',
	'password-too-short': 'Please use at least 12 characters. A few words make a good password.',
	'password-too-long': 'Please use at most 256 characters.',
	'password-common': 'This password is on the lists that attackers try first. Please choose another.',
	'password-contains-identity': 'Please do not use your name or email address in the password.',
	'password-unchanged': 'Please choose a password that you do not have already.',
	'wrong-password': 'The current password is not right.',
	'session-not-found': 'That session is over already.',

	// Administration
	'already-set-up': 'This group is set up already.',
	'email-taken': 'Somebody has an account with this email address.',
	'code-taken': 'This code is taken.',
	'external-id-taken': 'Another radiologist has this identifier.',
	'radiologist-taken': 'Another account is linked to this radiologist.',
	'radiologist-required': 'The role radiologist needs a link to a radiologist.',
	'alert-unknown': 'This signal does not exist, or is closed already.',
	'annotation-unknown': 'This note does not exist, or is withdrawn already.',
	'facility-unknown': 'This facility does not exist.',
	'day-invalid': 'Please give a day that exists.',
	'month-invalid': 'Please write the month as YYYY-MM.',
	'months-too-few': 'A baseline needs at least 12 months.',
	'months-not-shown': 'Please choose months that are over and on the chart, the first before the last.',
	'no-reviews': 'These months have no final score to rest a baseline on.',
	'file-empty': 'There is nothing in it.',
	'not-json': 'This is no JSON. A FHIR bundle begins with a brace.',
	'not-a-bundle': 'This is neither a FHIR Bundle nor a Practitioner.',
	'too-many-credentials': 'These are more than 2 000 credentials. Please send them in several bundles.',
	'fhir-too-large': 'This is over 0.9 MB. Please send it in several bundles.',
	'year-out-of-range': 'There is no evidence of that year here. Please choose one of the list.',
	'radiologist-not-found': 'This radiologist does not exist.',
	'npi-taken': 'Another radiologist has this NPI.',
	'not-an-npi': 'An NPI has ten digits, the first 1 or 2, and its check digit must fit.',
	'reviewer-code-taken': 'Another reviewer has this code.',
	'facility-not-found': 'This facility does not exist.',
	'access-token-not-found': 'This token does not work any more.',
	'user-not-found': 'This account does not exist.',
	'role-required': 'Please choose at least one role.',
	'unknown-role': 'This role does not exist.',
	'last-administrator': 'Somebody must remain who can manage accounts.',
	'own-account': 'You cannot disable your own account.',
	'auditor-scope-required': 'An auditor needs at least one facility, a period and a day of expiry.',
	'auditor-alone': 'An auditor holds no other role.',
	'not-a-code': 'Please use up to 16 letters, digits and hyphens.',
	'not-a-time-zone': 'Please enter a time zone such as America/Chicago.',
	'not-a-jurisdiction': 'Please enter a code such as TX, or ISO 3166-2 such as CA-ON.',

	// Notices and mail
	'reminder-not-found': 'No reminder of this is open any more.',
	'already-acknowledged': 'Somebody has noted this already.',
	'calendar-feed-not-found': 'This calendar address does not work any more.',
	'too-many-calendar-feeds': 'You have ten calendar addresses. Take one back first.',
	'notice-not-found': 'This notice does not exist, or is not yours.',
	'mail-off': 'Mail is off in this installation.',

	// Exceptions of the gate, and its policy
	'fact-line-unreadable':
		'Please write: place and field | value | source | month or empty | verified or unverified.',
	'fact-field-unknown': 'The rule pack has no such jurisdiction or system.',
	'fact-value-unfit': 'The field is not known, or the value does not fit it.',
	'status-line-unreadable': 'Please write the board’s words, a bar and the status.',
	'status-unknown': 'This status is not known.',
	'place-line-unreadable':
		'Please write a code or jurisdiction, a bar, a number or nothing, a bar, and modalities or nothing.',
	'place-modality-unknown': 'Please write modalities by their codes: CT, MR, US, PT, NM, MG.',
	'place-twice': 'This place stands in the list already.',
	'place-unknown': 'One of the places is neither the code of a facility nor a jurisdiction of the rule pack.',
	'already-excepted': 'An exception was asked for already.',
	'ground-unknown': 'Please choose one of the grounds.',
	'stale-result': 'What was found of this read has changed meanwhile. Please look again.',
	'exception-not-found': 'Nobody has asked for an exception.',
	'own-exception': 'Nobody decides about what they have asked for themselves.',
	'own-read': 'Nobody decides about a read of their own.',

	// Taxonomy
	'line-unreadable': 'Please write a code, a bar and the words: code | words.',
	'code-invalid': 'A code is small letters, digits and hyphens, and begins with a letter.',
	'code-twice': 'This code stands in the list already.',
	'label-too-long': 'The words after the bar have more than 80 characters.',
	'label-required': 'Please write the words after the bar.',
	'group-missing': 'Its group must stand on a line before it.',
	'hanging-line-unreadable': 'A line begins with protocol, for, body, layout or cell.',
	'protocol-missing': 'A protocol begins with “protocol code | name”.',
	'layout-missing': 'This protocol has no layout.',
	'layout-unreadable': 'A layout is rows x columns, up to three of each, for instance 2x3.',
	'cells-missing': 'This protocol has no cell.',
	'cells-too-many': 'The layout, which stands before the cells, has no place for this one.',
	'clause-unreadable': 'A clause of this line is not known. Clauses are parted by semicolons.',
	'same-later': 'A cell can only take the series of a cell before it.',
	'causes-required': 'Please name at least one cause.',
	'too-many-terms': 'This list is too long to choose from.',
	'edition-invalid': 'Letters, digits, dots, hyphens and underscores, 20 at most.',
	'edition-taken': 'An earlier edition bears this name. Please choose another.',

	// Images
	'study-not-found': 'There are no images here for you.',
	'instance-not-found': 'This image does not exist, or not for you.',
	'frame-not-found': 'This image cannot be shown.',
	'pixel-check-not-found': 'This check does not exist, or is not for you because you review the study.',
	'stale-check': 'More images came in meanwhile. Please look again: nothing was decided.',
	'mask-required': 'Please set at least one region to blank, or choose another decision.',
	'rectangle-outside': 'A region lies outside the image.',
	'rectangles-unreadable': 'Please give one region a line: column, row, width, height; at most 20.',
	'modalities-unreadable': 'Please enter DICOM modalities in letters, such as US XA SC.',
	'devices-unreadable':
		'Please give one device a line: manufacturer | model | columns x rows | series | x,y,width,height; …',
	'pixel-decision-required': 'Please choose what reviewers get.',

	// Documents
	'empty-document': 'This file is empty.',
	'too-large-document':
		'This file is larger than 20 MB. Nothing of it was kept. Scan it with a lower resolution or take a photo of it.',
	'unsupported-document':
		'This is neither a PDF nor a photo (JPEG, PNG, WebP), whatever its name says. Nothing of it was kept.',
	'unsupported-program': 'This is a program, whatever its name says. Nothing of it was kept.',
	'unsupported-archive': 'This is a ZIP archive, an Office file or the like. Save it as a PDF and send that.',
	'unsupported-markup':
		'This is a web page or a drawing that could run scripts. Print it to a PDF and send that.',
	'unsupported-heic':
		'This is a HEIC photo, which most browsers cannot show to whoever has to look at it. On an iPhone take the photo from this page, or choose Settings, Camera, Formats, Most Compatible and take it again.',
	'unsupported-picture': 'This picture cannot be read: it is cut off or damaged.',
	'too-large-picture': 'This picture says it has more than 100 megapixels. Nothing of it was kept.',
	'unsupported-active-pdf': 'This PDF holds scripts or other files. Print it to a new PDF and send that.',
	'unsupported-locked-pdf': 'This PDF is protected. Print it to a new PDF without protection and send that.',
	'unsupported-broken-pdf':
		'This PDF cannot be read: it is cut off, or made in a way that cannot be looked into.',
	'unsupported-unpacking-pdf': 'This PDF unpacks to far more than a document holds. Nothing of it was kept.',
	'document-not-found': 'This document does not exist, or is not for you.',
	'document-missing':
		'The file of this document is not in the vault. Tell your administrator: it can be brought back from a backup.',
	'document-damaged':
		'The file of this document is not as it was stored, so nothing of it is shown. Tell your administrator: it can be brought back from a backup.',
	'document-broken-off': 'The file did not come in whole, and nothing of it was kept. Please send it again.',
	'already-replaced': 'Somebody has sent a newer version of this document meanwhile.',
	'too-many-documents': 'There are 500 documents of this person already.',

	// What radiologists send in
	'not-a-radiologist': 'This account belongs to no radiologist.',
	'proposal-not-found': 'This was not sent in, or is not for you.',
	'already-looked-at': 'Somebody has decided about this already, or it was withdrawn.',
	'own-credential':
		'This is your own: send it in from the page of your own credentials, and somebody else looks at it.',
	'own-proposal': 'This is your own: somebody else decides about it.',
	'already-waiting': 'You have sent in this activity already. It waits for a coordinator.',
	'too-many-proposals': 'Twenty things of yours wait already. Please wait until some have been looked at.',
	'too-many-activities':
		'Fifty activities of yours wait already. Please wait until some have been looked at.',
	'not-states': 'Please write states as two letters each, such as TX, NM.',
	'not-understood': 'This is not written as it should be.',
	'words-required': 'Please say why in a few words.',

	// Referrals
	'referral-not-found': 'This referral does not exist, or is not for you.',
	'case-withdrawn':
		'This read was reviewed in this way before, and the case was withdrawn. Refuse the referral.',
	'grade-not-of-mode': 'A client’s grade belongs to a preliminary report alone.',
	'question-required': 'A second opinion needs a question.',
	'already-referred':
		'A request of this kind from this side waits for a decision on this read already. Accept or refuse that one first; what is new may then be entered.',
	'already-requested': 'You have asked this for this read already.',
	'pair-not-found': 'This pair does not exist, or is not for you.',
	'already-graded': 'This pair was graded and sent to review already.',
	'already-paired': 'This preliminary report has a final one beside it already.',
	'result-not-found': 'This result does not exist, or is not for you.',
	'already-compared': 'This result was compared and sent to review already.',
	'plan-not-found': 'This plan does not exist, or is not for you.',
	'already-ended': 'This plan has ended already.',
	'own-reads': 'A plan about your own reads is for another director to begin.',

	// Calibration
	'item-not-found': 'This known case does not exist.',
	'already-known': 'This read is a known case already.',
	'already-retired': 'This known case was retired already.',
	'answer-not-of-committee':
		'The committee did not decide this score. Choose its score, or another source of the answer.',

	// Import
	'read-not-found': 'This read does not exist, or you may not look it up.',
	'import-not-found': 'This import does not exist, is finished, or is somebody else’s.',
	'upload-broken-off': 'The connection broke off. What was imported stays; choose the same files again.',
	'file-required': 'Please choose at least one file.',
	'too-large-request': 'This is more than the server takes at once. Shorten it and send it again.',
	'too-large-form': 'This is more than a form can carry. Allow JavaScript, or use the import command.',

	// Sampling
	'draw-not-found': 'This draw does not exist.',
	'already-drawn': 'This draw is revealed already.',
	'already-drawn-required': 'Reads drawn before must stay out: each has one case of the lottery.',
	'draw-conflict':
		'Another draw took some of the same reads a moment ago. Draw again: they are left out then.',
	'period-not-over': 'The period is not over: reads may still come in.',
	'rate-percent': 'Please give a rate between 0 and 100 percent, with at most four decimals.',
	'rate-decimals': 'Please give a rate between 0 and 1 with at most six decimals.',

	// Reviews, committee, feedback
	'assignment-not-found': 'This case is not with you.',
	'case-not-found': 'This case does not wait for your decision.',
	'feedback-not-found': 'There is no feedback here for you.',
	'already-submitted':
		'The review of this case is submitted and counts as it was sent. This was not added to it.',
	'already-given-back': 'This case is no longer with you. Nothing was changed.',
	'already-expired': 'The time for this case ran out and it went to somebody else.',
	'already-withdrawn': 'The case was withdrawn: its read was cancelled.',
	'already-passed-on': 'The outcome has been passed on or is being voted on: it can no longer be taken back.',
	'reviewer-gone': 'The reviewer can no longer review: decide the case as it stands.',
	'already-locked': 'The impression is locked already.',
	'already-revealed': 'The report is open already.',
	'audit-empty': 'The audit log has no entry yet.',
	'extract-empty': 'There is no entry in this period, or about this.',
	'extract-too-long': 'There are more than 50,000 entries. Choose a shorter period.',
	'checkpoint-not-found': 'There is no such checkpoint.',
	'own-reads-no-extract':
		'You have reads of your own. An extract has hashes by which outcomes could be guessed: somebody without reads of their own takes it.',
	'audit-rewritten':
		'The audit log is not the one that was signed before: entries were rewritten. Nothing was signed. Verify the log.',
	'audit-cut':
		'The audit log is shorter than it was: its end was cut off, or an older copy of the database was put back. Nothing was signed. Verify the log.',
	'already-decided': 'This case was decided already, perhaps by somebody else.',
	'already-answered': 'You have answered this outcome already. Nothing more was sent.',
	'difference-required': 'Please say what differs: what goes to review cannot be taken back.',
	'not-in-state': 'The case has moved on meanwhile. This page shows how it stands now.',
	'stale-draft': 'This case was changed in another tab. Nothing was lost: both versions are kept.',
	'impression-required': 'Please write what you see, or that you see nothing abnormal.',
	'impression-not-locked': 'Please lock your impression first.',
	'report-not-revealed': 'Please open the report first.',
	'score-missing': 'Please choose a score: 1, or 2 or 3 with a or b.',
	'score-contradictory': 'A score of 1 has neither a nor b.',
	'direction-required': 'Please say whether it is a miss, an overcall or something else.',
	'cause-required': 'Please choose a cause.',
	'cause-unknown': 'This cause is not in the list.',
	'factor-unknown': 'One of the contributing factors is not in the list.',
	'image-issue-unknown': 'One of the image issues is not in the list.',
	'comment-required': 'Please write a comment.',
	'text-too-long': 'This text is too long.',
	'too-many-marks': 'At most 20 marks can be kept.',
	'marks-unreadable': 'The marks on the images could not be read.',
	'mark-not-on-case': 'A mark lies on an image that is not part of this case. Please remove it.',
	'decline-reason-required': 'Please choose a reason.',
	'outcome-required': 'Please choose an outcome.',
	'outcome-inconsistent': 'This final score does not go with this outcome.',
	'final-score-required': 'Please choose the final score.',
	'attribution-required': 'Please say what it is attributed to.',
	'attribution-inconsistent': 'Where there is no discrepancy, nothing can be attributed to the reader.',
	'stale-question':
		'The reviewer thought this score over meanwhile. The new one stands on this page: please look at it, then send again.',
	'own-vote-required': 'Please cast your own vote first.',
	'not-tied': 'The votes are not equal on this any more. This page shows how they stand now.',
	'recusal-reason-required': 'Please choose a reason.',
	'request-required': 'Please say what to think over.',
	'disagreement-required': 'Please say what you disagree with.',
	'argument-required': 'Please write your argument.',

	// Peer learning
	'learning-case-not-found': 'This case does not exist, or is not yours to look at.',
	'conference-not-found': 'This meeting does not exist.',
	'improvement-not-found': 'This action does not exist, or is somebody else’s.',
	'not-a-time': 'Please enter a time as hours and minutes, for instance 12:30.',
	'no-cases': 'Put at least one case on the meeting first.',
	'no-points': 'There is no learning point to send yet.',
	'already-chosen': 'This case is on another meeting already.',
	'stale-points':
		'Somebody else changed a learning point meanwhile. Yours stands in its field, theirs below it. Save again to keep yours.',
	'meeting-is-early': 'The meeting is planned for another day. Say that it begins today, and begin it again.',
	'already-sent': 'The learning points were sent already.',
	'already-asked': 'You have asked already. The answer will appear here.',
	'already-closed': 'This action is closed already.',

	// Corrections and site notes
	'correction-not-found':
		'This correction does not exist, or is not for you: nobody looks after a case that they read or reviewed.',
	'already-recorded': 'Somebody wrote this down a moment ago. The page shows what is known now.',
	'already-opened': 'There is a correction for this case already.',
	'closing-words-required': 'Please say why.',
	'informed-whom-required': 'Please say who was told.',
	'informed-how-required': 'Please say how.',
	'received-from-required': 'Please say who confirmed it.',
	'finding-required': 'Please write what the facility must know.',
	'addendum-required': 'Please choose the version that carries the correction.',
	'addendum-not-found': 'This version does not belong to the report, or was there before the correction.',
	'time-unreadable': 'Please enter a day and a time.',
	'time-in-future': 'This time is still to come. An empty field means now.',
	'time-too-early':
		'This time is earlier than the step before it. The steps and their times stand on this page.',
	'site-note-not-found': 'This note does not exist, or is not for you.',
	'site-answer-required': 'Please write what was done, or why nothing will be.',

	// Turnaround
	'critical-not-found':
		'This critical result does not exist, or is not for you: nobody looks after a read that they judge.',
	'communicated-by-required': 'Please say who told them.',
	'not-held': 'The clock of this read is not held.',
	'already-held': 'The clock of this read is held already.',
	'hold-reversed': 'The hold ends before it begins.',
	'event-not-found': 'This was taken back already, or was not written down by hand.',

	// Reports
	'period-invalid': 'Please give a first and a last day, in order.',
	'period-too-long': 'Please choose twelve months at most: an evaluation is of no longer time.',
	'period-out-of-scope': 'This period lies outside your scope.',
	'facility-out-of-scope': 'This facility is outside your scope.',
	'nothing-to-pack': 'None of the reports of this pack could be made.',
	'facility-not-chosen': 'Please choose a facility: this report is of one.',
	'kind-not-found': 'There is no such report.',
	'modality-not-chosen': 'Please choose a modality: this report is of one.',
	'radiologist-not-chosen': 'Please choose a radiologist: this report is of one.',
	'authority-not-chosen': 'Please choose a jurisdiction or board: this report is of one.',
	'purpose-required': 'Please say what the file is for.',
	'recipient-required': 'Please say who gets the file.',
	'export-missing':
		'The file of this export is no longer there. Take it again, or ask your administrator: it can be brought back from a backup.',
	'export-expired': 'Access to this export has ended. Whoever made it can make it again.',
	'export-revoked':
		'Access to this export was withdrawn. The export register says why to those who may see it.',
	'export-damaged':
		'What is kept of this export is not what the register says. Please tell your administrator.',
	'already-revoked': 'Access to this export was withdrawn already.',
	'own-alone': 'Only whoever made this export, or a director, can withdraw it.',
	'reason-required': 'Please say why.',
	'not-a-choice': 'Please choose one of these.',
	'too-many-reports': 'Ten reports of yours are in the making. Please wait for one, or cancel one.',
	'schedule-not-found': 'This schedule has ended, or is not yours to change.',
	'already-changed': 'Somebody has paused or resumed this schedule already.',
	'reader-not-found': 'One of these people can no longer take reports.',
	'run-not-found': 'There is no such report of yours in the making.',
	'already-made': 'This report is no longer in the making.',
	'account-ended': 'The account that asked for it has ended.',
	'report-too-large': 'This report needs more memory than one may have. Please ask for a shorter period.',
	'worker-lost': 'The server stopped each time while it made this report. Please ask for a shorter period.',
	unexpected: 'Something went wrong while it was made.',
	'export-not-found': 'This export does not exist, or is not yours to take.',
	'not-a-hash': 'A SHA-256 has 64 hexadecimal digits.',

	// Credentials
	'credential-not-found': 'This row does not exist, or was taken back.',
	'already-corrected': 'Somebody corrected this row a moment ago. The page shows what stands now.',
	'already-settled': 'This was decided already. The page shows what stands now.',
	'correction-words-required': 'Please say why it is corrected.',
	'fact-value-invalid': 'This fact asks for another kind of value.',
	'field-invalid': 'This cannot be read here. Please look at the hint.',
	'not-yes-or-no': 'Please say yes or no.',

	// The PACS
	'pacs-not-set': 'No PACS is set up. Set PACS_URL and start the server again.',
	'pacs-unreachable': 'The PACS cannot be reached. Is its address right, and does its certificate hold?',
	'pacs-too-slow': 'The PACS did not answer in time.',
	'pacs-denies': 'The PACS does not let this server in. Are user and password, or the token, right?',
	'pacs-refuses': 'The PACS refused the question. Is its address the root of its DICOMweb service?',
	'pacs-redirects': 'The PACS points to another address, which is not followed. Set that address.',
	'pacs-has-not': 'There is nothing under this address. Is it the root of the DICOMweb service of the PACS?',
	'pacs-fails': 'The PACS reports a fault of its own.',
	'pacs-answer-unusable': 'What answers there is no DICOMweb service.',
	'pacs-answer-too-large': 'The PACS answered with more than can be taken.',
	'pacs-answer-broken-off': 'The answer of the PACS broke off.',
	'pacs-busy': 'Too many requests wait for the PACS. Try again in a little while.',

	'stale-policy': 'Somebody published another version meanwhile. Please look at it before you publish yours.'
} as const;

/** Of a text that is longer than its field keeps. */
export const hasTooMany = (length: number, most: number): string =>
	`This has ${formatCount(length)} characters; at most ${formatCount(most)} fit. Nothing was cut.`;
