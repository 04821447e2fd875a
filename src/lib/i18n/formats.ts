import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#lib/core/instant.ts';

/**
 * How the product writes numbers, rates and times. Numbers have one shape in every locale (point for decimals, thin space
 * for thousands); words of dates follow the locale. Nothing here asks the machine for its locale or its time zone.
 */
export type Locale = 'en';

/** What is needed of a rate to write it: all in [0, 1] except the counts. Null means not defined. */
export type RateValue = {
	readonly x: number;
	readonly n: number;
	readonly estimate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

export const NO_BREAK = '\u00a0';
const THIN = '\u202f';
const DASH = '–';

/** What stands where a number is not defined. */
export const UNDEFINED = '—';

/** Whole number with thin spaces between thousands: `12 345`. */
export function formatCount(count: number): string {
	const digits = Math.abs(Math.round(count)).toString();
	const grouped = digits.replace(/\B(?=(\d{3})+$)/g, THIN);
	return count < 0 && digits !== '0' ? `−${grouped}` : grouped;
}

/** Decimals that a proportion deserves: one, two below 1 %. */
function percentDigits(proportion: number): number {
	const isSmall = proportion > 0 && proportion < 0.01;
	return isSmall ? 2 : 1;
}

/** Percentage without its sign, so that an interval can share one. */
function percentNumber(proportion: number, digits: number): string {
	return (proportion * 100).toFixed(digits);
}

/** Proportion in [0, 1] as `2.1 %`, two decimals below 1 %. */
export function formatProportion(proportion: number | null): string {
	if (proportion === null) return UNDEFINED;
	return `${percentNumber(proportion, percentDigits(proportion))}${NO_BREAK}%`;
}

/**
 * A difference of shares in percentage points with its sign, `−0.8`; a second decimal where one would hide on which side of 0 it
 * is.
 */
export function formatPoints(difference: number): string {
	const size = Math.abs(difference * 100);
	const written = size.toFixed(size < 0.05 ? 2 : 1);
	if (Number(written) === 0) return '0.0';
	return `${difference < 0 ? '−' : '+'}${written}`;
}

/** Interval of proportions without a sign, `1.2–3.6`; `like` decides the decimals, so that they match the estimate. */
export function formatInterval(lower: number | null, upper: number | null, like: number): string {
	if (lower === null || upper === null) return UNDEFINED;
	const digits = percentDigits(like);
	return `${percentNumber(lower, digits)}${DASH}${percentNumber(upper, digits)}`;
}

/**
 * A rate in the product's one shape, `2.1 % (1.2–3.6, n 412)`. No events are never written as 0 %: `0 of 60 (up to 6.0 %)`
 * (reference: Hanley & Lippman-Hand, JAMA 1983;249:1743).
 */
export function formatRate(rate: RateValue): string {
	const parts = rateParts(rate);
	return parts.detail ? `${parts.value} (${parts.detail})` : parts.value;
}

/** The two parts of a written rate: what is read first, and what belongs in brackets behind it (may be empty). */
export function rateParts(rate: RateValue): { value: string; detail: string } {
	const { x, n, estimate, lower, upper } = rate;
	const count = `n${NO_BREAK}${formatCount(n)}`;
	if (estimate === null) return { value: UNDEFINED, detail: count };
	if (x === 0 && upper !== null) {
		return {
			value: `0 of ${formatCount(n)}`.replaceAll(' ', NO_BREAK),
			detail: `up to ${formatProportion(upper)}`
		};
	}
	const interval = formatInterval(lower, upper, estimate);
	return { value: formatProportion(estimate), detail: `${interval}, ${count}` };
}

/** Expected number of events, which need not be whole: `16.3`. */
export function formatEvents(expected: number | null): string {
	return expected === null ? UNDEFINED : expected.toFixed(1);
}

/** Ratio with two decimals and its sign: `2.40 ×`. */
export function formatRatio(ratio: number | null): string {
	return ratio === null ? UNDEFINED : `${ratio.toFixed(2)}${NO_BREAK}×`;
}

/** Span of minutes as people say it: `27 min`, `3 h 40 min`, `2 d 4 h`. */
export function formatMinutes(minutes: number | null): string {
	if (minutes === null) return UNDEFINED;
	const whole = Math.round(Math.abs(minutes));
	const sign = minutes < 0 && whole > 0 ? '−' : '';
	if (whole < 60) return `${sign}${whole}${NO_BREAK}min`;
	if (whole < 2880) return sign + joinUnits(Math.floor(whole / 60), 'h', whole % 60, 'min');
	const hours = Math.round(whole / 60);
	return sign + joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
	const head = `${large}${NO_BREAK}${largeUnit}`;
	return small === 0 ? head : `${head}${NO_BREAK}${small}${NO_BREAK}${smallUnit}`;
}

const relativeUnits = [
	[DAY_MS, 'd'],
	[HOUR_MS, 'h'],
	[MINUTE_MS, 'min']
] as const;

/** Distance of an instant from `now` in its largest unit: `in 3 d`, `2 h ago`, `now` within a minute. */
export function formatRelative(at: Instant, now: Instant): string {
	const distance = Math.abs(at - now);
	for (const [unitMs, unit] of relativeUnits) {
		if (distance < unitMs) continue;
		const span = `${Math.floor(distance / unitMs)}${NO_BREAK}${unit}`;
		return at > now ? `in ${span}` : `${span} ago`;
	}
	return 'now';
}

const languageTag = { en: 'en-US' } as const satisfies Record<Locale, string>;

function dateParts(at: Instant, timeZone: string, locale: Locale): Record<string, string> {
	const format = new Intl.DateTimeFormat(languageTag[locale], {
		timeZone,
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZoneName: 'short'
	});
	return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** Instant in an IANA time zone, with the zone's name so that nobody has to guess: `12 Nov 2026, 14:03 CST`. */
export function formatInstant(at: Instant, timeZone: string, locale: Locale = 'en'): string {
	const { day, month, year, hour, minute, timeZoneName } = dateParts(at, timeZone, locale);
	return `${day} ${month} ${year}, ${hour}:${minute} ${timeZoneName}`.replaceAll(' ', NO_BREAK);
}

/** Calendar day of an instant in an IANA time zone: `12 Nov 2026`. */
export function formatDay(at: Instant, timeZone: string, locale: Locale = 'en'): string {
	const { day, month, year } = dateParts(at, timeZone, locale);
	return `${day} ${month} ${year}`.replaceAll(' ', NO_BREAK);
}

/** Calendar day given as `YYYY-MM-DD`, which has no time zone: `12 Nov 2026`. */
export function formatCalendarDay(day: string, locale: Locale = 'en'): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(at) ? day : formatDay(at, 'UTC', locale);
}

/** Month given as `YYYY-MM`: `Nov 2026`. */
export function formatMonth(month: string, locale: Locale = 'en'): string {
	const day = formatCalendarDay(`${month}-01`, locale);
	return day.startsWith(month) ? month : day.replace(/^\d+\s/u, '');
}

/** Size of a file: `12 kB`, `3.4 MB` (powers of 1000). */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes}${NO_BREAK}B`;
	if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)}${NO_BREAK}kB`;
	if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)}${NO_BREAK}MB`;
	return `${(bytes / 1e9).toFixed(1)}${NO_BREAK}GB`;
}
