import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import type { CriticalSummary } from './critical-summary.server.ts';
import { loopView, turnaroundView, type TurnaroundView } from './dashboard.server.ts';

/** A facility's own page: counts alone, nothing of a read, a reader or a patient, so that it may be sent to it. */
export type FacilityView = {
	readonly facility: { readonly code: string; readonly name: string; readonly timeZone: string };
	readonly view: Omit<TurnaroundView, 'worst' | 'breaches' | 'forecasts'>;
	readonly critical: CriticalSummary;
};

/** Turnaround of one facility under the filter of an address; null where there is no such facility in use. */
export async function facilityView(
	app: App,
	actor: Actor,
	{ id, query }: { readonly id: string; readonly query: URLSearchParams }
): Promise<FacilityView | null> {
	const asked = new URLSearchParams(query);
	asked.set('facility', id);
	const {
		worst: _,
		breaches: __,
		forecasts: ___,
		facilities,
		...view
	} = await turnaroundView(app, actor, asked);
	const facility = facilities.find((each) => each.id === id);
	if (!facility || view.filter.facility !== id) return null;
	const { critical } = await loopView(app, actor, view.filter);
	const { code, name, timeZone } = facility;
	return {
		facility: { code, name, timeZone },
		// No other client is named.
		view: { ...view, facilities: [facility] },
		critical: { ...critical, open: [] }
	};
}
