import type { DemoFacility } from './types.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export type CalendarDay = {
	/** UTC midnight of the civil date; a label, not an instant. */
	readonly dateMs: number;
	readonly weekday: 'weekday' | 'saturday' | 'sunday';
	/** What local midnight of this date is in UTC, by position of the facility. */
	readonly midnights: readonly number[];
};

/** Civil days of a period with each facility's local midnight, so that 320,000 local times cost no time-zone look-ups. */
export function listDays(fromAt: number, cutAt: number, facilities: readonly DemoFacility[]): CalendarDay[] {
	const zones = new Map(facilities.map(({ timeZone }) => [timeZone, makeOffsetOf(timeZone)]));
	const days: CalendarDay[] = [];
	const firstMs = Math.floor(fromAt / dayMs) * dayMs;
	for (let dateMs = firstMs; dateMs <= cutAt; dateMs += dayMs) {
		const offsets = new Map([...zones].map(([zone, offsetOf]) => [zone, offsetOf(dateMs)]));
		const dayOfWeek = new Date(dateMs).getUTCDay();
		days.push({
			dateMs,
			weekday: dayOfWeek === 0 ? 'sunday' : dayOfWeek === 6 ? 'saturday' : 'weekday',
			midnights: facilities.map(({ timeZone }) => dateMs - (offsets.get(timeZone) ?? 0))
		});
	}
	return days;
}

/** Milliseconds a zone is ahead of UTC at noon of a date; on the two days of the change the night before is an hour off. */
function makeOffsetOf(timeZone: string): (dateMs: number) => number {
	const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
	return (dateMs) => {
		const name = format
			.formatToParts(dateMs + 18 * hourMs)
			.find((part) => part.type === 'timeZoneName')?.value;
		const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? '');
		if (!match) throw new Error(`No offset known for time zone ${timeZone}.`);
		if (!match[1]) return 0;
		const sign = match[1] === '-' ? -1 : 1;
		return sign * (Number(match[2]) * hourMs + Number(match[3]) * minuteMs);
	};
}
