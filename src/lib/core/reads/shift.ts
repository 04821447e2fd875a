import type { Instant } from '#lib/core/instant.ts';

/** When a read was signed, in the facility's time: day 07:00 to 18:00, early night to 00:30, late night to 07:00. */
export const shifts = ['day', 'early-night', 'late-night'] as const;
export type Shift = (typeof shifts)[number];

const DAY_FROM = 7 * 60;
const DAY_TO = 18 * 60;
const EARLY_NIGHT_TO = 30;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
	let clock = clocks.get(timeZone);
	if (!clock) {
		clock = new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			hour: '2-digit',
			minute: '2-digit'
		});
		clocks.set(timeZone, clock);
	}
	return clock;
}

/** The shift of an instant on the wall clock of an IANA time zone. */
export function shiftOf(at: Instant, timeZone: string): Shift {
	const [hour = 0, minute = 0] = clockOf(timeZone).format(at).split(':').map(Number);
	const minuteOfDay = hour * 60 + minute;
	if (minuteOfDay >= DAY_FROM && minuteOfDay < DAY_TO) return 'day';
	return minuteOfDay >= DAY_TO || minuteOfDay < EARLY_NIGHT_TO ? 'early-night' : 'late-night';
}
