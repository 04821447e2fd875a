import type { Actor } from '#lib/core/actor.ts';
import { makePeriod, type Period } from '#lib/core/period.ts';
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
	if (period.from < actor.scope.from || period.to > actor.scope.to) return err('period-out-of-scope');
	const { facilityIds } = actor.scope;
	if (wanted && !wanted.every((id) => facilityIds.includes(id))) return err('facility-out-of-scope');
	return ok({ period, facilityIds: wanted ?? facilityIds });
}
