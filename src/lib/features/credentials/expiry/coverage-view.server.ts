import { addDays, daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CoverageSpan } from '#lib/core/credentials/coverage.ts';
import {
	COVERAGE_DAYS,
	type CoverageGap,
	type CoverageStep
} from '#lib/core/credentials/facility-coverage.ts';
import { mayRead, type GateOutcome, type GateReason } from '#lib/core/credentials/gate/reasons.ts';
import type { App } from '#lib/server/app.ts';
import type { CoverageFilter } from './coverage-filter.ts';
import { coveredPlaces, type CoveredPlace } from './coverage.server.ts';
import type { Person } from './known.server.ts';

/** A facility in the list of all. */
export type PlaceLine = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly jurisdiction: string;
	readonly mayRead: number;
	readonly of: number;
	/** How many must be able to read there at the least. */
	readonly least: number;
	readonly falls: CoverageStep | null;
	/** The first time of too few; it is today's where it begins today. */
	readonly gap: CoverageGap | null;
	readonly today: CalendarDay;
};

/** A stretch of the coming days with one answer. */
export type Stretch = {
	readonly from: CalendarDay;
	/** The last day of it, or of what is shown. */
	readonly through: CalendarDay;
	/** Days from today to its first, and how many it has, of those shown. */
	readonly at: number;
	readonly days: number;
	readonly outcome: GateOutcome;
	readonly reasons: readonly GateReason[];
};

/** Somebody at a facility. */
export type PersonLine = {
	readonly id: string;
	readonly name: string;
	readonly outcome: GateOutcome;
	readonly mayRead: boolean;
	readonly reasons: readonly GateReason[];
	/** The first day on which what they may do turns, and why. */
	readonly turn: { readonly on: CalendarDay; readonly reasons: readonly GateReason[] } | null;
	readonly stretches: readonly Stretch[];
};

export type CoverageView = {
	readonly today: CalendarDay;
	/** Of the facility that is shown, or where nothing else is said. */
	readonly least: number;
	readonly facilities: readonly { readonly id: string; readonly name: string }[];
	/** All facilities, worst first; of one facility null. */
	readonly places: readonly PlaceLine[] | null;
	readonly place: {
		readonly line: PlaceLine;
		readonly gaps: readonly CoverageGap[];
		readonly people: readonly PersonLine[];
	} | null;
};

/** Who may read: at one facility by person, or at all of them in numbers. */
export async function coverageView(app: App, filter: CoverageFilter): Promise<CoverageView> {
	const { people, places, covered, least } = await coveredPlaces(app, filter);
	const [first] = covered;
	const isOne = first !== undefined && first.place.id === filter.facility;
	const today = covered.map((one) => one.today).sort()[0] ?? '';
	return {
		today: isOne ? first.today : today,
		least: isOne ? first.least : least,
		facilities: places.map(({ id, name }) => ({ id, name })),
		places: isOne ? null : covered.map(placeLine).sort(worstFirst),
		place: isOne
			? { line: placeLine(first), gaps: first.coverage.gaps, people: personLines(first, people) }
			: null
	};
}

function placeLine({ place, coverage, today, least }: CoveredPlace): PlaceLine {
	const { id, code, name, jurisdiction } = place;
	const { falls, gaps, of } = coverage;
	const gap = gaps[0] ?? null;
	return { id, code, name, jurisdiction, mayRead: coverage.mayRead, of, least, falls, gap, today };
}

const never = '9999-12-31';

function worstFirst(one: PlaceLine, other: PlaceLine): number {
	const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
	return (
		byText(one.gap?.from ?? never, other.gap?.from ?? never) ||
		byText(one.falls?.from ?? never, other.falls?.from ?? never) ||
		one.mayRead - other.mayRead ||
		byText(one.name, other.name)
	);
}

function personLines({ spans, today }: CoveredPlace, people: readonly Person[]): PersonLine[] {
	const byId = new Map(spans.map((one) => [one.id, one.spans]));
	return people
		.flatMap(({ id, name }): PersonLine[] => {
			const own = byId.get(id) ?? [];
			const [now] = own;
			if (!now) return [];
			const may = mayRead(now.result.outcome);
			const turn = own.find(({ result }) => mayRead(result.outcome) !== may);
			return [
				{
					id,
					name,
					outcome: now.result.outcome,
					mayRead: may,
					reasons: now.result.reasons,
					turn: turn ? { on: turn.from, reasons: turn.result.reasons } : null,
					stretches: own.flatMap((span) => stretchOf(span, today))
				}
			];
		})
		.sort((one, other) => {
			if (one.mayRead !== other.mayRead) return one.mayRead ? -1 : 1;
			const [a, b] = [one.turn?.on ?? never, other.turn?.on ?? never];
			if (a !== b) return a < b ? -1 : 1;
			return one.name < other.name ? -1 : 1;
		});
}

function stretchOf({ from, through, result }: CoverageSpan, today: CalendarDay): Stretch[] {
	const at = daysBetween(today, from);
	if (at >= COVERAGE_DAYS) return [];
	const last = addDays(today, COVERAGE_DAYS - 1);
	const end = through !== null && through < last ? through : last;
	const { outcome, reasons } = result;
	return [{ from, through: end, at, days: daysBetween(from, end) + 1, outcome, reasons }];
}
