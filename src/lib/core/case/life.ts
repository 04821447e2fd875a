/**
 * The life of a case as one table: types, guards, buttons and tests come from it.
 * `drawn` waits for a reviewer; `scored` exists only for the instant in which the score is routed. A score that its reviewer
 * takes up again (`returned` to them while the committee has it, `reopened` before its release, `recalled` from the known cases) stands
 * until another supersedes it; `keep` lets it stand, and so does a lease that runs out.
 */
const life = {
	drawn: { assign: 'assigned', withdraw: 'withdrawn' },
	assigned: { open: 'opened', decline: 'drawn', expire: 'drawn', withdraw: 'withdrawn' },
	opened: {
		'lock-impression': 'impression-locked',
		score: 'scored',
		decline: 'drawn',
		expire: 'drawn',
		withdraw: 'withdrawn'
	},
	'impression-locked': {
		'reveal-report': 'report-revealed',
		decline: 'drawn',
		expire: 'drawn',
		withdraw: 'withdrawn'
	},
	'report-revealed': { score: 'scored', decline: 'drawn', expire: 'drawn', withdraw: 'withdrawn' },
	scored: { refer: 'in-committee', finalise: 'final', 'file-calibration': 'calibrated' },
	'in-committee': {
		decide: 'final',
		'judge-not-assessable': 'withdrawn',
		return: 'returned',
		reopen: 'returned'
	},
	returned: { score: 'scored', keep: 'in-committee' },
	final: { release: 'feedback-released', reopen: 'reopened' },
	reopened: { score: 'scored', keep: 'final' },
	'feedback-released': { acknowledge: 'acknowledged', rebut: 'rebutted' },
	rebutted: { answer: 'closed', 'judge-not-assessable': 'withdrawn' },
	acknowledged: {},
	closed: {},
	calibrated: { reopen: 'recalled' },
	recalled: { score: 'scored', keep: 'calibrated' },
	withdrawn: {}
} as const;

export type CaseState = keyof typeof life;
export type CaseEvent = { [S in CaseState]: keyof (typeof life)[S] }[CaseState] & string;

export const caseStates = Object.keys(life) as readonly CaseState[]; // keys of a literal

/** The state after an event, or null when the event is not possible in this state. */
export function nextState(state: CaseState, event: CaseEvent): CaseState | null {
	const exits: Partial<Record<CaseEvent, CaseState>> = life[state];
	return exits[event] ?? null;
}

/** The state after several events in order, or null when one of them is not possible where it comes. */
export function stateAfter(state: CaseState, events: readonly CaseEvent[]): CaseState | null {
	let current: CaseState | null = state;
	for (const event of events) current = current === null ? null : nextState(current, event);
	return current;
}

/** The events possible in a state. */
export function possibleEvents(state: CaseState): readonly CaseEvent[] {
	return Object.keys(life[state]) as CaseEvent[]; // keys of a literal
}

/** Whether a text names a state. */
export function isCaseState(text: string): text is CaseState {
	return Object.hasOwn(life, text);
}

/** States in which a score counts as final. */
export const finalStates: readonly CaseState[] = [
	'final',
	'feedback-released',
	'acknowledged',
	'rebutted',
	'closed'
];

/** States in which a final score has been released to its reader. */
export const releasedStates = finalStates.filter((state) => state !== 'final');

/** States in which a reviewer holds the case. */
export const heldStates: readonly CaseState[] = [
	'assigned',
	'opened',
	'impression-locked',
	'report-revealed'
];

/** States in which the reviewer takes up again a score that stands. */
export const reconsideredStates: readonly CaseState[] = ['returned', 'reopened', 'recalled'];
