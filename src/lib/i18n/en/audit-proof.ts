import type { AuditFinding, AuditVerdict } from '#lib/core/audit/verdict.ts';
import { formatCount, formatInstant } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string => `${formatCount(n)} ${n === 1 ? one : many}`;

type CheckpointFinding = Extract<AuditFinding, { kind: 'checkpoint' }>;

const places = {
	database: 'in the database',
	folder: 'in the folder of checkpoints',
	file: 'that you brought'
} as const;

const chainReasons = {
	gap: 'An entry is missing before it.',
	'broken-link': 'It does not follow from the entry before it.',
	altered: 'Its content was altered.'
} as const;

function named({ at, place, name }: CheckpointFinding): string {
	const when = at === null ? 'A checkpoint' : `The checkpoint of ${formatInstant(at, 'UTC')}`;
	return `${when} ${places[place]}${name === null ? '' : ` (${name})`}`;
}

function checkpointFinding(finding: CheckpointFinding): string {
	const { reason, treeSize, since } = finding;
	const what = named(finding);
	switch (reason) {
		case 'unreadable':
			return `${what} is damaged: it cannot be read.`;
		case 'unknown-key':
			return `${what} was signed with a key that is not known here.`;
		case 'signature':
			return `${what} was altered after it was signed.`;
		case 'row-altered':
			return `${what} says something else than what was signed.`;
		case 'other-log':
			return `${what} is of a log that begins otherwise: the whole log was replaced.`;
		case 'missing':
			return `${what} is no longer in the database.`;
		case 'beyond-end':
			return `${what} has ${formatCount(treeSize ?? 0)} entries, and the log has fewer: its end was cut off, or an older copy of the database was put back.`;
		case 'rewritten':
			return `${what} does not agree with the log: of the entries ${formatCount((since ?? 0) + 1)} to ${formatCount(treeSize ?? 0)} at least one was rewritten after it was signed.`;
	}
}

/** A thing that does not hold, in a sentence. */
function finding(one: AuditFinding): string {
	switch (one.kind) {
		case 'guard':
			return one.reason === 'missing'
				? `The database no longer refuses changes: its trigger ${one.name} is missing.`
				: `The database no longer refuses changes: its trigger ${one.name} was altered.`;
		case 'chain':
			return `The chain breaks at entry ${formatCount(one.seq)}. ${chainReasons[one.reason]}`;
		case 'tree':
			return `What is kept of the tree over the entries ${formatCount(one.from)} to ${formatCount(one.through)} is not theirs.`;
		case 'checkpoint':
			return checkpointFinding(one);
	}
}

export const auditProof = {
	finding,
	checkedCounts: ({ database, folder, file }: AuditVerdict['checked']) =>
		`Held against ${counted(database, 'checkpoint', 'checkpoints')} in the database, ${formatCount(folder)} in the folder and ${formatCount(file)} in files.`,
	page: {
		title: 'Proof of the audit log',
		lead: 'How far the log has come is signed every hour and kept outside of the database. Whoever keeps a checkpoint can show later whether anything before it was changed, cut off or replaced.',
		verify: 'Verify the log',
		checkpoint: 'Make a checkpoint now',
		lookAgain: 'See how far it is',
		lastTitle: 'Last verification',
		never: 'The log has not been verified yet. It is once a day.',
		running: 'The log is being verified: chain, tree and all checkpoints',
		notFinished:
			'The verification did not finish. Verify once more; if it happens again, see the log of the server.',
		intact: (at: string) => `Everything holds, ${at}.`,
		broken: (at: string) => `Something does not hold, ${at}.`,
		entries: (links: number) => `${counted(links, 'entry', 'entries')}.`,
		checkpoints: 'Checkpoints',
		places: ({ mail, system }: { readonly mail: number; readonly system: string | null }) =>
			[
				'Kept in the folder of checkpoints',
				mail > 0 ? `mailed to ${counted(mail, 'address', 'addresses')} once a day` : 'not mailed',
				system === null ? 'not sent to another system' : `sent to ${system}`
			].join(', '),
		noCheckpoint: 'None yet: the first one is signed within an hour of the first entry.',
		ofReader:
			'You have reads of your own. How many entries there are, and hashes, are shown to those who have none, such as an auditor.',
		columns: { at: 'Signed', size: 'Entries', root: 'Root', kept: 'Kept outside', file: 'File' },
		anchor: (place: string, state: string) => `${place}: ${state}`,
		kinds: { folder: 'folder', mail: 'mail', system: 'other system' } as Readonly<Record<string, string>>,
		states: { waiting: 'waits', kept: 'kept', failed: 'failed' } as Readonly<Record<string, string>>,
		save: 'Save',
		extract: {
			title: 'Take an extract with proofs',
			lead: 'A signed file with the entries of a period, or about one case, draw or export. Each can be checked against a checkpoint without us. Who acted in a case is sealed.',
			from: 'From (UTC)',
			through: 'Through (UTC)',
			purpose: 'Purpose',
			recipient: 'Recipient',
			make: 'Make the extract',
			done: 'The extract is ready.',
			save: 'Save the extract'
		},
		export: {
			title: 'Take the log in another form',
			lead: 'What the page of the log shows you, as a stream: it may be long. That you took it is written down.',
			form: 'Form',
			forms: {
				csv: 'CSV',
				fhir: 'FHIR R4 AuditEvent, one a line',
				dicom: 'DICOM audit messages (IHE ATNA), XML'
			},
			take: 'Take the log'
		},
		how: {
			title: 'How to check this',
			steps: [
				'Save a checkpoint and keep it where we cannot reach it. It is text that we signed: how many entries there were, the root of the tree over them, and when.',
				'Later, give it to whoever runs the portal and ask for “overread audit verify --checkpoint FILE”, or bring your own copy of the database and of the program.',
				'If anything before your checkpoint was changed, cut off or replaced, it names the first thing that does not hold.',
				'An extract is checked on the Verify page, in your browser, with our public key and nothing else.'
			],
			more: 'More about the audit log'
		}
	},
	mail: {
		subject: (at: string) => `Checkpoint of the audit log, ${at.slice(0, 10)}`,
		body: (origin: string, note: string) =>
			`This is how far the audit log of ${origin} had come. Keep this mail: as long as you have it, nobody can change, cut or replace the log up to here unnoticed.

To check it, save the lines between the two rules as a file, and run:

npx overread audit verify --checkpoint FILE

----------------------------------------
${note}----------------------------------------
`
	}
} as const;
