import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { heldMs, type EventName, type Timeline } from './events.ts';

export type Mark = Exclude<EventName, 'hold_start' | 'hold_end'>;

/** From where to where a clock runs. */
type ClockRule = {
	/** It starts when the last of these has happened; those of `ifKnown` count where the sender tells of them. */
	readonly from: readonly Mark[];
	readonly ifKnown?: readonly Mark[];
	/** It stops at the first of these. */
	readonly to: readonly Mark[];
	/** Whether the time in which it was held is taken off. Held time is shown apart in any case. */
	readonly holds: 'kept' | 'excluded';
	/** Whether a read without the last event is waited for; else only what has both events is timed. */
	readonly waits: boolean;
	/** Whether a contract may set a target for it. */
	readonly hasTarget: boolean;
};

/** Changes with every change of a rule below; it is printed beside the numbers. */
export const CLOCKS_VERSION = 2;

/** The clocks of domain 4.1. An addendum or a correction restarts none of them; an accession has one of each. */
export const clocks = {
	hospital: rule(['exam_completed'], ['final_signed'], { hasTarget: true }),
	telerad: rule(['last_image_received'], ['preliminary_sent', 'final_signed'], {
		ifKnown: ['order_info_complete'],
		holds: 'excluded',
		hasTarget: true
	}),
	'worklist-wait': rule(['last_image_received'], ['opened'], {
		ifKnown: ['order_info_complete'],
		holds: 'excluded',
		waits: false
	}),
	'read-time': rule(['opened'], ['preliminary_sent', 'final_signed'], { waits: false }),
	'preliminary-to-final': rule(['preliminary_sent'], ['final_signed']),
	'door-to-interpretation': rule(['arrived'], ['preliminary_sent', 'final_signed'])
} as const satisfies Record<string, ClockRule>;

export type ClockName = keyof typeof clocks;
export const clockNames = Object.keys(clocks) as readonly ClockName[]; // keys of the literal above

function rule(from: Mark[], to: Mark[], given: Partial<ClockRule> = {}): ClockRule {
	return { from, to, holds: 'kept', waits: true, hasTarget: false, ...given };
}

/** Which report stops the clock: the one that its rule names, or one kind alone. */
export type StopAt = '' | 'preliminary' | 'final';

/** The clocks that the choice of a report makes a difference to. */
export function canChooseStop(clock: ClockName): boolean {
	return clocks[clock].to.length > 1;
}

/** From what to what a clock runs where one report or the other stops it. */
export type ClockMarks = Pick<ClockRule, 'from' | 'holds' | 'waits'> & {
	readonly ifKnown: readonly Mark[];
	readonly to: readonly Mark[];
};

export function clockMarks(clock: ClockName, stopAt: StopAt): ClockMarks {
	const { from, ifKnown = [], to, holds, waits }: ClockRule = clocks[clock];
	return {
		from,
		ifKnown,
		to: to.filter((mark) => stops(mark, to, stopAt)),
		holds,
		waits: waits && stopAt !== 'preliminary'
	};
}

/** What a clock says at `now`: times in minutes, holds taken off where the clock does so. */
export type ClockReading =
	| {
			readonly kind: 'finished';
			readonly startedAt: Instant;
			readonly endedAt: Instant;
			readonly minutes: number;
			readonly ageMinutes: number;
			readonly heldMinutes: number;
	  }
	| {
			readonly kind: 'open';
			readonly startedAt: Instant;
			readonly ageMinutes: number;
			readonly heldMinutes: number;
	  }
	/** Nothing tells when it began. */
	| { readonly kind: 'no-start' }
	/** The clock does not apply: it times only what has ended, and this has not. */
	| { readonly kind: 'not-timed' }
	/** Holds that are taken off cover all of it: nothing was waited for on this clock, which is no time of zero. */
	| { readonly kind: 'held-throughout' }
	/** An error of a clock at the source: never clipped to zero, never in a number but its own (statistics reference, section 12). */
	| { readonly kind: 'clock-error'; readonly error: 'negative' | 'future' };

/** Reads a clock. */
export function readClock(
	clock: ClockName,
	{ at, holds }: Timeline,
	{ now, stopAt = '' }: { readonly now: Instant; readonly stopAt?: StopAt }
): ClockReading {
	const { from, ifKnown, to, holds: held, waits } = clockMarks(clock, stopAt);
	let startedAt = -Infinity;
	for (const mark of from) {
		const when = at[mark];
		if (when === undefined) return { kind: 'no-start' };
		startedAt = Math.max(startedAt, when);
	}
	for (const mark of ifKnown) startedAt = Math.max(startedAt, at[mark] ?? startedAt);
	let endedAt = Infinity;
	for (const mark of to) endedAt = Math.min(endedAt, at[mark] ?? Infinity);
	if (startedAt > now || (endedAt !== Infinity && endedAt > now))
		return { kind: 'clock-error', error: 'future' };
	const isOver = endedAt !== Infinity;
	if (isOver && endedAt <= startedAt) return { kind: 'clock-error', error: 'negative' };
	if (!isOver && !waits) return { kind: 'not-timed' };
	const until = isOver ? endedAt : now;
	const heldTime = heldMs(holds, startedAt, until);
	const off = held === 'excluded' ? heldTime : 0;
	const heldMinutes = heldTime / MINUTE_MS;
	if (!isOver) {
		return { kind: 'open', startedAt, ageMinutes: (now - startedAt - off) / MINUTE_MS, heldMinutes };
	}
	if (off >= endedAt - startedAt) return { kind: 'held-throughout' };
	// The age tells whether a deadline has passed: of the same clock, as if it had run on to now. Nothing waits after the report, so
	// a hold that nobody ended ends with it.
	return {
		kind: 'finished',
		startedAt,
		endedAt,
		minutes: (endedAt - startedAt - off) / MINUTE_MS,
		ageMinutes: (now - startedAt - off) / MINUTE_MS,
		heldMinutes
	};
}

function stops(mark: Mark, to: readonly Mark[], stopAt: StopAt): boolean {
	if (stopAt === '' || to.length === 1) return true;
	return mark === (stopAt === 'final' ? 'final_signed' : 'preliminary_sent');
}
