/** What an event of the log is called in DICOM PS3.15 A.5.3 and in FHIR. */
export type EventCodes = {
	/** Code of DICOM, CID 400. */
	readonly id: string;
	/** Its meaning. */
	readonly meaning: string;
	/** Create, read, update, delete, execute (RFC 3881, section 5.1.2). */
	readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
	/** 0 for success, 4 for a minor failure: somebody was refused. */
	readonly outcome: '0' | '4';
};

const meanings = {
	'110100': 'Application Activity',
	'110101': 'Audit Log Used',
	'110103': 'DICOM Instances Accessed',
	'110106': 'Export',
	'110107': 'Import',
	'110110': 'Patient Record',
	'110113': 'Security Alert',
	'110114': 'User Authentication'
} as const;
type Id = keyof typeof meanings;

/** From the first that fits: the kind of event in DICOM by the type in the log. */
const ids: readonly (readonly [RegExp, Id])[] = [
	[/^(session\.|sign-in\.)/, '110114'],
	[/^audit\.(extracted|exported|verified)$/, '110101'],
	[/unblinded$|^names\.viewed$/, '110113'],
	[
		/^(user|policy|access-token|signing-key|second-factor|invitation|calendar-feed|facility|radiologist)\./,
		'110113'
	],
	[/\.exported$|^bundle\.|^report\./, '110106'],
	[/^(import\.|legacy\.|study\.located$|read\.received$)|\.imported$/, '110107'],
	[/^(study\.retrieved|pixels\.)/, '110103'],
	[/^(system|demo|work|mail|notices|audit|quality|rule-pack)\./, '110100']
];

/** From the first that fits: what was done, by the last word of the type. */
const actions: readonly (readonly [RegExp, EventCodes['action']])[] = [
	[/\.(viewed|opened|exported|retrieved|extracted|revealed|unblinded)$/, 'R'],
	[
		/\.(created|made|added|received|recorded|submitted|initialised|imported|begun|committed|raised|stored|planned|asked|sent|located)$/,
		'C'
	],
	[/\.(revoked|taken-back|retired|withdrawn)$/, 'D'],
	[/^(session|sign-in|user|policy|audit|system|work|mail|calibration)\./, 'E']
];

/** The codes of a type of event. What is not about accounts, exports or the log itself is work on records: 110110, Patient Record. */
export function eventCodesOf(type: string): EventCodes {
	const id = ids.find(([pattern]) => pattern.test(type))?.[1] ?? '110110';
	// Reports that a reviewer reveals are no exports.
	const own: Id = type === 'report.revealed' ? '110110' : id;
	const action = own === '110114' ? 'E' : (actions.find(([pattern]) => pattern.test(type))?.[1] ?? 'U');
	return { id: own, meaning: meanings[own], action, outcome: type === 'sign-in.throttled' ? '4' : '0' };
}
