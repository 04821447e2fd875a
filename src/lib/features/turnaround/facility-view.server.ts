import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import type { WeekHour } from '#lib/core/turnaround/week-hours.ts';
import type { App } from '#lib/server/app.ts';
import type { CriticalSummary } from './critical-summary.server.ts';
import { loopView, turnaroundView, type TurnaroundView } from './dashboard.server.ts';

/** A facility's own page: counts alone, nothing of a read, a reader or a patient, so that it may be sent to it. */
export type FacilityView = {
	readonly facility: { readonly code: string; readonly name: string; readonly timeZone: string };
	readonly view: Omit<TurnaroundView, 'worst' | 'breaches' | 'forecasts' | 'hours'> & {
		/** Null for an hour in which too few came. */
		readonly hours: readonly (WeekHour | null)[];
	};
	readonly critical: CriticalSummary;
	/** There were reads, and too few of each class to be shown. */
	readonly isTooFew: boolean;
};

/** What leaves the group counts no fewer patients than this (statistics reference, section 4). */
const LEAST_OUTSIDE = 11;

/** Turnaround of one facility under the filter of an address, in the facility's own days; null where there is no such facility in use. */
export async function facilityView(
	app: App,
	actor: Actor,
	{ id, query }: { readonly id: string; readonly query: URLSearchParams }
): Promise<FacilityView | null> {
	const { facilities: places } = app.db.read.tables;
	const [place] = await app.db.read
		.select({ timeZone: places.timeZone })
		.from(places)
		.where(eq(places.id, id));
	if (!place) return null;
	const asked = new URLSearchParams(query);
	asked.set('facility', id);
	const {
		worst: _,
		breaches: __,
		forecasts: ___,
		facilities,
		...view
	} = await turnaroundView(app, actor, asked, place.timeZone);
	const facility = facilities.find((each) => each.id === id);
	if (!facility || view.filter.facility !== id) return null;
	const { critical } = await loopView(app, actor, view.filter, place.timeZone);
	const { code, name, timeZone } = facility;
	const classes = view.classes.filter(isLarge);
	return {
		facility: { code, name, timeZone },
		// No other client is named.
		view: {
			...view,
			facilities: [facility],
			classes,
			before: view.before && { ...view.before, classes: view.before.classes.filter(isLarge) },
			hours: view.hours.map((hour) => (hour.arrived < LEAST_OUTSIDE ? null : hour))
		},
		critical: { ...critical, rows: critical.rows.filter(({ n }) => n >= LEAST_OUTSIDE), open: [] },
		isTooFew: view.classes.length > 0 && classes.length === 0
	};
}

/** No total stands beside the classes, so that what is left out cannot be worked out. */
function isLarge({ n, open }: ClassTurnaround): boolean {
	return n + open >= LEAST_OUTSIDE;
}
