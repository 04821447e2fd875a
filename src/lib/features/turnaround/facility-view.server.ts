import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import { criticalSummary } from './critical-summary.server.ts';
import { turnaroundView, type TurnaroundView } from './dashboard.server.ts';
import { filterPeriod } from './filter.ts';
import {
	classesOutside,
	criticalsOutside,
	hoursOutside,
	keptOutOutside,
	openOutside,
	type KeptOutCounts,
	type ShownClass,
	type ShownCount,
	type ShownCritical,
	type ShownHour
} from './outside.ts';
import { MINIMUM_DUE, minimumReads } from './words.ts';

const minimums = { leastDue: MINIMUM_DUE, leastP90: minimumReads.p90, leastP95: minimumReads.p95 };

/** A facility's own page: counts alone, nothing of a read, a reader or a patient, so that it may be sent to it. */
export type FacilityView = {
	readonly facility: { readonly code: string; readonly name: string; readonly timeZone: string };
	readonly view: Omit<
		TurnaroundView,
		'worst' | 'breaches' | 'forecasts' | 'hours' | 'keptOut' | 'classes' | 'before'
	> & {
		readonly classes: readonly ShownClass[];
		readonly before:
			| (Omit<NonNullable<TurnaroundView['before']>, 'classes'> & { readonly classes: readonly ShownClass[] })
			| null;
		readonly keptOut: KeptOutCounts;
		/** Null for an hour that is not told. */
		readonly hours: readonly (ShownHour | null)[];
	};
	readonly critical: {
		readonly rows: readonly ShownCritical[];
		readonly open: readonly [];
		readonly counts: { readonly open: ShownCount; readonly late: ShownCount };
	};
	/** There were reads, and too few of each class to be shown. */
	readonly isTooFew: boolean;
};

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
	// The months of the page, in days of the facility; of the other loops nothing is shown here.
	const { now } = view;
	const period = filterPeriod(view.filter, now, place.timeZone);
	const critical = await criticalSummary(app.db.read, actor, { facility: id, now, period });
	const { code, name, timeZone } = facility;
	const classes = classesOutside(view.classes, minimums);
	return {
		facility: { code, name, timeZone },
		// No other client is named.
		view: {
			...view,
			facilities: [facility],
			classes,
			before: view.before && { ...view.before, classes: classesOutside(view.before.classes, minimums) },
			keptOut: keptOutOutside(view.keptOut),
			hours: hoursOutside(view.hours, { classes: view.classes, shown: classes, hasTarget: view.hasTarget })
		},
		critical: {
			rows: criticalsOutside(critical.rows, minimumReads.p90),
			open: [],
			counts: openOutside(critical.counts, critical.rows)
		},
		isTooFew: view.classes.length > 0 && classes.length === 0
	};
}
