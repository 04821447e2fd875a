import type { Actor } from '#lib/core/actor.ts';
import { makePeriod, periodDays, type Period } from '#lib/core/period.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { MakerRequest } from './schemas.ts';

export type ReportError =
	| 'period-invalid'
	| 'period-too-long'
	| 'period-out-of-scope'
	| 'facility-out-of-scope'
	| 'facility-not-chosen'
	| 'radiologist-not-chosen'
	| 'radiologist-not-found'
	| 'modality-not-chosen'
	| 'authority-not-chosen'
	| 'not-permitted';

/** The period and facilities of a request, within the actor's scope; an auditor's defaults to all of it. */
export function scopeRequest(
	actor: Actor,
	request: MakerRequest
): Result<{ period: Period; facilityIds: readonly string[] | undefined }, ReportError> {
	const period = makePeriod(request.from, request.through);
	if (!period) return err('period-invalid');
	const wanted = request.facility ? [request.facility] : undefined;
	if (!actor.scope) return ok({ period, facilityIds: wanted });
	const { facilityIds, from, to } = actor.scope;
	const { fromOn, throughOn } = periodDays(actor.scope);
	if (request.from < fromOn || request.through > throughOn) return err('period-out-of-scope');
	if (wanted && !wanted.every((id) => facilityIds.includes(id))) return err('facility-out-of-scope');
	// A scope may begin and end within a day: that day can be asked for, and counts as far as it lies in the scope.
	const within = { from: Math.max(period.from, from), to: Math.min(period.to, to) };
	return ok({ period: within, facilityIds: wanted ?? facilityIds });
}
